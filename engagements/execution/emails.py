"""Messages of the execution, each to the one person it binds, in their language. They build; they store nothing."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.emails import Letter
from engagements.execution.models import Commitment
from engagements.lifecycle.emails import letter
from engagements.people.models import Membership
from engagements.processes.models import CriticalProcess


def promise_asked(commitment: Commitment) -> Letter:
    """Return the mail that asks somebody for a promise: what, by when, and where to answer."""
    with override(commitment.member.user.language):
        return letter(
            commitment.engagement,
            commitment.member,
            template="asked",
            subject=_("A promise is asked of you: %(title)s") % {"title": commitment.engagement.title},
            sentence=_("You are asked to promise this by %(day)s:") % {"day": date_format(commitment.due_on)},
            quote=commitment.text,
            after=_("You can accept it, or refuse it and say why. Nothing binds you until you accept."),
            button=_("Answer"),
            path=reverse("engagements:commitment-answer", args=[commitment.engagement.ref, commitment.pk]),
        )


def handover_waits(process: CriticalProcess) -> Letter:
    """Return the mail that tells the owner of a process that its hand-over waits for an answer."""
    owner = _known(process.owner)
    with override(owner.user.language):
        return letter(
            process.engagement,
            owner,
            template="asked",
            subject=_("The hand-over of “%(process)s” waits for you") % {"process": process},
            sentence=_("You own “%(process)s”. The interim manager has written down what you take over.")
            % {"process": process},
            quote="",
            after=_(
                "Go through it line by line: accept what you can rely on, and say what is still missing."
            ),
            button=_("Open the hand-over"),
            path=_sheet(process),
        )


def given_back(process: CriticalProcess, manager: Membership, reason: str) -> Letter:
    """Return the mail that tells an interim manager that a process was given back, and why."""
    with override(manager.user.language):
        return letter(
            process.engagement,
            manager,
            template="asked",
            subject=_("“%(process)s” was given back to you") % {"process": process},
            sentence=_("%(owner)s has given “%(process)s” back, with this reason:")
            % {"owner": process.owner, "process": process},
            quote=reason,
            after=_("You may change it again. Its lines wait for the owner's answer once more."),
            button=_("Open the hand-over"),
            path=_sheet(process),
        )


def _known(member: Membership | None) -> Membership:
    if member is None:
        raise ValueError("There is nobody to write to.")
    return member


def _sheet(process: CriticalProcess) -> str:
    return f"{reverse('engagements:handover', args=[process.engagement.ref])}#process-{process.pk}"
