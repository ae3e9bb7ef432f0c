"""When something may be done: the phase and standing each action belongs to. Refused as 409, with what to do instead.

An action that is not listed may be done in every phase of an active engagement. The commands of the life cycle
are not here: their own table (`commands`) says when they are legal.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.lifecycle.commands import EVERY_PHASE, Standing
from engagements.lifecycle.exceptions import NotNow
from phases.definitions import BY_KEY, Text

if TYPE_CHECKING:
    from engagements.lifecycle.models import Engagement
    from engagements.people.permissions import Seat

RUNNING = frozenset({Standing.ACTIVE})
DONE = frozenset({Standing.COMPLETED})
PREPARING = frozenset({"intake", "specification"})
WORKING = frozenset({"specification", "execution"})
REVISE = gettext_lazy(
    "The plan is fixed while it is carried out. To revise it, the engagement first goes back one phase."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The phases and standings in which something may be done, and what to do instead when they are over."""

    phases: frozenset[str] = EVERY_PHASE
    standings: frozenset[str] = RUNNING
    instead: Text = ""


EVER = Moment()
_PREPARING = Moment(phases=PREPARING, instead=REVISE)
_SPECIFYING = Moment(phases=frozenset({"specification"}))
_PROMISING = Moment(phases=WORKING | {"evaluation"})
_EXECUTING = Moment(phases=frozenset({"execution"}))
_SPARRING = Moment(phases=frozenset({"execution", "evaluation"}))
_EVALUATING = Moment(phases=frozenset({"evaluation"}))
_TELLING = Moment(phases=frozenset({"evaluation"}), standings=RUNNING | DONE)
_COMPLETED = Moment(standings=DONE)
_WRITTEN_DOWN = Moment(standings=RUNNING | {Standing.ON_HOLD})
_WHATEVER = Moment(standings=frozenset(Standing))
_SETTLING = Moment(
    standings=frozenset(Standing) - {Standing.ON_HOLD}
)  # what was worked is paid, also afterwards
_REPORTING = Moment(standings=RUNNING | DONE | {Standing.ON_HOLD, Standing.ENDED_EARLY})

MOMENTS: dict[str, Moment] = {
    "log-add": Moment(standings=RUNNING | {Standing.ON_HOLD}),
    "log-change": Moment(standings=RUNNING | {Standing.ON_HOLD}),
    "worked-month-add": _SETTLING,
    "worked-month-change": _SETTLING,
    "worked-month-submit": _SETTLING,
    "worked-month-approve": _SETTLING,
    "worked-month-dispute": _SETTLING,
    "worked-month-correct": _SETTLING,
    "document-add": _WRITTEN_DOWN,
    "document-version-add": _WRITTEN_DOWN,
    "document-change": _WRITTEN_DOWN,
    "document-share": _WRITTEN_DOWN,
    "document-aside": _WRITTEN_DOWN,
    "document-back": _WRITTEN_DOWN,
    "question-answer": Moment(standings=RUNNING | DONE | {Standing.ON_HOLD}),
    "mail-again": _WHATEVER,
    "selfcheck-add": _WRITTEN_DOWN,
    "selfcheck-share": _WHATEVER,
    "view-as": _WHATEVER,
    "making-again": _WHATEVER,
    "handover-sheet-file": _WHATEVER,
    "process-add": _PREPARING,
    "process-remove": _PREPARING,
    "assignment-draft": _PREPARING,
    "assignment-change": _PREPARING,
    "assignment-discard": _PREPARING,
    "assignment-sign": _PREPARING,
    "assignment-return": _PREPARING,
    "assignment-confirm": _SPECIFYING,
    "final-goal-change": _PREPARING,
    "goal-add": _PREPARING,
    "goal-change": _PREPARING,
    "goal-remove": _PREPARING,
    "plan-submit": _SPECIFYING,
    "plan-approve": _SPECIFYING,
    "plan-return": _SPECIFYING,
    "reading-add": Moment(phases=WORKING | {"evaluation"}),
    "goal-reached": _EXECUTING,
    "goal-drop": _EXECUTING,
    "commitment-add": _PROMISING,
    "handover-line-add": _EXECUTING,
    "handover-line-change": _EXECUTING,
    "handover-line-remove": _EXECUTING,
    "handover-line-accept": _EXECUTING,
    "handover-line-refuse": _EXECUTING,
    "handover-accept": _EXECUTING,
    "handover-give-back": Moment(phases=frozenset({"execution", "evaluation"})),
    "sparring-add": _SPARRING,
    "sparring-change": _SPARRING,
    "sparring-say": _SPARRING,
    "sparring-decide": _SPARRING,
    "sparring-share": Moment(phases=_SPARRING.phases, standings=RUNNING | DONE),
    "check-answer": _EVALUATING,
    "check-skip": _EVALUATING,
    "check-again": _EVALUATING,
    "fine-tuning-add": _EVALUATING,
    "fine-tuning-change": _EVALUATING,
    "fine-tuning-done": _EVALUATING,
    "evaluation-give": _EVALUATING,
    "fresh-wind-settle": _EVALUATING,
    "lesson-add": _EVALUATING,
    "report-file": _WHATEVER,
    "report-add": _REPORTING,
    "report-change": _REPORTING,
    "report-renew": _REPORTING,
    "report-discard": _REPORTING,
    "report-send": _REPORTING,
    "report-correct": _REPORTING,
    "report-schedule": _WRITTEN_DOWN,
    "case-change": _TELLING,
    "case-remove": _TELLING,
    "case-ask": _COMPLETED,
    "case-consent": _COMPLETED,
    "case-return": _COMPLETED,
    "case-publish": _COMPLETED,
    "case-unpublish": _WHATEVER,
    "case-withdraw": _WHATEVER,
}


def is_now(engagement: "Engagement", action: str) -> bool:
    """Return whether the phase and standing allow the action."""
    moment = MOMENTS.get(action, EVER)
    return engagement.phase in moment.phases and engagement.standing in moment.standings


def require(engagement: "Engagement", action: str, seat: "Seat") -> None:
    """Raise NotNow with a sentence for the seat unless the phase and standing allow the action."""
    if is_now(engagement, action):
        return
    moment = MOMENTS.get(action, EVER)
    if engagement.standing not in moment.standings:
        standing = {"standing": Standing(engagement.standing).label}
        if moment.standings == DONE:
            raise NotNow(
                _("This can be done once the engagement is completed (now: %(standing)s).") % standing
            )
        raise NotNow(_("The engagement is not active (%(standing)s), so this can't be changed.") % standing)
    names = {key: phase.title if seat.is_practice else phase.public_title for key, phase in BY_KEY.items()}
    sentence = _("This belongs to: %(phases)s. The engagement is now in: %(now)s.") % {
        "phases": ", ".join(str(name) for key, name in names.items() if key in moment.phases),
        "now": names[engagement.phase],
    }
    raise NotNow(sentence, *([moment.instead] if moment.instead else []))
