"""Who takes part in an engagement, and as what."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from engagements.people.querysets import MembershipQuerySet
from engagements.people.roles import Role, side_of


class Membership(models.Model):
    """One person in one engagement, in one role. Ended, never deleted: history keeps pointing at it."""

    engagement = models.ForeignKey(
        "engagements.Engagement", on_delete=models.PROTECT, related_name="memberships"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    title = models.CharField(
        _("position"), max_length=120, blank=True, help_text=_("For example: head of planning.")
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    invited_at = models.DateTimeField(auto_now_add=True)
    ended_on = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("member")
        constraints = (
            models.UniqueConstraint(
                fields=("engagement", "user"),
                condition=models.Q(ended_on__isnull=True),
                name="one_seat_per_person",
            ),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="membership_role_known"),
        )

    def __str__(self) -> str:
        return str(self.user)

    @property
    def side(self) -> str:
        """The manager's side or the organisation's."""
        return side_of(self.role)
