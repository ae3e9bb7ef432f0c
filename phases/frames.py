"""The public pages as another website may show them: without our header and footer, inside a frame.

Only the origins in `EMBED_ORIGINS` may do so; every other page of ours stays unframeable.
"""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override

from phases import views


def framable(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let the origins of the setting put this view in a frame; without any, it is as closed as every other."""

    @wraps(view)
    def show(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.EMBED_ORIGINS:
            return view(request, *args, **kwargs)
        policy: dict[str, Any] = settings.SECURE_CSP | {"frame-ancestors": settings.EMBED_ORIGINS}
        return xframe_options_exempt(csp_override(policy)(view))(request, *args, **kwargs)

    return show


overview = framable(wraps(views.overview)(partial(views.overview, framed=True)))
phase = framable(wraps(views.phase)(partial(views.phase, framed=True)))
