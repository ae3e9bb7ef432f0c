"""Messages of the aftercare, in the language of whom they bind. They build; they store nothing."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.emails import Letter
from engagements.evaluation.models import FineTuningAction
from engagements.lifecycle.emails import letter


def fine_tuning_given(action: FineTuningAction) -> Letter:
    """Return the mail that tells somebody what they are asked to adjust, and by when."""
    with override(action.owner.user.language):
        page = reverse("engagements:evaluation", args=[action.engagement.ref])
        return letter(
            action.engagement,
            action.owner,
            template="asked",
            subject=_("A fine-tuning of “%(process)s” is yours") % {"process": action.process},
            sentence=_("You are asked to adjust this in “%(process)s” by %(day)s:")
            % {"process": action.process, "day": date_format(action.due_on)},
            quote=action.text,
            after=_("Say there what came of it once it is done."),
            button=_("Open the aftercare"),
            path=f"{page}#fine-tuning-{action.pk}",
        )
