"""Mail of the execution, each to the one person it binds: a promise asked, a hand-over that waits, one given back."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.execution.models import Commitment, CommitmentState, HandoverLine, LineState
from engagements.lifecycle.letters import letter, place
from engagements.people.permissions import seat_of
from engagements.processes.models import CriticalProcess
from outbox.kinds import kind
from outbox.letters import Letter
from outbox.weights import Weight

if TYPE_CHECKING:
    from accounts.models import User


@kind("promise-asked", weight=Weight.BINDING, label=gettext_lazy("promise asked"))
def promise_asked(reader: "User", *, commitment: int) -> Letter | None:
    """Ask somebody for a promise: what, and by when; not once they have answered."""
    asked = Commitment.objects.select_related("member__user", "engagement__organisation")
    found = asked.filter(pk=commitment, state=CommitmentState.PROPOSED, member__user=reader).first()
    if found is None or place(reader, found.engagement, "commitment-answer") is None:
        return None
    return letter(
        found.engagement,
        subject=_("A promise is asked of you: %(title)s") % {"title": found.engagement.title},
        sentence=_("You are asked to promise this by %(day)s:") % {"day": date_format(found.due_on)},
        quote=found.text,
        after=_("You can accept it, or refuse it and say why. Nothing binds you until you accept."),
        button=_("Answer"),
        path=f"{reverse('engagements:commitments', args=[found.engagement.ref])}#commitment-{found.pk}",
    )


@kind("handover-waits", weight=Weight.BINDING, label=gettext_lazy("hand-over to answer"))
def handover_waits(reader: "User", *, process: int) -> Letter | None:
    """Tell the owner of a process, or who stands in for them, that its hand-over waits for an answer, while it does."""
    found = _process(process)
    seat = seat_of(reader, found.engagement) if found else None
    if found is None or found.owner is None or seat is None:
        return None
    answers = seat.place_for("handover-line-accept", found.owner_id)
    lines = HandoverLine.objects.filter(process=found, state=LineState.OPEN)
    if place(reader, found.engagement, "handover-line-accept") is None or not lines.exists():
        return None
    if not answers.holds(found.owner_id):
        return None
    own = _("You own “%(process)s”. The interim manager has written down what you take over.")
    other = _(
        "You answer for %(owner)s. The interim manager has written down what is taken over of “%(process)s”."
    )
    return letter(
        found.engagement,
        subject=_("The hand-over of “%(process)s” waits for you") % {"process": found},
        sentence=(other if answers.stand_in else own) % {"process": found, "owner": found.owner},
        after=_("Go through it line by line: accept what you can rely on, and say what is still missing."),
        button=_("Open the hand-over"),
        path=_sheet(found),
    )


@kind("handover-given-back", weight=Weight.BINDING, label=gettext_lazy("process given back"))
def given_back(reader: "User", *, process: int, entry: int) -> Letter | None:
    """Tell an interim manager that a process was given back, and why; not once it is let go again."""
    found = _process(process)
    if (
        found is None
        or found.let_go_at
        or place(reader, found.engagement, "handover-line-add", now=False) is None
    ):
        return None
    because = found.engagement.audit.filter(pk=entry).values_list("after__reason", flat=True).first()
    return letter(
        found.engagement,
        subject=_("“%(process)s” was given back to you") % {"process": found},
        sentence=_("%(owner)s has given “%(process)s” back, with this reason:")
        % {"owner": found.owner, "process": found},
        quote=because or "",
        after=_("You may change it again. Its lines wait for the owner's answer once more."),
        button=_("Open the hand-over"),
        path=_sheet(found),
    )


def _process(pk: int) -> CriticalProcess | None:
    processes = CriticalProcess.objects.select_related("owner__user", "engagement__organisation")
    return processes.filter(pk=pk).first()


def _sheet(process: CriticalProcess) -> str:
    return f"{reverse('engagements:handover', args=[process.engagement.ref])}#process-{process.pk}"
