"""What of the reports is told as "what happened lately"."""

from django.utils.translation import gettext_lazy as _

from engagements.lifecycle.happenings import happening
from engagements.reports.progress.permissions import READERS

happening("report-send", _("Progress report sent: number %(subject)s"), roles=READERS)
