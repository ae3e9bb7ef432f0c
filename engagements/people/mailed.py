"""What was mailed about an engagement: to whom, what kind and when, what failed and why. Never what it says."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from engagements.lifecycle.exceptions import NotNow
from engagements.lifecycle.models import Engagement
from engagements.people import permissions
from outbox import post, topics
from outbox.models import Mail
from outbox.querysets import MailQuerySet

if TYPE_CHECKING:
    from accounts.models import User


def about(engagement: Engagement) -> MailQuerySet:
    """Return all mail about an engagement."""
    return Mail.objects.filter(topic=topics.topic("engagement", engagement.pk))


@transaction.atomic
def try_again(*, engagement: Engagement, actor: "User", mail: Mail) -> None:
    """Try a mail about the engagement once more. Raises PermissionDenied, and NotNow when it has not failed."""
    permissions.require(permissions.seat_of(actor, engagement), "mail-again")
    if not post.try_again(mail):
        raise NotNow(_("This mail has not failed: there is nothing to try again."))
