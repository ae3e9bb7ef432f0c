"""Does it last? The answers that completing an engagement asks for."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from engagements.evaluation import rules
from engagements.evaluation.dates import OPENS_BEFORE, check_due
from engagements.evaluation.models import DurabilityCheck, Evaluation, FineTuningAction, Lesson
from engagements.lifecycle.criteria import Answer, criterion
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.pauses import read_pauses
from engagements.people.models import Membership
from engagements.people.roles import MANAGER_SIDE, ORGANISATION_SIDE, Role
from engagements.processes.wording import some_of
from phases.durability import Verdict

#: Who speaks for a side.
SPEAKERS = {MANAGER_SIDE: Role.MANAGER, ORGANISATION_SIDE: Role.SPONSOR}


@criterion("checks_answered")
def checks_answered(engagement: Engagement) -> Answer:
    """Return whether every check is answered or skipped; waits for the owners who can answer one now."""
    checks = list(DurabilityCheck.objects.filter(engagement=engagement).select_related("process__owner"))
    if not checks:
        return Answer(
            met=False,
            said=_("No check is planned: that happens when the aftercare begins."),
            spot="evaluation",
            waits_for=(Role.MANAGER,),
        )
    still = [check for check in checks if not check.is_settled]
    counts = {"met": len(checks) - len(still), "total": len(checks)}
    said = _("%(met)s of %(total)s checks are answered or skipped.") % counts
    if not still:
        return Answer(met=True, said=said, spot="evaluation")
    pauses = read_pauses(engagement)
    dues = {check.pk: check_due(check, engagement, pauses) for check in still}
    said += " " + _("The next one is due on %(day)s.") % {"day": date_format(min(dues.values()))}
    opened = [check for check in still if timezone.localdate() >= dues[check.pk] - OPENS_BEFORE]
    # Before the next check can be answered nobody but time can help; the manager watches over it.
    waits_for = _roles(check.process.owner for check in opened) or (Role.MANAGER,)
    return Answer(met=False, said=said, spot="evaluation", waits_for=waits_for)


@criterion("none_relapsing")
def none_relapsing(engagement: Engagement) -> Answer:
    """Return whether no process was relapsing at its latest answered check; waits for the owners of those that were."""
    by_process = defaultdict(list)
    for check in DurabilityCheck.objects.filter(engagement=engagement).select_related("process__owner"):
        by_process[check.process_id].append(check)
    last = [check for check in map(rules.latest, by_process.values()) if check is not None]
    relapsing = [check.process for check in last if check.verdict == Verdict.RELAPSING]
    if not relapsing:
        said = _("No process is sliding back.") if last else _("No check has been answered yet.")
        return Answer(met=True, said=said, spot="evaluation")
    said = _("Sliding back: %(names)s.") % {"names": some_of([str(process) for process in relapsing])}
    waits_for = _roles(process.owner for process in relapsing)
    return Answer(met=False, said=said, spot="evaluation", waits_for=waits_for)


@criterion("fine_tuning_done")
def fine_tuning_done(engagement: Engagement) -> Answer:
    """Return whether no adjustment is open; waits for those who do them. Without any it is met."""
    actions = list(FineTuningAction.objects.filter(engagement=engagement).select_related("owner"))
    still = [action for action in actions if action.done_on is None]
    if not actions:
        return Answer(met=True, said=_("No fine-tuning was needed so far."), spot="evaluation")
    counts = {"met": len(actions) - len(still), "total": len(actions)}
    said = _("%(met)s of %(total)s fine-tuning actions are done.") % counts
    return Answer(
        met=not still, said=said, spot="evaluation", waits_for=_roles(action.owner for action in still)
    )


@criterion("evaluated_both")
def evaluated_both(engagement: Engagement) -> Answer:
    """Return whether both sides have evaluated; waits for exactly the side that has not."""
    sides = set(Evaluation.objects.filter(engagement=engagement).values_list("side", flat=True))
    sentences: dict[tuple[str, ...], str] = {
        (): _("Both sides have evaluated."),
        (Role.MANAGER,): _("The organisation has evaluated; the interim manager has not yet."),
        (Role.SPONSOR,): _("The interim manager has evaluated; the sponsor has not yet."),
        (Role.MANAGER, Role.SPONSOR): _("Nobody has evaluated yet."),
    }
    return _of_both(sides, sentences)


@criterion("lesson_both")
def lesson_both(engagement: Engagement) -> Answer:
    """Return whether both sides have written down a lesson; waits for exactly the side that has not."""
    sides = set(Lesson.objects.filter(engagement=engagement).values_list("side", flat=True))
    sentences: dict[tuple[str, ...], str] = {
        (): _("Both sides have written down a lesson."),
        (Role.MANAGER,): _("The organisation has written down a lesson; the interim manager has not yet."),
        (Role.SPONSOR,): _("The interim manager has written down a lesson; the organisation has not yet."),
        (Role.MANAGER, Role.SPONSOR): _("Nobody has written down a lesson yet."),
    }
    return _of_both(sides, sentences)


def _of_both(sides: set[str], sentences: dict[tuple[str, ...], str]) -> Answer:
    waits_for = tuple(SPEAKERS[side] for side in (MANAGER_SIDE, ORGANISATION_SIDE) if side not in sides)
    # The page, not its form: whose side is through would find that closed.
    return Answer(met=not waits_for, said=sentences[waits_for], spot="evaluation", waits_for=waits_for)


def _roles(members: Iterable[Membership | None]) -> tuple[str, ...]:
    """Return the roles of those members; where nobody is named, naming somebody is up to the manager."""
    return tuple(sorted({member.role if member else Role.MANAGER for member in members}))
