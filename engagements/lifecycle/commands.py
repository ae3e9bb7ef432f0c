"""The commands of an engagement's life: every change of phase or standing there is, as data.

The state machine, the pages, the permission table's rows and the tests are derived from this table or checked
against it. Edges between phases come from the phase definitions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from types import MappingProxyType

from django.db import models
from django.utils.translation import gettext_lazy as _

from phases.definitions import PHASES, Text, back_edges, forward_edges


class Standing(models.TextChoices):
    """Whether an engagement is running, paused, or how it ended (*stand*)."""

    ACTIVE = "active", _("Active")
    ON_HOLD = "on_hold", _("On hold")
    COMPLETED = "completed", _("Completed")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    ENDED_EARLY = "ended_early", _("Ended early")


FIRST_PHASE = PHASES[0].key
LAST_PHASE = PHASES[-1].key
EVERY_PHASE = frozenset(phase.key for phase in PHASES)
REOPEN_WITHIN_DAYS = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One change of phase or standing: its edges, from which phases, and what it asks.

    `key` is also the URL name and the action in the permission table. A standing command keeps the phase and is
    legal in `phases` only; a phase command is legal while the engagement is active.
    """

    key: str
    field: str
    edges: tuple[tuple[str, str], ...]
    phases: frozenset[str] = EVERY_PHASE
    gated: bool = False
    needs_reason: bool = True
    title: Text
    button: Text
    done: Text
    #: What will happen, for the page that asks for confirmation.
    meaning: tuple[Text, ...] = ()
    #: The same, by the phase it leads to.
    arriving: Mapping[str, tuple[Text, ...]] = dataclass_field(default_factory=dict, hash=False)

    def target(self, phase: str, standing: str) -> str | None:
        """Return where this leads from here, or None when it is not legal here."""
        if phase not in self.phases or (self.field == "phase" and standing != Standing.ACTIVE):
            return None
        return dict(self.edges).get(phase if self.field == "phase" else standing)


ADVANCE = Command(
    key="advance",
    field="phase",
    edges=tuple(forward_edges()),
    gated=True,
    needs_reason=False,
    title=_("To the next phase"),
    button=_("Move on"),
    done=_("Moved on to the next phase."),
    meaning=(
        _("The criteria are recorded as they stand now, with every waiver."),
        _("You can step back later, with a reason."),
    ),
    arriving=MappingProxyType(
        {
            "specification": (
                _("The plan opens: per critical process where it has to go, and the interim goals."),
                _("Observations, claims and the assignment stay open to work on."),
            ),
            "execution": (
                _("The plan is fixed: processes and interim goals are carried out, no longer changed."),
                _("Hand-over opens: process by process, line by line, accepted by its owner."),
                _("The assignment as both sides confirmed it stands."),
            ),
            "evaluation": (
                _("The checks after 30, 90 and 180 days are planned, counted from today."),
                _("Hand-over lines and interim goals close as they stand."),
            ),
        }
    ),
)
STEP_BACK = Command(
    key="step-back",
    field="phase",
    edges=tuple(back_edges()),
    title=_("Back to the previous phase"),
    button=_("Step back"),
    done=_("Stepped back to the previous phase."),
    meaning=(
        _("Nothing that was written down is lost."),
        _("The reason goes to everyone who is mailed, and stays in the history."),
    ),
    arriving=MappingProxyType(
        {
            "intake": (_("The plan stays as it is written. You go through this gate again."),),
            "specification": (
                _("The plan can be changed again; its approval lapses, and the sponsor is asked anew."),
                _("Processes that were let go stay with their owners."),
            ),
            "execution": (
                _("Hand-over and interim goals open again."),
                _("Checks that were answered keep their answer; the others get a new date when you return."),
            ),
        }
    ),
)
HOLD = Command(
    key="hold",
    field="standing",
    edges=((Standing.ACTIVE, Standing.ON_HOLD),),
    title=_("Pause the engagement"),
    button=_("Pause"),
    done=_("The engagement is on hold."),
    meaning=(
        _("The phase stays what it is."),
        _("Due dates wait: they move by as many days as the pause lasts."),
        _("Only the log stays open for writing, and nobody is reminded of anything."),
        _("The sponsor and the interim manager can each resume it."),
    ),
)
RESUME = Command(
    key="resume",
    field="standing",
    edges=((Standing.ON_HOLD, Standing.ACTIVE),),
    needs_reason=False,
    title=_("Resume the engagement"),
    button=_("Resume"),
    done=_("The engagement is running again."),
    meaning=(_("Due dates move by as many days as the pause lasted."),),
)
COMPLETE = Command(
    key="complete",
    field="standing",
    edges=((Standing.ACTIVE, Standing.COMPLETED),),
    phases=frozenset({LAST_PHASE}),
    gated=True,
    needs_reason=False,
    title=_("Complete the engagement"),
    button=_("Complete"),
    done=_("The engagement is completed."),
    meaning=(
        _("Everything stays readable for those who took part."),
        _("It can be reopened within a year."),
    ),
)
DECLINE = Command(
    key="decline",
    field="standing",
    edges=((Standing.ACTIVE, Standing.DECLINED),),
    phases=frozenset({FIRST_PHASE}),
    title=_("Decline the engagement"),
    button=_("Decline"),
    done=_("The engagement is declined."),
    meaning=(
        _("The practice does not take the engagement on. This can't be undone."),
        _("Everything stays readable for those who took part."),
    ),
)
WITHDRAW = Command(
    key="withdraw",
    field="standing",
    edges=((Standing.ACTIVE, Standing.WITHDRAWN),),
    phases=frozenset({FIRST_PHASE}),
    title=_("Withdraw the request"),
    button=_("Withdraw"),
    done=_("The request is withdrawn."),
    meaning=(
        _("Your organisation does not go through with the engagement. This can't be undone."),
        _("Everything stays readable for those who took part."),
    ),
)
END_EARLY = Command(
    key="end-early",
    field="standing",
    edges=((Standing.ACTIVE, Standing.ENDED_EARLY), (Standing.ON_HOLD, Standing.ENDED_EARLY)),
    title=_("End the engagement early"),
    button=_("End early"),
    done=_("The engagement has ended early."),
    meaning=(
        _("Whatever is still open is listed per person, so that it does not get lost."),
        _("Everything stays readable for those who took part. This can't be undone."),
    ),
)
REOPEN = Command(
    key="reopen",
    field="standing",
    edges=((Standing.COMPLETED, Standing.ACTIVE),),
    title=_("Reopen the engagement"),
    button=_("Reopen"),
    done=_("The engagement is open again."),
    meaning=(
        _("The engagement goes on with the aftercare."),
        _("What was answered and evaluated stays; new checks and fine-tuning can be added."),
    ),
)

COMMANDS = {
    command.key: command
    for command in (ADVANCE, STEP_BACK, HOLD, RESUME, COMPLETE, DECLINE, WITHDRAW, END_EARLY, REOPEN)
}
#: The way forward: what a gate leads to.
FORWARD = (ADVANCE, COMPLETE)
#: What the first row of the history says.
START = "start"
