"""The demo practice as a whole: its people, its engagements, and how to sign in as each of them."""

from collections.abc import Callable, Iterable, Iterator
from types import ModuleType

from django.contrib.auth.hashers import make_password
from django.test.utils import override_settings
from django.utils import timezone

from accounts.models import User
from engagements.demo import bureau, extras, hospital, housing, metal, municipality, scaleup
from engagements.demo.stage import Stage
from engagements.people.roles import Role
from outbox.models import Cursor, Mail

PASSWORD = "frisse-wind-demo"  # noqa: S105 -- known to everybody: the demo runs on one's own machine only

#: Nobody is mailed about what "happened" months ago; nor later, by a worker that finds the tasks waiting.
NO_MAIL = {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}
AT_ONCE = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}


def load(say: Callable[[str], object], more: Iterable[ModuleType] = ()) -> None:
    """Play every story on an empty stage; `say` is told of each as it begins.

    `more` are stories of apps that stand above engagements: modules with a `play(stage)`, played last.
    """
    with override_settings(MAILERS=NO_MAIL, TASKS=AT_ONCE):
        stage = Stage(password_hash=make_password(PASSWORD))
        hire(stage)
        for story in (bureau, hospital, housing, municipality, metal, scaleup, extras, *more):
            say(f"  {(story.__doc__ or '').splitlines()[0]}")
            story.play(stage)
        _tell_nobody()


def _tell_nobody() -> None:
    """Begin with nothing to tell: what was kept for an overview of months ago is dropped, and the first is to come."""
    now = timezone.now()
    Mail.objects.unsent().update(dropped_at=now)
    told = [Cursor(reader=user, at=now, news_at=now) for user in User.objects.all()]
    Cursor.objects.bulk_create(told, ignore_conflicts=True)


def hire(stage: Stage) -> None:
    """Bring in the people of the practice: three managers, a shadow manager and the administrator."""
    stage.person("tjitske@example.org", "Tjitske Voorwind", is_manager=True)
    stage.person("bram@example.org", "Bram Zuidenwind", is_manager=True)
    stage.person("noor@example.org", "Noor Zeebries", is_manager=True)
    stage.person("hein@example.org", "Hein Luwte")
    stage.person("greet@example.org", "Greet Windwijzer", is_administrator=True)


def sign_ins() -> Iterator[tuple[str, str]]:
    """Return each address with who that is, the practice first."""
    users = User.objects.prefetch_related("memberships__engagement__organisation").order_by("pk")
    for user in users:
        if user.is_administrator:
            yield user.email, f"{user.name}: praktijkbeheerder / practice administrator"
            continue
        seats = [
            f"{Role(seat.role).value} · {seat.engagement.organisation}"
            for seat in user.memberships.all()
            if not seat.ended_on
        ]
        yield user.email, f"{user.name}: {', '.join(seats[:4])}"
