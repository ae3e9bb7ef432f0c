"""One search box: over everything somebody may see in one engagement, or in all of theirs."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from engagements.lifecycle import pages
from engagements.lifecycle.door import door
from engagements.search import finding
from engagements.search.forms import SearchForm
from engagements.search.work import SOURCES

PER_PAGE = 25


@door("search")
def search(request, engagement):
    """What the visitor may see of this engagement and has all the words."""
    context = found_for(request, finding.reach_in(engagement, request.seat))
    return pages.show(request, engagement, "engagements/search/search.html", **context)


@require_safe
@login_required
def search_all(request):
    """The same over every engagement the visitor takes part in."""
    context = found_for(request, finding.reach_of(request.user))
    return render(request, "engagements/search/everywhere.html", context | {"everywhere": True})


def found_for(request, reaches):
    """Return what a page of results shows: a few of every kind, or with `?in=` all of one kind, in pages."""
    form = SearchForm(request.GET, auto_id="search-%s")
    words = form.words
    context = {"form": form, "words": words, "groups": [], "query": request.GET.get("q", "").strip()}
    if not words:
        return context
    source = SOURCES.get(request.GET.get("in", ""))
    only = finding.rows(source, reaches, words) if source else None
    if only is None:
        return context | {"groups": finding.find(reaches, words)}
    page = Paginator(only, PER_PAGE).get_page(request.GET.get("page"))
    hits = finding.hits_of(source, page.object_list, words)
    groups = [finding.Group(key=source.key, label=source.label, hits=hits)] if hits else []
    return context | {"groups": groups, "page": page, "only": source.label}
