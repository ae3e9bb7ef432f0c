"""What holds for every page that is not public: the reader's language, and no copy left behind."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import translation
from django.utils.cache import patch_cache_control
from django_htmx.http import HttpResponseClientRedirect

PUBLIC_NAMESPACES = frozenset(
    {
        *("calendar_feed", "cases", "discovery", "enquiries", "phases", "practice", "practice_files"),
        *("measuring", "specimens"),
    }
)


def is_personal(request: HttpRequest) -> bool:
    """Return whether this request is for a page outside the public ones; an address that leads nowhere is."""
    match = request.resolver_match
    return match is None or not match.namespaces or match.namespaces[0] not in PUBLIC_NAMESPACES


def speak_to(request: HttpRequest) -> None:
    """Continue in the language the signed-in person chose, or the one a visitor's browser asks for."""
    if request.user.is_authenticated:
        language = request.user.language
    else:
        language = translation.get_language_from_request(request)
    translation.activate(language)
    request.LANGUAGE_CODE = translation.get_language()


def sends_to_sign_in(request: HttpRequest, response: HttpResponse) -> bool:
    """Return whether a shortened answer (htmx) would lead to the sign-in page, and so put that inside another page."""
    wanted = response.headers.get("Location", "")
    return bool(getattr(request, "htmx", False)) and wanted.partition("?")[0] == resolve_url(
        settings.LOGIN_URL
    )


class PersonalPages:
    """Puts personal pages in the reader's language and out of every cache; asks for signing in on a page of its own.

    Stands right after LocaleMiddleware, which decides the language of the public pages by their address. Public
    pages pass untouched: nothing here reads their session or user, so they stay without cookie and query.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, and keep the answer out of browser and proxy caches when it is personal."""
        response = self.get_response(request)
        if sends_to_sign_in(request, response):
            response = HttpResponseClientRedirect(response.headers["Location"])
        if is_personal(request):
            patch_cache_control(response, private=True, no_store=True)
        return response

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> None:
        """Choose the language once it is known which page is asked for and by whom."""
        if is_personal(request):
            speak_to(request)
