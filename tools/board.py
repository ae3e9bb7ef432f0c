"""How fast the board is with 100,000 engagements: `python -m tools.board [how many]`, TEST_DB=postgres for PostgreSQL.

Fills a throw-away database, opens the board as the practice administrator and as a manager who leads 200, in every
order, at the beginning and far on, and prints per page the best of five times on the server (the whole response,
templates included), how many queries it took, and the slowest of them.
"""

import datetime
import os
import random
import sys
import time
from typing import Any

PHASES = ("intake", "specification", "execution", "evaluation")
MANY, LED_BY_ONE, TURNS = 100_000, 200, 5


def fill(many: int) -> dict[str, Any]:
    """Store so many engagements with their managers and two processes each; return the people who look."""
    from accounts.models import User  # noqa: PLC0415 - after django.setup()
    from engagements.lifecycle.models import Engagement, Organisation  # noqa: PLC0415
    from engagements.people.models import Membership  # noqa: PLC0415
    from engagements.processes.models import CriticalProcess  # noqa: PLC0415

    chance, today = random.Random(1), datetime.date.today()  # noqa: S311 - the same rows every time
    managers = User.objects.bulk_create(
        User(email=f"manager{each}@example.org", name=f"Manager {each}", is_manager=True)
        for each in range(max(1, many // LED_BY_ONE))
    )
    client = Organisation.objects.create(name="Organisation")
    made = Engagement.objects.bulk_create(
        (
            Engagement(
                organisation=client,
                title=f"Engagement {chance.randrange(10**9)}",
                phase=chance.choice(PHASES),
                standing="active" if chance.random() < 0.7 else "completed",
                phase_entered_on=today - datetime.timedelta(days=chance.randrange(700)),
            )
            for _each in range(many)
        ),
        batch_size=1000,
    )
    Membership.objects.bulk_create(
        (
            Membership(engagement=each, user=managers[number % len(managers)], role="manager")
            for number, each in enumerate(made)
        ),
        batch_size=1000,
    )
    CriticalProcess.objects.bulk_create(
        (
            CriticalProcess(engagement=each, name=name, let_go_on=today - datetime.timedelta(days=9))
            for each in made
            for name in ("Planning", "Day start")
        ),
        batch_size=1000,
    )
    administrator = User.objects.create_user("ada@example.org", name="Ada", is_administrator=True)
    return {"administrator": administrator, "manager": managers[0]}


def measure(client: Any, address: str, query: dict[str, Any]) -> Any:
    """Open a page a few times, print what it costs, and return the last answer."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    times = []
    for _turn in range(TURNS):
        began = time.perf_counter()
        answer = client.get(address, query)
        times.append(time.perf_counter() - began)
    with CaptureQueriesContext(connection) as queries:
        client.get(address, query)
    slowest = max(float(each["time"]) for each in queries.captured_queries)
    print(f"{min(times) * 1000:7.0f} ms  {len(queries):3} queries, slowest {slowest * 1000:4.0f} ms  {query}")
    return answer


def main() -> None:
    """Fill, look, print."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings_test"
    import django  # noqa: PLC0415

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import setup_test_environment  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if not each.startswith("zeal")]
    setup_test_environment(debug=False)  # so that answers tell what they were made from
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    many = int(sys.argv[1]) if len(sys.argv) > 1 else MANY
    people = fill(many)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    address = reverse("engagements:board")
    for name, user in people.items():
        print(f"{name}, {many} engagements, {connection.vendor}")
        client = Client()
        client.force_login(user)
        measure(client, address, {})
        measure(client, address, {"q": "engagement 12"})
        measure(client, address, {"standing": "all"})
        for sort in ("oldest", "newest", "title"):
            query: dict[str, Any] = {"phase": "execution", "sort": sort}
            for _page in range(3):
                (column,) = measure(client, address, query).context["columns"]
                if column.after is None:
                    break
                query["after"] = column.after
        far = _in_the_middle(user)
        measure(client, address, {"phase": "execution", "sort": "oldest", "after": far})


def _in_the_middle(user: Any) -> int:
    """Return the key of an engagement halfway down the list."""
    from engagements.overview.board import on_board_of  # noqa: PLC0415

    found = on_board_of(user).filter(phase="execution", standing="active").order_by("phase_entered_on", "pk")
    return found.values_list("pk", flat=True)[found.count() // 2]


if __name__ == "__main__":
    main()
