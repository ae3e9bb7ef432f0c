"""Is every critical process understood, thought through, owned, and its owners' own? The answers about processes."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.lifecycle.criteria import Answer, criterion
from engagements.lifecycle.models import Engagement
from engagements.processes.models import CriticalProcess, RaterSide, Rating
from engagements.processes.wording import some_of

#: How many kinds of handhold every process needs before the manager can begin to let go.
KINDS_NEEDED = 2
#: From this rung on the owner decides, and the manager hears of it afterwards.
OWNERS_RUNG = 6

type Row = tuple[Any, ...]


def _every(rows: Iterable[Row], holds: Callable[..., bool], sentence: Callable[[int], str]) -> Answer:
    """Return the answer to an "every process …" criterion from rows that start with the process's name.

    `sentence` gives, for the number of processes, a sentence with %(met)s and %(total)s.
    """
    found = [(name, holds(*values)) for name, *values in rows]
    if not found:
        return Answer(met=False, said=_("No critical process has been named yet."), spot="processes")
    lacking = [name for name, met in found if not met]
    said = sentence(len(found)) % {"met": len(found) - len(lacking), "total": len(found)}
    if lacking:
        said += " " + _("Not yet: %(names)s.") % {"names": some_of(lacking)}
    return Answer(met=not lacking, said=said, spot="processes")


def _processes(engagement: Engagement) -> Any:
    return CriticalProcess.objects.filter(engagement=engagement)


@criterion("present_states")
def present_states(engagement: Engagement) -> Answer:
    """Return whether every process named so far, of which there is one, has its present state described."""
    return _every(
        _processes(engagement).values_list("name", "present_state"),
        lambda text: bool(text.strip()),
        lambda n: ngettext(
            "The present state is described for %(met)s of %(total)s process.",
            "The present state is described for %(met)s of %(total)s processes.",
            n,
        ),
    )


@criterion("processes_desired")
def processes_desired(engagement: Engagement) -> Answer:
    """Return whether every process has a desired state."""
    return _every(
        _processes(engagement).values_list("name", "desired_state"),
        lambda text: bool(text.strip()),
        lambda n: ngettext(
            "The desired state is described for %(met)s of %(total)s process.",
            "The desired state is described for %(met)s of %(total)s processes.",
            n,
        ),
    )


@criterion("processes_owned")
def processes_owned(engagement: Engagement) -> Answer:
    """Return whether every process has an owner who (still) takes part; owners are people of the organisation."""
    return _every(
        _processes(engagement).values_list("name", "owner_id", "owner__ended_on"),
        lambda owner, ended: owner is not None and ended is None,
        lambda n: ngettext(
            "%(met)s of %(total)s process has an owner.", "%(met)s of %(total)s processes have an owner.", n
        ),
    )


@criterion("processes_handholds")
def processes_handholds(engagement: Engagement) -> Answer:
    """Return whether every process has handholds of two kinds or more."""
    kinds = Count("handholds__kind", distinct=True)
    return _every(
        _processes(engagement).annotate(kinds=kinds).values_list("name", "kinds"),
        lambda found: found >= KINDS_NEEDED,
        lambda n: ngettext(
            "%(met)s of %(total)s process has two kinds of handhold or more.",
            "%(met)s of %(total)s processes have two kinds of handhold or more.",
            n,
        ),
    )


@criterion("processes_dated")
def processes_dated(engagement: Engagement) -> Answer:
    """Return whether every process has a let-go date."""
    return _every(
        _processes(engagement).values_list("name", "let_go_on"),
        lambda day: day is not None,
        lambda n: ngettext(
            "%(met)s of %(total)s process has a let-go date.",
            "%(met)s of %(total)s processes have a let-go date.",
            n,
        ),
    )


@criterion("owners_at_rung_six")
def owners_at_rung_six(engagement: Engagement) -> Answer:
    """Return whether the owner's own latest rating of every process is rung 6 or higher."""
    latest = (
        Rating.objects.filter(process=OuterRef("pk"), side=RaterSide.OWNER)
        .order_by("-rated_on", "-pk")
        .values("rung")[:1]
    )
    return _every(
        _processes(engagement).annotate(rung=Subquery(latest)).values_list("name", "rung"),
        lambda rung: rung is not None and rung >= OWNERS_RUNG,
        lambda n: ngettext(
            "%(met)s of %(total)s process stands at rung 6 or higher by its owner's own rating.",
            "%(met)s of %(total)s processes stand at rung 6 or higher by their owner's own rating.",
            n,
        ),
    )
