"""Keeping a self-check, and sharing one. Nothing of it is written to the audit trail, which others read."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.lifecycle.exceptions import NotNow
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.work import validate, work_on
from engagements.people.models import Membership
from engagements.people.roles import Role
from engagements.selfcheck import permissions
from engagements.selfcheck.items import ITEMS, Reply
from engagements.selfcheck.models import SelfCheck

if TYPE_CHECKING:
    from accounts.models import User

LINE_LENGTH = 300


def add_selfcheck(
    *, engagement: Engagement, actor: "User", answers: Mapping[str, tuple[str, str]]
) -> SelfCheck:
    """Keep what the actor answered today: for each item a reply and a line (may be empty). Return it.

    Raises PermissionDenied, NotNow, or ValueError for an item or reply that does not exist.
    """
    with work_on(engagement, actor, "selfcheck-add") as work:
        check = SelfCheck(
            engagement=work.engagement,
            author=actor,
            answers={
                item.key: {
                    "reply": Reply(answers[item.key][0]).value,
                    "line": answers[item.key][1].strip()[:LINE_LENGTH],
                }
                for item in ITEMS
            },
        )
        validate(check)
        # Not through `work.add`: others read the audit trail, and that the manager doubts is nobody's business.
        check.save(force_insert=True)
    return check


def readers_of(engagement: Engagement) -> list[Membership]:
    """Return the shadow managers a check would be shared with. One query."""
    shadows = engagement.memberships.current().filter(role=Role.SHADOW, user__is_active=True)
    return list(shadows.select_related("user"))


def share_selfcheck(*, check: SelfCheck, actor: "User") -> SelfCheck:
    """Let the shadow manager of the engagement read this one check; return it. Nobody is mailed.

    Raises PermissionDenied for anybody but its author, NotNow when there is no shadow manager, or it is shared already.
    """
    with work_on(check.engagement, actor, "selfcheck-share") as work:
        permissions.require_author(check, work.seat)
        current = SelfCheck.objects.get(pk=check.pk)
        require_shareable(current, partial(readers_of, work.engagement))
        current.shared_at = timezone.now()
        current.save(update_fields=["shared_at"])
    return current


def require_shareable(check: SelfCheck, readers: "partial[list[Membership]]") -> None:
    """Raise NotNow when sharing the check has no meaning now."""
    if check.shared_at:
        raise NotNow(_("You have shared this one already."))
    if not readers():
        raise NotNow(_("No shadow manager takes part in this engagement. Invite one first, if you want to."))
