"""What of the record is told as "what happened lately". Never the log: who reads an entry is on the entry."""

from django.utils.translation import gettext_lazy as _

from engagements.lifecycle.happenings import happening
from engagements.people.roles import PRACTICE, Role
from engagements.record.models import month_named

BILLED = PRACTICE | {Role.SPONSOR, Role.FINANCE}

happening("worked-month-submit", _("Worked days handed in: %(subject)s"), roles=BILLED, named=month_named)
happening("worked-month-approve", _("Worked days approved: %(subject)s"), roles=BILLED, named=month_named)
happening("worked-month-dispute", _("Worked days sent back: %(subject)s"), roles=BILLED, named=month_named)
happening("worked-month-correct", _("Worked days corrected: %(subject)s"), roles=BILLED, named=month_named)
