"""What pages tell `drafts.js`."""

from django import template

from accounts import drafts
from accounts.models import User

register = template.Library()


@register.filter
def draft_key(user: User) -> str:
    """Return what this person's drafts are kept under on their device: `{{ user|draft_key }}`."""
    return drafts.key_of(user)
