"""How fast the practice's view is with 1,000 engagements: `python -m tools.practice [how many]`, TEST_DB=postgres too.

Fills a throw-away database with engagements of up to two years, their histories, processes, ratings, promises and
checks, opens the view as the practice administrator and as an interim manager, and prints the best of five times on the
server, how many queries it took and the slowest of them; and for each measure by itself its rows and its one query.
"""

import datetime
import os
import random
import sys
import time
from typing import Any

MANY, LED_BY_ONE, TURNS = 1000, 20, 5
PROCESSES, PROMISES = 4, 3
ORDER = ("intake", "specification", "execution", "evaluation")
KINDS = ("change", "change", "change", "crisis", "bridge", "project", "coaching")
DAY = datetime.timedelta(days=1)


def fill(many: int, until: datetime.date | None = None) -> dict[str, Any]:
    """Store so many engagements of as many clients, the same every time; return the people who look."""
    from accounts.models import User  # noqa: PLC0415 - after django.setup()
    from engagements.lifecycle.models import Engagement, Organisation  # noqa: PLC0415
    from engagements.people.models import Membership  # noqa: PLC0415

    chance, today = random.Random(1), until or datetime.date.today()  # noqa: S311 - the same rows every time
    administrator = User.objects.create_user("ada@example.org", name="Ada", is_administrator=True)
    managers = User.objects.bulk_create(
        User(email=f"manager{each}@example.org", name=f"Manager {each}", is_manager=True)
        for each in range(max(1, many // LED_BY_ONE))
    )
    clients = Organisation.objects.bulk_create(Organisation(name=f"Client {each}") for each in range(many))
    starts = [today - DAY * chance.randrange(30, 1400) for _each in clients]
    made = Engagement.objects.bulk_create(
        Engagement(
            organisation=client,
            title=f"Engagement {number}",
            kind=chance.choice(KINDS),
            starts_on=start,
            phase=ORDER[min(3, (today - start).days // 120)],
            standing="completed" if (today - start).days > 600 else "active",
            phase_entered_on=start + DAY * 120 * min(3, (today - start).days // 120),
        )
        for number, (client, start) in enumerate(zip(clients, starts, strict=True))
    )
    members = Membership.objects.bulk_create(
        Membership(engagement=each, user=managers[number % len(managers)], role="manager")
        for number, each in enumerate(made)
    )
    leaders = {member.engagement_id: member for member in members}
    _histories(made, leaders, today, chance)
    _processes(made, leaders, today, chance)
    _promises(made, leaders, today, chance)
    return {"administrator": administrator, "manager": managers[0]}


def _histories(made: list[Any], leaders: dict[int, Any], today: datetime.date, chance: random.Random) -> None:
    from django.utils import timezone  # noqa: PLC0415

    from engagements.lifecycle.models import PhaseChange  # noqa: PLC0415

    changes = []
    for each in made:
        steps = [("start", "", "intake", "", "active", each.starts_on)]
        for place in range(1, ORDER.index(each.phase) + 1):
            day = each.starts_on + DAY * (120 * place + chance.randrange(-20, 20))
            steps.append(("advance", ORDER[place - 1], ORDER[place], "active", "active", min(day, today)))
        if each.standing == "completed":
            day = each.starts_on + DAY * 590
            steps.append(("complete", "evaluation", "evaluation", "active", "completed", day))
        changes += [
            PhaseChange(
                engagement=each,
                command=command,
                from_phase=before,
                to_phase=after,
                from_standing=stood,
                to_standing=stands,
                actor_id=leaders[each.pk].user_id,
                at=timezone.make_aware(datetime.datetime.combine(day, datetime.time(12))),
            )
            for command, before, after, stood, stands, day in steps
        ]
    PhaseChange.objects.bulk_create(changes, batch_size=1000)


def _processes(made: list[Any], leaders: dict[int, Any], today: datetime.date, chance: random.Random) -> None:
    from django.utils import timezone  # noqa: PLC0415

    from engagements.evaluation.models import DurabilityCheck  # noqa: PLC0415
    from engagements.processes.models import CriticalProcess, Rating  # noqa: PLC0415

    rows = []
    for each in made:
        for number in range(PROCESSES):
            planned = each.starts_on + DAY * (300 + 15 * number)
            really = planned + DAY * chance.randrange(-10, 50)
            let_go = really if really < today and chance.random() < 0.9 else None
            at = let_go and timezone.make_aware(datetime.datetime.combine(let_go, datetime.time(12)))
            rows.append(
                CriticalProcess(
                    engagement=each, name=f"Process {number}", let_go_on=planned, let_go_at=at or None
                )
            )
    processes = CriticalProcess.objects.bulk_create(rows, batch_size=1000)
    ratings, checks = [], []
    for process in processes:
        begun = process.engagement.starts_on
        for month in range(min(16, (today - begun).days // 30)):
            ratings += [
                Rating(
                    engagement=process.engagement,
                    process=process,
                    side=side,
                    rater=leaders[process.engagement_id],
                    rung=min(7, max(1, 1 + month // 2 + chance.randrange(-1, 2))),
                    rated_on=begun + DAY * (month * 30 + 5),
                )
                for side in ("manager", "owner")
            ]
        if process.let_go_at:
            checks += [
                DurabilityCheck(
                    engagement=process.engagement,
                    process=process,
                    day=day,
                    due_on=(due := begun + DAY * (400 + day)),
                    verdict=chance.choice(("holds", "holds", "holds", "fine_tune", "relapsing"))
                    if due < today
                    else "",
                )
                for day in (30, 90, 180)
            ]
    Rating.objects.bulk_create(ratings, batch_size=1000)
    DurabilityCheck.objects.bulk_create(checks, batch_size=1000)


def _promises(made: list[Any], leaders: dict[int, Any], today: datetime.date, chance: random.Random) -> None:
    from engagements.execution.models import Commitment, CommitmentStep  # noqa: PLC0415

    promises = Commitment.objects.bulk_create(
        (
            Commitment(
                engagement=each,
                member=leaders[each.pk],
                text="Come to the day start",
                due_on=each.starts_on + DAY * 300,
                state=chance.choice(("kept", "kept", "kept", "broken", "accepted")),
            )
            for each in made
            for _number in range(PROMISES)
            if (today - each.starts_on).days > 240
        ),
        batch_size=1000,
    )
    CommitmentStep.objects.bulk_create(
        (
            CommitmentStep(
                commitment=each, what="renegotiated", actor_id=each.member.user_id, due_on=each.due_on
            )
            for each in promises
            if chance.random() < 0.25
        ),
        batch_size=1000,
    )


def measure(client: Any, address: str, query: dict[str, Any]) -> None:
    """Open the page a few times and print what it costs."""
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
    print(
        f"{min(times) * 1000:7.0f} ms  {len(queries):3} queries, slowest {slowest * 1000:4.0f} ms  "
        f"{len(answer.content) / 1000:.0f} kB  {query}"
    )


def each_kind(user: Any) -> None:
    """Print for each kind of rows how long reading it takes, and in how many queries."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from engagements.measures.practice.reading import Rows, practice_of  # noqa: PLC0415

    rows = Rows(practice_of(user))
    for name in ("lives", "handed", "lags", "checks", "settled"):
        with CaptureQueriesContext(connection) as queries:
            began = time.perf_counter()
            found = getattr(rows, name)
            took = time.perf_counter() - began
        print(f"{took * 1000:7.0f} ms  {len(queries):3} query  {name}, of {len(found)} engagements")


def main() -> None:
    """Fill, look, print."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings_test"
    import django  # noqa: PLC0415

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if not each.startswith("zeal")]
    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    many = int(sys.argv[1]) if len(sys.argv) > 1 else MANY
    people = fill(many)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    each_kind(people["administrator"])
    for name, user in people.items():
        print(f"{name}, {many} engagements, {connection.vendor}")
        client = Client()
        client.force_login(user)
        for query in ({}, {"kind": "crisis"}, {"year": datetime.date.today().year - 2, "kind": "change"}):
            measure(client, reverse("engagements:practice-measures"), query)


if __name__ == "__main__":
    main()
