"""The preview images: no query, no cookie, and to be kept as long as their address says what they hold."""

from django.http import HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe

from phases.previews.drawing import png, preview

YEAR = 365 * 24 * 3600
SHORT = 300


def _etag(request, key=None):
    """The version of what is drawn now, whatever version was asked for."""
    return f'"{preview(key).version}"'


@require_safe
@condition(etag_func=_etag)
def image(request, key=None):
    """Show the image of a step, or of the whole process; an outdated address gets today's, for a short while."""
    response = HttpResponse(png(key), content_type=preview(key).type)
    if request.GET.get("v") == preview(key).version:
        patch_cache_control(response, public=True, max_age=YEAR, immutable=True)
    else:
        patch_cache_control(response, public=True, max_age=SHORT)
    return response
