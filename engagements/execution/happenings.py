"""What of the execution is told as "what happened lately"."""

from django.utils.translation import gettext_lazy as _

from engagements.lifecycle.happenings import happening
from engagements.people.roles import PRACTICE, READERS, STEERING, Role

THEIRS = READERS | {Role.EMPLOYEE}

happening("goal-reached", _("Interim goal reached: %(subject)s"), roles=READERS)
happening("goal-drop", _("Interim goal dropped: %(subject)s"), roles=READERS)
happening("commitment-accepted", _("Promised: %(subject)s"), roles=PRACTICE | STEERING)
happening("commitment-kept", _("Promise kept: %(subject)s"), roles=PRACTICE | STEERING)
happening("commitment-broken", _("Promise not kept: %(subject)s"), roles=PRACTICE | STEERING)
happening("handover-accept", _("%(subject)s is let go: from today it is its owner's"), roles=THEIRS)
happening("handover-give-back", _("%(subject)s was given back to the interim manager"), roles=THEIRS)
