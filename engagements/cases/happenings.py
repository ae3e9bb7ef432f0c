"""What of a case is told as "what happened lately": to the sponsor and the practice, to nobody else."""

from django.utils.translation import gettext_lazy as _

from engagements.lifecycle.happenings import happening
from engagements.people.roles import PRACTICE, Role

THEIRS = PRACTICE | {Role.SPONSOR}

happening("case-ask", _("Consent was asked for a case"), roles=THEIRS)
happening("case-consent", _("Consent was given for a case"), roles=THEIRS)
happening("case-publish", _("The case was published"), roles=THEIRS)
happening("case-unpublish", _("The page of the case was taken down"), roles=THEIRS)
happening("case-withdraw", _("The case was taken back"), roles=THEIRS)
