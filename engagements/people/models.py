"""Who takes part in an engagement, and as what."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from engagements.people.delegable import DelegationKind
from engagements.people.querysets import DelegationQuerySet, MembershipQuerySet
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


class Delegation(models.Model):
    """Somebody lets a colleague approve in their place (*machtiging*), until a day or until it is revoked.

    Kept when it is over: whoever reads an approval on behalf of somebody can see on what ground it was given. It says
    who may, never what was approved: that stands in the approval itself.
    """

    engagement = models.ForeignKey("engagements.Engagement", on_delete=models.PROTECT, related_name="+")
    giver = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="delegations_given")
    receiver = models.ForeignKey(
        Membership,
        on_delete=models.PROTECT,
        related_name="delegations_received",
        verbose_name=_("who approves in your place"),
    )
    kind = models.CharField(_("what"), max_length=12, choices=DelegationKind, default=DelegationKind.ALL)
    until = models.DateField(_("until and including"), null=True, blank=True)
    given_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("delegation")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(giver=models.F("receiver")), name="delegated_to_somebody_else"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=DelegationKind.values), name="delegation_kind_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.giver} → {self.receiver}"
