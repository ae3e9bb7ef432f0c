"""How often others were reminded: said where their thing stands already, on a line of its own where it does not."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from engagements.reminders.models import Reminder
from engagements.today.desk import Desk
from engagements.today.matters import Matter
from phases.definitions import Text

#: What stands on no line of its own until somebody was reminded for the last time: how a key begins, what that asks,
#: and the page it is about.
ELSEWHERE: dict[str, tuple[Text, str]] = {
    "sparring": (gettext_lazy("to decide a question"), "sparring"),
    "ratings": (gettext_lazy("to say who really decides"), "processes"),
    "goal": (gettext_lazy("to read where a goal stands"), "execution"),
    "readings": (gettext_lazy("to read where a goal stands"), "execution"),
}

type Thing = tuple[int, str]


def with_reminders(desk: Desk, matters: Iterable[Matter]) -> list[Matter]:
    """Return the matters, each with how often others were reminded of it, and the last reminders of what has no line.

    One query.
    """
    found: dict[Thing, list[Reminder]] = defaultdict(list)
    rows = Reminder.objects.unanswered().filter(membership__engagement__in=desk.engagements)
    for each in rows.exclude(membership__user=desk.user).select_related("membership__user"):
        found[each.membership.engagement_id, each.key].append(each)
    told = [_with(matter, found.pop((matter.engagement.pk, matter.key), [])) for matter in matters]
    return [*told, *_without_a_line(desk, found)]


def _with(matter: Matter, reminders: list[Reminder]) -> Matter:
    if not reminders:
        return matter
    return replace(
        matter, detail=" ".join(str(each) for each in (matter.detail, _how_often(reminders)) if each)
    )


def _how_often(reminders: list[Reminder]) -> str:
    days = {each.moment for each in reminders}
    last = {
        "n": len(days),
        "day": date_format(max(timezone.localdate(each.made_at) for each in reminders), "j F"),
    }
    return ngettext("Reminded on %(day)s.", "Reminded %(n)s times, last on %(day)s.", len(days)) % last


def _without_a_line(desk: Desk, found: dict[Thing, list[Reminder]]) -> Iterator[Matter]:
    for (pk, key), reminders in found.items():
        what, page = ELSEWHERE.get(key.rpartition("-")[0] or key, ("", ""))
        if not page or not any(each.is_last for each in reminders):
            continue
        engagement = desk.engagements[pk]
        who = ", ".join(dict.fromkeys(str(each.membership) for each in reminders))
        yield Matter(
            today=desk.today,
            engagement=engagement,
            what=_("%(who)s has had the last reminder %(what)s") % {"who": who, "what": what},
            detail=_how_often(reminders),
            since=min(each.moment for each in reminders),
            url=reverse(f"engagements:{page}", args=[engagement.ref]),
            button=_("Open it"),
            waits=True,
        )
