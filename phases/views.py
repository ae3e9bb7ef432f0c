"""The public pages of the process: no query, no cookie, and the same answer for everybody."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from phases import figure
from phases.addresses import addresses
from phases.definitions import BY_KEY, PHASES, RUNGS, next_of, previous_of
from phases.timeline import PROSPECT, timeline


@require_safe
@vary_on_headers("HX-Request")
@cache_control(public=True, max_age=300)
def overview(request):
    """Show the whole process at a glance."""
    title = _("How an interim manager works: the process in four steps")
    return _show(request, "phases/overview.html", None, title=title, phases=PHASES)


@require_safe
@vary_on_headers("HX-Request")
@cache_control(public=True, max_age=300)
def phase(request, key):
    """Show one step: what happens, what matters most, and what is asked of whom."""
    step = BY_KEY[key]
    title = _("Step %(number)d: %(name)s (%(phase)s)") % {
        "number": step.order,
        "name": step.public_title,
        "phase": step.title,
    }
    return _show(
        request,
        "phases/phase.html",
        key,
        title=title,
        phase=step,
        earlier=previous_of(key),
        later=next_of(key),
    )


def _show(request, template, key, **context):
    """Render a page with the figure; an htmx request gets the part that changes only."""
    shortened = request.htmx and not request.htmx.history_restore_request
    context |= {
        "steps": list(zip(timeline(audience=PROSPECT), PHASES, strict=True)),
        "here": key,
        "drawing": figure.drawing(),
        "numbers": figure.numbers(),
        "sentence": figure.curve_sentence(),
        "rungs": RUNGS,
        "addresses": addresses(key),
        "shortened": shortened,
    }
    return render(request, f"{template}#answer" if shortened else template, context)
