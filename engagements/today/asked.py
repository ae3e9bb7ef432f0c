"""What the rooms ask of the visitor now, and which gates are nearly open; for the engagements that are looked into."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.cases.models import Case, CaseState
from engagements.lifecycle import asks, criteria
from engagements.lifecycle.commands import ADVANCE, COMPLETE, Standing
from engagements.lifecycle.models import Engagement
from engagements.people.roles import Role
from engagements.today.desk import Desk
from engagements.today.matters import Matter
from phases.definitions import Criterion, next_of

#: A gate with so few criteria open is nearly open.
NEARLY = 2


def everything_asked(desk: Desk) -> Iterator[Matter]:
    """Yield what the rooms ask of the visitor, the gates that are (nearly) open, and where a case can be published."""
    for pk in desk.looked_into:
        # One by one, as the page of each does: ten to twenty-five queries for every one of a few.
        engagement = Engagement.objects.select_related("organisation").get(pk=pk)
        found = asks.asked_of(engagement, desk.seats[pk])
        yield from (_about_ask(desk, engagement, ask) for ask in found)
        left = _left_of(engagement)
        if len(left) <= NEARLY:
            yield _about_gate(desk, engagement, criteria.evaluate(engagement))
        elif not found:
            yield from _first_step(desk, engagement, left)
    yield from cases(desk)


def _left_of(engagement: Engagement) -> list[tuple[Criterion, criteria.Answer]]:
    """Return the first criteria that hold the engagement back; looks no further once there is more than a little."""
    waived = set(engagement.waivers.values_list("criterion", flat=True))
    left: list[tuple[Criterion, criteria.Answer]] = []
    for definition in engagement.definition.criteria:
        if definition.key in waived or len(left) > NEARLY:
            continue
        answer = criteria.REGISTRY[definition.key](engagement)
        if not answer.met:
            left.append((definition, answer))
    return left


def _first_step(
    desk: Desk, engagement: Engagement, left: list[tuple[Criterion, criteria.Answer]]
) -> Iterator[Matter]:
    """Yield the first criterion that the visitor can fulfil: where nothing else is asked, that is the next step."""
    for definition, answer in left:
        if Role.MANAGER in (answer.waits_for or definition.fulfilled_by):
            yield Matter(
                today=desk.today,
                engagement=engagement,
                what=definition.manager,
                detail=answer.said,
                url=reverse(f"engagements:{answer.spot}", args=[engagement.ref]),
                button=_("Do this now"),
            )
            return


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
