"""The answers to the exit criteria that intake fulfils, also the one asked again in specification."""

from collections.abc import Iterable

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.intake.assignment import SIGNERS, AssignmentState, state_of
from engagements.intake.days import written
from engagements.intake.models import (
    Claim,
    ClaimConflict,
    ConflictState,
    IntendedChange,
    Observation,
    TrustRound,
)
from engagements.lifecycle.criteria import Answer, counted, criterion
from engagements.lifecycle.models import Engagement
from engagements.people.roles import Role

FEWEST_OBSERVATIONS = 3
FEWEST_AREAS = 2


@criterion("observations")
def observations(engagement: Engagement) -> Answer:
    """Met with three observations over two areas."""
    found = Observation.objects.filter(engagement=engagement).aggregate(
        total=Count("pk"), areas=Count("area", distinct=True)
    )
    return Answer(
        met=found["total"] >= FEWEST_OBSERVATIONS and found["areas"] >= FEWEST_AREAS,
        said=_("Observations so far: %(total)s; areas: %(areas)s.") % found,
        spot="intake",
    )


@criterion("intended_change")
def intended_change(engagement: Engagement) -> Answer:
    """Met with one intended change."""
    count = IntendedChange.objects.filter(engagement=engagement).count()
    said = ngettext("%(count)s intended change is named.", "%(count)s intended changes are named.", count)
    return Answer(
        met=count > 0,
        said=said % {"count": count} if count else _("No intended change is named yet."),
        spot="intake",
    )


@criterion("conflicts_handled")
def conflicts_handled(engagement: Engagement) -> Answer:
    """Met when every conflict that was marked is handled; also when none was."""
    found = ClaimConflict.objects.filter(engagement=engagement).aggregate(
        total=Count("pk"), met=Count("pk", filter=~Q(state=ConflictState.OPEN))
    )
    if found["total"]:
        return counted(
            found["met"], found["total"], _("%(met)s of %(total)s conflicts are handled."), "claims"
        )
    count = Claim.objects.filter(engagement=engagement).count()
    said = ngettext(
        "No conflict is marked; %(count)s claim is written down.",
        "No conflict is marked among the %(count)s claims.",
        count,
    )
    return Answer(
        met=True,
        said=said % {"count": count} if count else _("No claims are written down, so none conflict."),
        spot="claims",
    )


@criterion("assignment_signed")
def assignment_signed(engagement: Engagement) -> Answer:
    """Met when a version is in force; otherwise it waits for exactly those whose turn it is."""
    state = state_of(engagement)
    if state.in_force:
        number = state.in_force.assignment.number
        return Answer(
            met=True,
            said=_("Version %(number)s is signed by both sides.") % {"number": number},
            spot="assignment",
        )
    return _waiting_for_a_signature(state)


@criterion("assignment_confirmed")
def assignment_confirmed(engagement: Engagement) -> Answer:
    """Met when both sides have confirmed the version in force in the present specification, or signed it then."""
    state = state_of(engagement)
    draft, in_force = state.draft, state.in_force
    if in_force is None or (draft and draft.signed):
        return _waiting_for_a_signature(state)
    number = in_force.assignment.number
    if not in_force.unconfirmed:
        said = _("Version %(number)s is confirmed by both sides.") % {"number": number}
        return Answer(met=True, said=said, spot="assignment")
    said = _("Version %(number)s still has to be confirmed by %(whom)s.") % {
        "number": number,
        "whom": whom(in_force.unconfirmed),
    }
    return Answer(met=False, said=said, spot="assignment", waits_for=in_force.unconfirmed)


@criterion("trust_asked")
def trust_asked(engagement: Engagement) -> Answer:
    """Met once a pulse has been asked, for that asks both sides; says nothing of what was answered."""
    rounds = TrustRound.objects.filter(engagement=engagement).annotate(given=Count("answers"))
    newest = rounds.order_by("-asked_on", "-pk").first()
    if newest is None:
        return Answer(met=False, said=_("Trust has not been asked about yet."), spot="trust")
    said = (
        _("Asked on %(day)s and answered by both sides.")
        if newest.given == len(SIGNERS)
        else _("Asked on %(day)s; not answered by both sides yet.")
    )
    return Answer(met=True, said=said % {"day": written(newest.asked_on)}, spot="trust")


def whom(roles: Iterable[str]) -> str:
    """Return "the sponsor", "the interim manager" or "both sides", to end a sentence with."""
    roles = tuple(roles)
    if len(roles) == len(SIGNERS):
        return _("both sides")
    return _("the sponsor") if Role.SPONSOR in roles else _("the interim manager")


def _waiting_for_a_signature(state: AssignmentState) -> Answer:
    draft = state.draft
    waits_for: tuple[str, ...] = (Role.MANAGER,)
    if draft is None:
        said = _("No assignment has been written yet.")
    elif draft.returned:
        said = _("The sponsor asks for a change to version %(number)s.") % {"number": draft.assignment.number}
    else:
        waits_for = draft.waits_for
        said = _("Version %(number)s waits for a signature from %(whom)s.") % {
            "number": draft.assignment.number,
            "whom": whom(waits_for),
        }
    return Answer(met=False, said=said, spot="assignment", waits_for=waits_for)
