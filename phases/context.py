"""What every page knows: the practice it belongs to."""

from django.conf import settings
from django.http import HttpRequest


def practice(request: HttpRequest) -> dict[str, dict[str, str]]:
    """Name, tagline and e-mail address of the practice, from the settings; no query."""
    return {"practice": settings.PRACTICE}
