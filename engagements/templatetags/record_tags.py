"""What templates of the record ask about one entry."""

from django import template

from engagements.people.permissions import Seat
from engagements.record import permissions
from engagements.record.models import LogEntry

register = template.Library()


@register.filter
def changeable_by(entry: LogEntry, seat: Seat) -> bool:
    """Return whether the seat may change the entry or share it: `{% if entry|changeable_by:seat %}`."""
    return permissions.may_change(entry, seat)
