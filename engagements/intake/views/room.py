"""The room itself: what was seen, what should change, and where the rest stands."""

from functools import partial

from django.db.models import prefetch_related_objects
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django_htmx.http import reswap, retarget

from engagements.intake import claims, criteria, fresh, services
from engagements.intake.forms import IntendedChangeForm, ObservationForm, SeenForm
from engagements.intake.models import IntendedChange, Observation
from engagements.lifecycle import legality, pages
from engagements.lifecycle.door import FORM, door
from engagements.processes.models import CriticalProcess

ROOM = "engagements/intake/intake.html"


@door("intake")
def intake(request, engagement):
    """What was seen, by area; what should change; who claims what; and where the rest of intake stands."""
    observed = _observed(request, engagement)
    if request.htmx:  # shortened, after an observation was written down: the same region of the same template
        return pages.show(request, engagement, f"{ROOM}#observed", **observed)
    return pages.show(
        request,
        engagement,
        ROOM,
        **observed,
        changes=IntendedChange.objects.filter(engagement=engagement),
        claims=claims.claims_of(engagement),
        process_count=CriticalProcess.objects.filter(engagement=engagement).count(),
        about_assignment=criteria.assignment_signed(engagement).said,
        about_trust=criteria.trust_asked(engagement).said,
    )


def _observed(request, engagement):
    """Return what was seen by area, where the fresh-wind list stands, and the form to write down what you see."""
    prefetch_related_objects([engagement], "changes")  # the frame, the fresh-wind list: one query for both
    wind = fresh.fresh_wind(engagement)
    areas = fresh.seen_by_area(engagement, wind)
    seen = [each for group in areas.values() for each in group]
    writes = request.seat.may("observation-add") and legality.is_now(engagement, "observation-add")
    form = partial(ObservationForm, engagement=engagement, seat=request.seat)
    return {
        "wind": wind,
        "areas": areas.items(),
        "seen_count": len(seen),
        "fresh_count": sum(each.is_fresh for each in seen),
        "only_fresh": request.GET.get("only") == "fresh",
        "observation_form": form(initial={"area": request.GET.get("area", "")}) if writes else None,
    }


@door("observation-add", FORM)
def observation_add(request, engagement):
    """Write down what you see: a page of its own, and where the quick entry of the room is handed in."""
    form = partial(ObservationForm, initial={"area": request.GET.get("area", "")})
    response = pages.form_page(
        request,
        engagement,
        "observation-add",
        form,
        partial(services.add_observation, engagement=engagement),
        to=pages.address("intake", engagement, at="observations"),
        said=_("Observation added."),
        title=_("Add an observation"),
        button=_("Add"),
        template="engagements/intake/_quick_observation.html" if request.htmx else "engagements/form.html",
    )
    if request.htmx and response.status_code >= 400:  # what was typed stays; the map below it too
        return reswap(retarget(response, "#quick-observation"), "outerHTML")
    return response


@door("observation-change", FORM)
def observation_change(request, engagement, pk):
    """Put an observation in other words, as long as it is not frozen."""
    found = get_object_or_404(Observation, engagement=engagement, pk=pk)
    return pages.form_page(
        request,
        engagement,
        "observation-change",
        partial(ObservationForm, instance=found),
        partial(services.change_observation, observation=found),
        to=pages.address("intake", engagement, at="observations"),
        rule=partial(fresh.require_thawed, engagement, found),
        said=_("Stored."),
        title=_("Change an observation"),
    )


@door("observation-remove", FORM)
def observation_remove(request, engagement, pk):
    """Ask once more, and remove an observation."""
    found = get_object_or_404(Observation, engagement=engagement, pk=pk)
    return pages.form_page(
        request,
        engagement,
        "observation-remove",
        partial(SeenForm, version=found.version),
        partial(services.remove_observation, observation=found),
        to=pages.address("intake", engagement, at="observations"),
        rule=partial(fresh.require_thawed, engagement, found),
        said=_("Observation removed."),
        title=_("Remove this observation?"),
        button=_("Remove"),
        lead=found.text,
        danger=True,
    )


@door("intended-change-add", FORM)
def intended_change_add(request, engagement):
    """Name a change that is wanted."""
    return pages.form_page(
        request,
        engagement,
        "intended-change-add",
        IntendedChangeForm,
        partial(services.add_intended_change, engagement=engagement),
        to=pages.address("intake", engagement, at="changes"),
        said=_("Intended change added."),
        title=_("Add an intended change"),
        button=_("Add"),
    )


@door("intended-change-change", FORM)
def intended_change_change(request, engagement, pk):
    """Put an intended change in other words."""
    found = get_object_or_404(IntendedChange, engagement=engagement, pk=pk)
    return pages.form_page(
        request,
        engagement,
        "intended-change-change",
        partial(IntendedChangeForm, instance=found),
        partial(services.change_intended_change, intended_change=found),
        to=pages.address("intake", engagement, at="changes"),
        said=_("Stored."),
        title=_("Change an intended change"),
    )


@door("intended-change-remove", FORM)
def intended_change_remove(request, engagement, pk):
    """Ask once more, and remove an intended change."""
    found = get_object_or_404(IntendedChange, engagement=engagement, pk=pk)
    return pages.form_page(
        request,
        engagement,
        "intended-change-remove",
        partial(SeenForm, version=found.version),
        partial(services.remove_intended_change, intended_change=found),
        to=pages.address("intake", engagement, at="changes"),
        said=_("Intended change removed."),
        title=_("Remove this intended change?"),
        button=_("Remove"),
        lead=found.to_state,
        danger=True,
    )
