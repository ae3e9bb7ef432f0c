"""The two editions of a dossier, and from which seat each is read."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.lifecycle.exceptions import NotReady
from engagements.people.models import Membership
from engagements.people.permissions import Seat
from engagements.people.roles import Role
from phases.definitions import Text

if TYPE_CHECKING:
    from engagements.lifecycle.models import Engagement


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition: its lasting name, which is that of its action too, and what people read about it."""

    key: str
    name: Text
    label: Text
    lead: Text
    left_out: Text

    @property
    def action(self) -> str:
        """The action of the permission table that says who may have it."""
        return f"dossier-{self.key}"


CLIENT = Edition(
    key="client",
    name=gettext_lazy("Dossier for the client"),
    label=gettext_lazy("For the client"),
    lead=gettext_lazy("Everything the sponsor may read, to keep when the engagement is over."),
    left_out=gettext_lazy(
        "Left out: what the practice wrote for itself, talks at the sparring desk that were not shared, answers that "
        "are not revealed yet, and e-mail addresses."
    ),
)
REGISTER = Edition(
    key="register",
    name=gettext_lazy("Dossier for the professional register"),
    label=gettext_lazy("For the professional register"),
    lead=gettext_lazy(
        "Everything the interim manager may read, so complete that another installation can be restored from it."
    ),
    left_out=gettext_lazy(
        "Left out: what others wrote for themselves alone, and answers that are not revealed yet. It names people of "
        "the client with their e-mail addresses: keep it as you keep your own papers of this engagement, no longer."
    ),
)
EDITIONS = {edition.key: edition for edition in (CLIENT, REGISTER)}


def seat_for(edition: Edition, engagement: "Engagement", asker: Seat) -> Seat:
    """Return the seat whose reader an edition is for: the sponsor, whoever asks, or the manager who asks.

    Raises NotReady while nobody is sponsor.
    """
    if edition is REGISTER or asker.role == Role.SPONSOR:
        return Seat(asker.user, asker.role, asker.membership)  # without what colleagues lent
    sponsors = Membership.objects.current().filter(engagement=engagement, role=Role.SPONSOR)
    sponsor = sponsors.select_related("user").order_by("pk").first()
    if sponsor is None:
        raise NotReady(_("Nobody is sponsor of this engagement, so there is nobody it is for."))
    return Seat(sponsor.user, sponsor.role, sponsor)
