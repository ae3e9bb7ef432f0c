"""What depends on one document: whose it is. No HTTP, no phase."""

from engagements.documents.models import Document, DocumentVersion
from engagements.people.permissions import Seat
from engagements.people.roles import Role
from engagements.record.audiences import Audience
from engagements.record.permissions import audiences_of


def may_keep(document: Document, seat: Seat) -> bool:
    """Return whether the seat may add versions, rename and put aside: the author, or a manager.

    For a document the seat may know of: whoever reads none of its versions never gets this far.
    """
    return seat.may("document-change") and (document.author_id == seat.user.pk or seat.role == Role.MANAGER)


def wider_than(version: DocumentVersion, seat: Seat) -> tuple[Audience, ...]:
    """Return the audiences the seat may open a version to. Only who uploaded it does: their name goes with it."""
    if version.uploaded_by_id != seat.user.pk:
        return ()
    circles = list(Audience)
    here = circles.index(Audience(version.audience))
    return tuple(audience for audience in audiences_of(seat) if circles.index(audience) > here)
