"""The mail that reminds: of what is still asked when it goes out, and of nothing else."""

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from engagements.lifecycle.asks import Ask, asked_of
from engagements.lifecycle.letters import about, letter, topic
from engagements.lifecycle.models import Engagement
from engagements.people.models import Membership
from engagements.people.permissions import seat_of
from outbox.digests import Line, Section
from outbox.kinds import kind
from outbox.letters import Letter
from outbox.weights import Weight

if TYPE_CHECKING:
    from accounts.models import User


@kind("reminder", weight=Weight.BINDING, label=gettext_lazy("reminder"))
def reminder(reader: "User", *, membership: int, keys: list[str]) -> Letter | None:
    """Remind somebody of what is asked of them under these keys, as far as it still is."""
    members = Membership.objects.current().select_related("engagement__organisation")
    member = members.filter(pk=membership, user=reader).first()
    if member is None:
        return None
    engagement = member.engagement
    seat = seat_of(reader, engagement)
    asked = [ask for ask in asked_of(engagement, seat) if ask.key in keys] if seat else []
    if not asked:
        return None
    return _of_one(engagement, asked[0]) if len(asked) == 1 else _of_several(engagement, asked)


def _of_one(engagement: Engagement, ask: Ask) -> Letter:
    words = [_by(ask), str(ask.detail)]
    return letter(
        engagement,
        subject=_("Reminder: %(what)s") % {"what": ask.said},
        sentence=_finished(str(ask.said)),
        after=" ".join(each for each in words if each),
        button=_("Do this now"),
        path=ask.url,
    )


def _finished(text: str) -> str:
    """Return a text as a sentence."""
    return text if text.rstrip("”").endswith((".", "?", "!", "…")) else f"{text}."


def _by(ask: Ask) -> str:
    if ask.due_on is None:
        return ""
    late = ask.due_on < timezone.localdate()
    said = _("This was due on %(day)s.") if late else _("This is due on %(day)s.")
    return said % {"day": date_format(ask.due_on, "j F")}


def _of_several(engagement: Engagement, asked: list[Ask]) -> Letter:
    lines = (
        Line(text=str(ask.said), detail=str(ask.detail), due_on=ask.due_on, path=ask.url) for ask in asked
    )
    count = {"n": len(asked), "title": engagement.title}
    sentence = ngettext("%(n)s thing still waits for you.", "%(n)s things still wait for you.", len(asked))
    path = engagement.get_absolute_url()
    section = Section(topic=topic(engagement.pk), about=about(engagement), path=path, asked=tuple(lines))
    return Letter(
        subject=_("Reminder: %(title)s, %(n)s things wait for you") % count,
        sentence=sentence % count,
        button=_("Open your page"),
        path=path,
        about=section.about,
        template="outbox/digest",
        context={"sections": [section], "several": False},
    )
