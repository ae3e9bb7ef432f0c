"""The critical processes of an engagement: the list, one process, and what is written about it."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from engagements.lifecycle import pages
from engagements.lifecycle.door import FORM, POST, door
from engagements.lifecycle.exceptions import NotNow
from engagements.lifecycle.legality import REVISE
from engagements.processes import dates, permissions, ratings, services, wording
from engagements.processes.criteria import KINDS_NEEDED
from engagements.processes.forms import HandholdForm, ProcessForm, RatingForm
from engagements.processes.models import CriticalProcess, Handhold, HandholdKind, RaterSide


@door("processes")
def processes(request, engagement):
    """Every critical process: whose it is, who really decides, what there is to hold on to, whether it is let go."""
    rungs = ratings.latest_rungs(engagement)
    pauses = dates.plan_pauses(engagement)
    found = list(_with_people(engagement).prefetch_related("handholds"))
    for each in found:
        each.rungs = {side: rungs.get(each.pk, {}).get(side) for side in RaterSide.values}
        each.due = dates.let_go_due(each, pauses)
        each.late = dates.is_late(each, pauses)
        each.kinds = _by_kind(each.handholds.all())
        each.kinds_held = sum(bool(kind["handholds"]) for kind in each.kinds)
        each.may_hold = permissions.may_add_handholds(each, request.seat)
        each.may_write = permissions.changeable(each, request.seat) - services.fixed(engagement, each)
    return pages.show(
        request,
        engagement,
        "engagements/processes/processes.html",
        processes=found,
        let_go=sum(each.is_let_go for each in found),
        kinds=HandholdKind.choices,
        kinds_needed=KINDS_NEEDED,
        holes=sum(len(HandholdKind) - each.kinds_held for each in found),
        expected=ratings.expected_rungs(engagement.phase),
    )


@door("process")
def process(request, engagement, pk):
    """One process: how it goes and should go, whose it is, its handholds and ratings, and who may change it now."""
    found = get_object_or_404(_with_people(engagement), pk=pk)
    given = list(found.ratings.select_related("rater__user").order_by("-rated_on", "-pk"))
    pauses = dates.plan_pauses(engagement)
    words = ratings.wording(request.seat)
    for each in given:
        each.words = words[each.rung]
    open_fields = permissions.changeable(found, request.seat) - services.fixed(engagement, found)
    return pages.show(
        request,
        engagement,
        "engagements/processes/process.html",
        process=found,
        kinds=_by_kind(found.handholds.all()),
        ratings=given,
        rungs={
            side: next((each.rung for each in given if each.side == side), None) for side in RaterSide.values
        },
        expected=ratings.expected_rungs(engagement.phase),
        due=dates.let_go_due(found, pauses),
        late=dates.is_late(found, pauses),
        open_fields=open_fields,
        may_add_handholds=permissions.may_add_handholds(found, request.seat),
        rates=permissions.rating_side(found, request.seat),
        who_may=wording.who_may(found, request.seat, open_fields),
    )


def _with_people(engagement):
    return CriticalProcess.objects.filter(engagement=engagement).select_related("owner__user", "deputy__user")


def _by_kind(handholds):
    """Return each kind with its handholds; a kind without any is a hole, and is shown as one."""
    found = list(handholds)
    return [
        {"key": kind.value, "label": kind.label, "handholds": [each for each in found if each.kind == kind]}
        for kind in HandholdKind
    ]


@door("process-add", FORM)
def process_add(request, engagement):
    """Name a critical process."""
    back = pages.address("processes", engagement)
    if closed := pages.closed(request, engagement, "process-add", back):
        return closed
    return pages.submit(
        request,
        engagement,
        pages.bind(ProcessForm, request, engagement),
        partial(services.add_process, engagement=engagement, actor=request.user),
        to=back,
        said=_("Process added."),
        title=_("Add a critical process"),
        button=_("Add"),
        lead=_("Work that has to run without the interim manager in the end."),
    )


@door("process-change", FORM)
def process_change(request, engagement, pk):
    """Change what is this person's to change of a process, now."""
    found = get_object_or_404(_with_people(engagement), pk=pk)
    back = pages.address("process", engagement, found.pk)
    theirs = permissions.changeable(found, request.seat)
    if not theirs:
        raise PermissionDenied(permissions.whose(found, request.seat))
    if closed := pages.closed(request, engagement, "process-change", back):
        return closed
    if theirs <= services.fixed(engagement, found):
        refusal = NotNow(REVISE)
        return pages.show(
            request, engagement, "engagements/refused.html", status=409, refusal=refusal, back=back
        )
    return pages.submit(
        request,
        engagement,
        pages.bind(ProcessForm, request, engagement, instance=found),
        partial(services.change_process, process=found, actor=request.user),
        to=back,
        said=_("Stored."),
        title=_("Change %(process)s") % {"process": found},
        button=_("Store"),
    )


@door("process-remove", POST)
def process_remove(request, engagement, pk):
    """Remove a process on which nothing hangs."""
    found = get_object_or_404(CriticalProcess, engagement=engagement, pk=pk)
    return pages.act(
        request,
        engagement,
        partial(services.remove_process, process=found, actor=request.user),
        to=pages.address("processes", engagement),
        said=_("%(process)s was removed.") % {"process": found},
    )


@door("rating-add", FORM)
def rating_add(request, engagement, pk):
    """Say who really decides in a process."""
    found = get_object_or_404(_with_people(engagement), pk=pk)
    back = pages.address("process", engagement, found.pk, at="ratings")
    if permissions.rating_side(found, request.seat) is None:
        raise PermissionDenied(
            _("The interim manager rates this process, and its owner or deputy; nobody else does.")
        )
    if closed := pages.closed(request, engagement, "rating-add", back):
        return closed
    return pages.submit(
        request,
        engagement,
        pages.bind(RatingForm, request, engagement, initial={"rung": ratings.last_rung(found, request.seat)}),
        partial(services.add_rating, process=found, actor=request.user),
        to=back,
        said=_("Stored."),
        title=_("%(process)s: who really decides?") % {"process": found},
        button=_("Store"),
    )


@door("handhold-add", FORM)
def handhold_add(request, engagement, pk):
    """Add something to hold on to."""
    found = get_object_or_404(_with_people(engagement), pk=pk)
    return _handhold_form(
        request,
        engagement,
        found,
        "handhold-add",
        partial(services.add_handhold, process=found, actor=request.user),
        initial={"kind": request.GET.get("kind", "")},
        title=_("%(process)s: add a handhold") % {"process": found},
        button=_("Add"),
        said=_("Handhold added."),
    )


@door("handhold-change", FORM)
def handhold_change(request, engagement, pk):
    """Change a handhold."""
    found = _handhold(engagement, pk)
    return _handhold_form(
        request,
        engagement,
        found.process,
        "handhold-change",
        partial(services.change_handhold, handhold=found, actor=request.user),
        instance=found,
        title=_("%(process)s: change a handhold") % {"process": found.process},
        button=_("Store"),
        said=_("Stored."),
    )


def _handhold_form(request, engagement, process, action, service, instance=None, initial=None, **words):
    back = pages.address("process", engagement, process.pk, at="handholds")
    if not permissions.may_add_handholds(process, request.seat):
        raise PermissionDenied(permissions.whose(process, request.seat))
    if closed := pages.closed(request, engagement, action, back):
        return closed
    options = {"instance": instance} if instance else {"initial": initial}
    form = pages.bind(HandholdForm, request, engagement, **options)
    return pages.submit(request, engagement, form, service, to=back, **words)


@door("handhold-remove", POST)
def handhold_remove(request, engagement, pk):
    """Remove a handhold."""
    found = _handhold(engagement, pk)
    return pages.act(
        request,
        engagement,
        partial(services.remove_handhold, handhold=found, actor=request.user),
        to=pages.address("process", engagement, found.process_id, at="handholds"),
        said=_("Handhold removed."),
    )


def _handhold(engagement, pk):
    handholds = Handhold.objects.select_related("process__owner__user")
    return get_object_or_404(handholds, engagement=engagement, pk=pk)
