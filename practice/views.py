"""What everybody gets of the practice: its page in both languages, and its colours. No query once it is remembered."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse, translate_url
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe
from django.views.decorators.vary import vary_on_headers

from practice.colours import Pair, stylesheet, version
from practice.profile import profile

FOR_GOOD = 365 * 24 * 3600


@require_safe
@vary_on_headers("HX-Request")
@cache_control(public=True, max_age=300)
def page(request):
    """Show who the practice is, how to reach it, and the managers it shows."""
    known, addresses = profile(), _addresses(request.path)
    title = _("The practice")
    here = next(address["url"] for address in addresses if address["current"])
    context = {
        "title": title,
        "description": _("Who %(practice)s is, which interim managers you meet, and how to reach us.")
        % {"practice": known.name},
        "addresses": addresses,
        "crumbs": [
            (_("The whole process"), f"{settings.SITE_URL}{reverse('phases:overview')}"),
            (title, here),
        ],
    }
    return render(request, "practice/page.html", context)


def _pair():
    known = profile()
    return Pair(manager=known.colour_manager, organisation=known.colour_organisation)


@require_safe
@condition(etag_func=lambda request: f'"{version(_pair())}"')
def colours(request):
    """The custom properties that differ from tokens.css; kept for good under the address that names the content."""
    pair = _pair()
    response = HttpResponse(stylesheet(pair), content_type="text/css; charset=utf-8")
    named = request.GET.get("v") == version(pair)
    life = {"max_age": FOR_GOOD, "immutable": True} if named else {"max_age": 300}
    patch_cache_control(response, public=True, **life)
    return response


def _addresses(path):
    """Return the page's address in every language, for the language switch and for search engines."""
    return [
        {
            "language": language,
            "name": get_language_info(language)["name_local"].capitalize(),
            "path": (there := translate_url(path, language)),
            "url": f"{settings.SITE_URL}{there}",
            "current": language == get_language(),
        }
        for language, _own in settings.LANGUAGES
    ]
