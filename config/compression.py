"""The public pages go over the line compressed, whatever stands in front of this application."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import has_vary_header

TEXTUAL = ("text/", "application/xml")


class CompressPublicPages(GZipMiddleware):
    """Compresses what says it is the same for everybody (`Cache-Control: public`), and nothing else.

    The length of a compressed page can betray what is in it to somebody who may add to it (BREACH). So a page that
    knows its reader, or was made for one visitor, is left as it is.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Return the response, compressed where that is safe and of use."""
        public = "public" in response.headers.get("Cache-Control", "")
        personal = bool(response.cookies) or has_vary_header(response, "Cookie")
        textual = response.headers.get("Content-Type", "").startswith(TEXTUAL)
        return (
            super().process_response(request, response) if public and textual and not personal else response
        )
