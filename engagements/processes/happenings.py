"""What of the processes is told as "what happened lately"."""

from django.utils.translation import gettext_lazy as _

from engagements.lifecycle.happenings import happening
from engagements.people.permissions import PERMISSIONS

THEIRS = PERMISSIONS["processes"]

happening("process-add", _("Critical process named: %(subject)s"), roles=THEIRS)
happening("process-owner-named", _("An owner was named for %(subject)s"), roles=THEIRS)
