"""The public pages of the process: no query, no cookie, and the same answer for everybody."""

from dataclasses import replace
from itertools import pairwise

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from phases import figure
from phases.addresses import addresses
from phases.choice import Choice
from phases.definitions import BY_KEY, PERSPECTIVES, PHASES, RUNGS, next_of, previous_of
from phases.moments import moment, vocabulary
from phases.seo import process_page
from phases.timeline import PROSPECT, timeline
from phases.tryouts import tryout_for


@require_safe
@vary_on_headers("HX-Request")
@cache_control(public=True, max_age=300)
def overview(request, framed=False):
    """Show the whole process at a glance."""
    choice = Choice.read(request.GET, framed=framed)
    title = _("How an interim manager works: the process in four steps")
    return _show(request, "phases/overview.html", choice, title=title)


@require_safe
@vary_on_headers("HX-Request")
@cache_control(public=True, max_age=300)
def phase(request, key, framed=False):
    """Show one step: what happens, what matters most, and what is asked of whom."""
    choice = Choice.read(request.GET, key, framed=framed)
    if choice.astray:
        return redirect(choice.at_moment().address)
    step = BY_KEY[key]
    title = _("Step %(number)d: %(name)s (%(phase)s)") % {
        "number": step.order,
        "name": step.public_title,
        "phase": step.title,
    }
    return _show(
        request,
        "phases/phase.html",
        choice,
        title=title,
        phase=step,
        card=step.card(choice.perspective),
        tryout=tryout_for(key, request.GET),
        earlier=_turn(choice, previous_of(key)),
        later=_turn(choice, next_of(key)),
    )


def _show(request, template, choice, **context):
    """Render a page with the figure; an htmx request gets the part that changes only."""
    shortened = request.htmx and not request.htmx.history_restore_request
    context |= {
        "layout": "base_embed.html" if choice.framed else "base.html",
        "choice": choice,
        "action": choice.path,
        "kept": choice.kept,
        "addresses": addresses(choice.step, choice=choice, query=request.GET),
        "vocabulary": None if shortened else vocabulary(),
        "shortened": shortened,
        **_figure(choice),
        **process_page(choice.step),
    }
    return render(request, f"{template}#answer" if shortened else template, context)


def _figure(choice):
    """What the figure shows, and where everything in it leads."""
    return {
        "here": choice.step,
        "whole": choice.at(None).address,
        "steps": _steps(choice),
        "gates": _gates(choice),
        "perspectives": _perspectives(choice),
        "drawing": figure.drawing(),
        "moment": moment(choice.position),
        "sentence": figure.curve_sentence(),
        "numbers": figure.numbers(),
        "rungs": RUNGS,
    }


def _steps(choice):
    """The four steps, each with its definition and what it asks of whoever is reading."""
    return [
        (replace(step, url=choice.at(step.key).address), definition, definition.card(choice.perspective))
        for step, definition in zip(timeline(audience=PROSPECT), PHASES, strict=True)
    ]


def _gates(choice):
    """What must be true before each step but the first, with the address where it is told."""
    return [
        (phase.milestone, phase, following, f"{choice.at(phase.key).address}#gate")
        for phase, following in pairwise(PHASES)
    ]


def _perspectives(choice):
    """Address, name and whether it is the chosen one, of everybody the page can be read as."""
    return [
        (choice.seen_by(key).address, name, key == choice.perspective) for key, name in PERSPECTIVES.items()
    ]


def _turn(choice, neighbour):
    """The name and address of a step next to this one, if there is one."""
    return neighbour and (neighbour.public_title, choice.at(neighbour.key).address)
