"""The public pages go over the line compressed, whatever stands in front of this application."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import has_vary_header

from accounts.middleware import is_personal

TEXTUAL = ("text/", "application/xml")


class CompressPublicPages(GZipMiddleware):
    """Compresses what is the same for everybody, and nothing else.

    The length of a compressed page can betray what is in it to somebody who may add to it (BREACH). So a page that
    knows its reader, or carries a token against forged forms, is left as it is.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Return the response, compressed where that is safe and of use."""
        personal = is_personal(request) or bool(response.cookies) or has_vary_header(response, "Cookie")
        if personal or not response.headers.get("Content-Type", "").startswith(TEXTUAL):
            return response
        return super().process_response(request, response)
