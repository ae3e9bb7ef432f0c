"""What of the specification is told as "what happened lately"."""

from django.utils.translation import gettext_lazy as _

from engagements.lifecycle.happenings import happening
from engagements.people.roles import READERS

happening("final-goal-change", _("The final goal was put into words"), roles=READERS)
happening("plan-submit", _("The plan was sent to the sponsor (%(subject)s)"), roles=READERS)
happening("plan-approve", _("The sponsor approved the plan (%(subject)s)"), roles=READERS)
happening("plan-return", _("The sponsor asked for a change in the plan (%(subject)s)"), roles=READERS)
happening("goal-approval-lapsed", _("To be approved again: %(subject)s"), roles=READERS)
