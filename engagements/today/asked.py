"""What the rooms ask of the visitor now, and which gates are nearly open; for the engagements that are looked into."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.cases.models import Case, CaseState
from engagements.lifecycle import asks, criteria
from engagements.lifecycle.commands import ADVANCE, COMPLETE, Standing
from engagements.lifecycle.models import Engagement
from engagements.today.desk import Desk
from engagements.today.matters import Matter
from phases.definitions import next_of

#: A gate with so few criteria open is nearly open.
NEARLY = 2


def everything_asked(desk: Desk) -> Iterator[Matter]:
    """Yield what the rooms ask of the visitor, the gates that are (nearly) open, and where a case can be published."""
    for pk in desk.looked_into:
        # One by one, as the page of each does: ten to twenty-five queries for every one of a few.
        engagement = Engagement.objects.select_related("organisation").get(pk=pk)
        yield from (_about_ask(desk, engagement, ask) for ask in asks.asked_of(engagement, desk.seats[pk]))
        if _is_nearly_open(engagement):
            yield _about_gate(desk, engagement, criteria.evaluate(engagement))
    yield from cases(desk)


def _is_nearly_open(engagement: Engagement) -> bool:
    """Return whether at most a few criteria hold the engagement back; asks no further once there are more."""
    left = NEARLY
    waived = set(engagement.waivers.values_list("criterion", flat=True))
    for definition in engagement.definition.criteria:
        if definition.key in waived or criteria.REGISTRY[definition.key](engagement).met:
            continue
        if not left:
            return False
        left -= 1
    return True


def _about_ask(desk: Desk, engagement: Engagement, ask: asks.Ask) -> Matter:
    return Matter(
        today=desk.today,
        engagement=engagement,
        what=ask.said,
        detail=ask.detail,
        due_on=ask.due_on,
        url=ask.url,
        button=_("Do this now"),
    )


def cases(desk: Desk) -> Iterator[Matter]:
    """Yield the cases of completed engagements that the sponsor agreed to. One query."""
    done = desk.in_standing(Standing.COMPLETED)
    agreed = Case.objects.filter(engagement__in=done, state=CaseState.CONSENTED)
    for pk in agreed.values_list("engagement_id", flat=True):
        engagement = desk.engagements[pk]
        yield Matter(
            today=desk.today,
            engagement=engagement,
            what=_("Publish the case: the sponsor agrees"),
            url=reverse("engagements:case-publish", args=[engagement.ref]),
            button=_("Do this now"),
        )


def _about_gate(desk: Desk, engagement: Engagement, gate: criteria.Gate) -> Matter:
    following = next_of(engagement.phase)
    forward = ADVANCE if following else COMPLETE
    if following:
        aim = _("before “%(phase)s”") % {"phase": following.title}
        ready = _("Everything stands for “%(phase)s”") % {"phase": following.title}
    else:
        aim = _("before it can be completed")
        ready = _("Everything stands to complete it")
    left = len(gate.open_lines)
    still = ngettext("%(n)s criterion is open %(aim)s", "%(n)s criteria are open %(aim)s", left)
    return Matter(
        today=desk.today,
        engagement=engagement,
        what=still % {"n": left, "aim": aim} if left else ready,
        detail=_("%(passed)s of %(total)s stand.") % {"passed": gate.passed, "total": gate.total},
        url=reverse(f"engagements:{'gate' if left else forward.key}", args=[engagement.ref]),
        button=_("See what is left") if left else forward.button,
        lines=tuple(gate.open_lines),
        nearly=True,
    )
