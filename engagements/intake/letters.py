"""Mail of the intake: the assignment that waits for a signature or comes back, and a trust pulse to answer."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.intake.assignment import state_of
from engagements.intake.models import AssignmentVersion, TrustRound
from engagements.lifecycle.letters import letter, place
from engagements.people.roles import Role
from engagements.record import approvals
from engagements.record.models import ApprovalKind
from outbox.kinds import kind
from outbox.letters import Letter
from outbox.weights import Weight

if TYPE_CHECKING:
    from accounts.models import User


@kind("assignment-waits", weight=Weight.BINDING, label=gettext_lazy("assignment to sign"))
def assignment_waits(reader: "User", *, version: int) -> Letter | None:
    """Ask for the signature that is missing under a version; not once it is there, or the other one lapsed."""
    found = _draft(version)
    member = place(reader, found.engagement, "assignment-sign") if found else None
    standing = state_of(found.engagement).of(found) if found and member else None
    if found is None or member is None or standing is None or not standing.signed:
        return None
    if member.role not in standing.waits_for:
        return None
    return letter(
        found.engagement,
        subject=_("The assignment waits for your signature: %(title)s") % {"title": found.engagement.title},
        sentence=_(
            "Version %(number)s of the assignment is signed by the other side. Only your signature is missing."
        )
        % {"number": found.number},
        after=_("Read it through. If something is not right yet, the sponsor can ask for a change."),
        button=_("Read and sign"),
        path=reverse("engagements:assignment-sign", args=[found.engagement.ref, found.pk]),
    )


@kind("assignment-returned", weight=Weight.BINDING, label=gettext_lazy("assignment sent back"))
def assignment_returned(reader: "User", *, version: int) -> Letter | None:
    """Tell an interim manager which change the sponsor asks for; not once the text is another one."""
    found = _draft(version)
    if found is None or place(reader, found.engagement, "assignment-change") is None:
        return None
    if not state_of(found.engagement).of(found).returned:
        return None
    word = approvals.latest_word(found.engagement, ApprovalKind.ASSIGNMENT, found.pk, role=Role.SPONSOR)
    return letter(
        found.engagement,
        subject=_("A change in the assignment is asked: %(title)s") % {"title": found.engagement.title},
        sentence=_("Before signing version %(number)s of the assignment, the sponsor asks for this change:")
        % {"number": found.number},
        quote=word.reason if word else "",
        after=_("Change it, and ask for the signature again."),
        button=_("Change the assignment"),
        path=reverse("engagements:assignment-change", args=[found.engagement.ref, found.pk]),
    )


@kind("trust-asked", weight=Weight.BINDING, label=gettext_lazy("trust pulse to answer"))
def trust_asked(reader: "User", *, round: int) -> Letter | None:
    """Ask somebody to say how the trust stands; not once their side has."""
    found = TrustRound.objects.select_related("engagement__organisation").filter(pk=round).first()
    member = place(reader, found.engagement, "trust-answer") if found else None
    if found is None or member is None or found.answers.filter(side=member.side).exists():
        return None
    return letter(
        found.engagement,
        subject=_("How does the trust stand? %(title)s") % {"title": found.engagement.title},
        sentence=_("You are asked to say how the trust stands: four statements, one minute."),
        after=_("The other side sees your answer only when both have answered."),
        button=_("Answer"),
        path=reverse("engagements:trust-answer", args=[found.engagement.ref, found.pk]),
    )


def _draft(pk: int) -> AssignmentVersion | None:
    return AssignmentVersion.objects.select_related("engagement__organisation").filter(pk=pk).first()
