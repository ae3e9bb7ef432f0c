"""What of the aftercare is told as "what happened lately"."""

from django.utils.translation import gettext_lazy as _

from engagements.lifecycle.happenings import happening
from engagements.people.roles import READERS, Role

THEIRS = READERS | {Role.EMPLOYEE}

happening("check-holds", _("%(subject)s was checked: it holds"), roles=THEIRS)
happening("check-fine_tune", _("%(subject)s was checked: it needs fine-tuning"), roles=THEIRS)
happening("check-relapsing", _("%(subject)s was checked: it is sliding back"), roles=THEIRS)
happening("check-skip", _("A check of %(subject)s was skipped, with a reason"), roles=THEIRS)
happening("fine-tuning-done", _("Fine-tuning done: %(subject)s"), roles=THEIRS)
happening("lesson-add", _("A lesson was written down: %(subject)s"), roles=READERS)
