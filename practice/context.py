"""What every page knows: the practice it belongs to."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from practice.profile import profile


def practice(request: HttpRequest) -> dict[str, object]:
    """The practice as `practice`, read when a template first asks for it: a page without it costs nothing."""
    return {"practice": SimpleLazyObject(profile)}
