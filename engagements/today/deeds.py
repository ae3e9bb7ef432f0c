"""What can be done on the page of today with one press: each is the very service of its room, which decides."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from engagements.execution.services import reach_goal
from engagements.people.models import Membership
from engagements.people.services import resend_invitation
from engagements.record.models import WorkedMonth
from engagements.record.services import submit_worked_month
from engagements.specification.models import Goal
from phases.definitions import Text


@dataclass(frozen=True, slots=True)
class Doing:
    """A deed: what it is about, the service that does it and under which name it takes that, what is said then."""

    model: type[models.Model]
    service: Callable[..., Any]
    takes: str
    said: Text


DEEDS: dict[str, Doing] = {
    "goal-reached": Doing(Goal, reach_goal, "goal", _("The goal is settled as reached.")),
    "worked-month-submit": Doing(
        WorkedMonth, submit_worked_month, "worked_month", _("Handed in. The client is asked to approve it.")
    ),
    "member-resend": Doing(Membership, resend_invitation, "member", _("The invitation is mailed again.")),
}
