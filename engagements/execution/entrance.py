"""Before a form is shown: say why it can't be used here and now, by the very rule the service goes by."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse

from engagements.lifecycle import legality, pages
from engagements.lifecycle.exceptions import Refusal
from engagements.lifecycle.models import Engagement


def closed(
    request: Any,
    engagement: Engagement,
    action: str,
    to: str,
    rule: Callable[..., None] | None = None,
    *subjects: Any,
) -> HttpResponse | None:
    """Return a page that says why not, with the way back to `to`; None when the form can be used.

    A form that was handed in is left to the service, whose refusal keeps what was typed. Raises PermissionDenied for
    somebody who never may.
    """
    try:
        legality.require(engagement, action)
        if rule is not None:
            rule(*subjects)
    except Refusal as refusal:
        if request.method == "POST":
            return None
        return pages.show(
            request, engagement, "engagements/refused.html", status=refusal.status, refusal=refusal, back=to
        )
    return None
