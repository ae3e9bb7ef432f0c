"""What search engines ask for: the list of public pages, and what is not for them."""

from django.conf import settings
from django.contrib.sitemaps.views import sitemap
from django.http import HttpResponse
from django.urls import path, reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from engagements.cases.sitemaps import CasePages
from phases.sitemaps import PublicPages, process_pages

app_name = "discovery"

#: The public pages of each app: a Sitemap, or something that returns one.
SITEMAPS = {
    "process": process_pages,
    "practice": PublicPages("practice:page"),
    "enquiries": PublicPages("enquiries:contact", "enquiries:check"),
    "cases": CasePages,
    "measuring": PublicPages("measuring:method"),
}

#: Rooms behind the sign-in. The variant for frames is left out: it says `noindex`, which only a visitor reads.
CLOSED = ("/engagements/", "/enquiries/", "/accounts/", "/practice/", "/admin/")


@require_safe
@cache_control(public=True, max_age=3600)
def robots(request):
    """Say which rooms are not for search engines, and where the list of pages is."""
    lines = ["User-agent: *", *(f"Disallow: {room}" for room in CLOSED), ""]
    lines.append(f"Sitemap: {settings.SITE_URL}{reverse('discovery:sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


urlpatterns = [
    path("robots.txt", robots, name="robots"),
    path(
        "sitemap.xml",
        require_safe(cache_control(public=True, max_age=3600)(sitemap)),
        {"sitemaps": SITEMAPS},
        name="sitemap",
    ),
]
