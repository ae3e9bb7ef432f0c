"""Is the organisation on its own now? The answers that leaving the execution asks for, and one of the specification."""

from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from engagements.execution.models import OPEN_COMMITMENTS, Commitment, CommitmentState, LineState
from engagements.lifecycle.criteria import Answer, criterion
from engagements.lifecycle.models import Engagement
from engagements.people.roles import STEERING, Role
from engagements.processes.models import CriticalProcess
from engagements.processes.wording import some_of
from engagements.specification.models import Goal, GoalState


@criterion("processes_let_go")
def processes_let_go(engagement: Engagement) -> Answer:
    """Return whether every process is let go; waits for the owners who can accept, and the manager where lines lack."""
    lines = {
        "lines": Count("handover_lines"),
        "refused": Count("handover_lines", filter=Q(handover_lines__state=LineState.REFUSED)),
        "unanswered": Count("handover_lines", filter=Q(handover_lines__state=LineState.OPEN)),
    }
    processes = (
        CriticalProcess.objects.filter(engagement=engagement).select_related("owner").annotate(**lines)
    )
    total, held = len(processes), [process for process in processes if not process.is_let_go]
    if not total:
        return Answer(
            met=False, said=_("There is no critical process yet."), spot="handover", waits_for=(Role.MANAGER,)
        )
    said = _("%(met)s of %(total)s processes are let go.") % {"met": total - len(held), "total": total}
    if held:
        said += " " + _("Not yet: %(names)s.") % {"names": some_of([str(process) for process in held])}
    waits_for = {role for process in held for role in _who_moves(process)}
    return Answer(met=not held, said=said, spot="handover", waits_for=tuple(sorted(waits_for)))


def _who_moves(process: Any) -> set[str]:
    """Return the roles that can bring the hand-over of an (annotated) process nearer now."""
    roles: set[str] = set()
    if process.owner is None or not process.lines or process.refused:
        roles.add(Role.MANAGER)
    if process.owner is not None and process.lines and (process.unanswered or not process.refused):
        roles.add(process.owner.role)
    return roles


@criterion("goals_settled")
def goals_settled(engagement: Engagement) -> Answer:
    """Return whether every interim goal, of which there is at least one, is reached or dropped."""
    goals = list(Goal.objects.filter(engagement=engagement).values_list("state", "title"))
    if not goals:
        return Answer(met=False, said=_("There is no interim goal yet."), spot="execution")
    still = [title for state, title in goals if state == GoalState.OPEN]
    said = _("%(met)s of %(total)s goals are reached or dropped.") % {
        "met": len(goals) - len(still),
        "total": len(goals),
    }
    if still:
        said += " " + _("Not yet: %(names)s.") % {"names": some_of(still)}
    return Answer(met=not still, said=said, spot="execution")


@criterion("commitments_rehomed")
def commitments_rehomed(engagement: Engagement) -> Answer:
    """Return whether every promise that is still open has a new home. Without an open promise it is met."""
    homes = Commitment.objects.filter(engagement=engagement, state__in=OPEN_COMMITMENTS)
    homed = [home is not None for home in homes.values_list("new_home_id", flat=True)]
    if not homed:
        return Answer(met=True, said=_("No promise is open any more."), spot="commitments")
    said = _("%(met)s of %(total)s open promises have a new home.") % {"met": sum(homed), "total": len(homed)}
    return Answer(met=all(homed), said=said, spot="commitments")


@criterion("commitment_named")
def commitment_named(engagement: Engagement) -> Answer:
    """Return whether somebody of board or management gave their word; what is only asked of them waits for them."""
    answered = (CommitmentState.ACCEPTED, CommitmentState.KEPT, CommitmentState.BROKEN)
    promises = Commitment.objects.filter(engagement=engagement, member__role__in=STEERING)
    found = list(promises.values_list("state", "member__user__name", "member__role").order_by("pk"))
    given = [name for state, name, _role in found if state in answered]
    if given:
        said = _("Promised by %(names)s.") % {"names": some_of(list(dict.fromkeys(given)))}
        return Answer(met=True, said=said, spot="commitments")
    asked = [(name, role) for state, name, role in found if state == CommitmentState.PROPOSED]
    if asked:
        said = _("Asked of %(names)s; not answered yet.") % {
            "names": some_of(list(dict.fromkeys(n for n, _role in asked)))
        }
        roles = {role for _name, role in asked}
        return Answer(met=False, said=said, spot="commitments", waits_for=tuple(sorted(roles)))
    said = _("Nobody of board or management has promised anything by name yet.")
    return Answer(met=False, said=said, spot="commitments")
