"""What the menu of the workspace asks of the inbox."""

from django import template
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from enquiries.inbox import permissions, querysets
from enquiries.states import State

register = template.Library()

SHORTEST_NUMBER = 6


@register.filter
def has_inbox(user: User | AnonymousUser) -> bool:
    """Return whether the visitor has an inbox: `{% if user|has_inbox %}`."""
    return isinstance(user, User) and permissions.may_open(user)


@register.simple_tag
def new_enquiries(user: User) -> int:
    """Return how many new enquiries wait for the administrator; for anybody else 0, without a query."""
    if not user.is_administrator:
        return 0
    return querysets.standing_at(permissions.visible_to(user), State.NEW).count()


@register.filter
def dialled(phone: str) -> str:
    """Return what a telephone dials of a number as somebody typed it; empty when that is too little to call."""
    digits = "".join(each for each in phone.replace("(0)", "") if each in "+0123456789")
    return digits if len(digits) >= SHORTEST_NUMBER else ""
