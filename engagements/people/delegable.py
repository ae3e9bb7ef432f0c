"""What can be delegated: saying yes, or asking for a change, in the place of a colleague."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DelegationKind(models.TextChoices):
    """Which approvals somebody lets a colleague give. The keys are also those of the approvals."""

    ALL = "all", _("Everything I approve")
    ASSIGNMENT = "assignment", _("Assignment")
    PLAN = "plan", _("Plan")
    HANDOVER = "handover", _("Hand-over lines")
    MONTH = "month", _("Worked days")
