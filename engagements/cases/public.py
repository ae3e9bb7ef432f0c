"""The published cases, for everybody: no cookie, one query, and nothing read but what was published.

A copy may be kept, but whoever keeps one asks before showing it (no-cache with an ETag): a case that is taken back
must be gone at once.
"""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from engagements.cases.content import languages_in
from engagements.cases.models import Publication
from engagements.cases.telling import told_in
from phases import seo


@require_safe
@conditional_page
@cache_control(public=True, no_cache=True)
def case_list(request):
    """Every published case in the language of the page, the latest first; and how many there are in the other."""
    language = get_language()
    published = Publication.objects.filter(ended_on=None).values_list("slug", "content", "published_on")
    shown = [
        {"slug": slug, "case": told_in(content, language), "published_on": day}
        for slug, content, day in published
        if language in languages_in(content)
    ]
    head = seo.page(
        "cases:list",
        title=_("Cases"),
        description=_("What changed in organisations that dared to let go, and what of it still holds."),
    )
    context = {"cases": shown, "elsewhere": len(published) - len(shown), **head}
    return render(request, "cases/list.html", context)


@require_safe
@conditional_page
@cache_control(public=True, no_cache=True)
def case(request, slug):
    """One published case; one that was taken back is gone (410), in a language it does not have it never was (404)."""
    found = Publication.objects.filter(slug=slug).values("content", "published_on", "ended_on").first()
    if found is None:
        raise Http404
    if found["ended_on"] is not None:
        return render(request, "cases/gone.html", status=410)
    languages = languages_in(found["content"])
    if get_language() not in languages:
        raise Http404
    told = told_in(found["content"], get_language())
    head = seo.page("cases:case", title=told.title, description=told.about, crumbs=[_list_crumb()], slug=slug)
    head["addresses"] = [address for address in head["addresses"] if address.language in languages]
    return render(request, "cases/case.html", {"case": told, "published_on": found["published_on"], **head})


def _list_crumb():
    """Return the list as a step on the way to a case."""
    return _("Cases"), f"{settings.SITE_URL}{reverse('cases:list')}"
