"""Mail of the aftercare: to whom an adjustment is given."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.evaluation.models import FineTuningAction
from engagements.lifecycle.letters import letter, place
from outbox.kinds import kind
from outbox.letters import Letter
from outbox.weights import Weight

if TYPE_CHECKING:
    from accounts.models import User


@kind("fine-tuning-given", weight=Weight.BINDING, label=gettext_lazy("fine-tuning to do"))
def fine_tuning_given(reader: "User", *, action: int) -> Letter | None:
    """Tell somebody what they are asked to adjust, and by when; not once it is done, or is somebody else's."""
    open_actions = FineTuningAction.objects.select_related("owner", "process", "engagement__organisation")
    found = open_actions.filter(pk=action, done_on=None, owner__user=reader).first()
    if found is None or place(reader, found.engagement, "fine-tuning-done") is None:
        return None
    return letter(
        found.engagement,
        subject=_("A fine-tuning of “%(process)s” is yours") % {"process": found.process},
        sentence=_("You are asked to adjust this in “%(process)s” by %(day)s:")
        % {"process": found.process, "day": date_format(found.due_on)},
        quote=found.text,
        after=_("Say there what came of it once it is done."),
        button=_("Open the aftercare"),
        path=f"{reverse('engagements:evaluation', args=[found.engagement.ref])}#fine-tuning-{found.pk}",
    )
