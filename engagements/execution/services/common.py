"""What the services of this room and the next ask of their input."""

import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.lifecycle.exceptions import NotReady
from engagements.lifecycle.work import Work
from engagements.people.models import Membership


def required(text: str, sentence: str) -> str:
    """Return the text without blanks around it; raise NotReady with the sentence when nothing is left."""
    if not text.strip():
        raise NotReady(sentence)
    return text.strip()


def require_past(field: str, day: datetime.date) -> None:
    """Raise ValidationError beside the field for a day after today."""
    if day > timezone.localdate():
        raise ValidationError({field: _("This day has not been yet.")})


def require_future(field: str, day: datetime.date) -> None:
    """Raise ValidationError beside the field for a day before today."""
    if day < timezone.localdate():
        raise ValidationError({field: _("Choose today or a later day.")})


def require_member(work: Work, field: str, member: Membership, roles: frozenset[str]) -> None:
    """Raise ValidationError beside the field unless the member takes part here now, in one of the roles."""
    if member.engagement_id != work.engagement.pk or member.ended_on is not None or member.role not in roles:
        raise ValidationError({field: _("Choose somebody who takes part for the organisation.")})
