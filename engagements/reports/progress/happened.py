"""What happened in a period, as far as every reader of a report may know it: one query a kind.

Each kind comes from a page. Where not every reader may open that page, the kind is left out: see `drafting.gather`.
"""

import datetime
from collections.abc import Iterator

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from engagements.lifecycle.commands import COMMANDS, START, Standing
from engagements.lifecycle.happenings import HAPPENINGS
from engagements.lifecycle.models import AuditEntry, PhaseChange
from engagements.processes.models import Rating
from engagements.record.models import LogEntry
from engagements.reports.progress.period import Period, Point
from engagements.reports.progress.permissions import READERS, audiences_of_all
from engagements.sparring.models import SparringRequest
from phases.definitions import BY_KEY

#: So much of one log entry or decision is quoted; the rest stands where it comes from.
LONGEST = 400
#: What was done and belongs in a report; that somebody was invited, or worked days handed in, does not.
TOLD = (
    *("assignment-in-force", "assignment-confirmed", "plan-approve", "goal-reached", "goal-drop"),
    *("commitment-kept", "commitment-broken", "handover-accept", "handover-give-back"),
    *("check-holds", "check-fine_tune", "check-relapsing", "fine-tuning-done"),
)


def changes(period: Period) -> Iterator[Point]:
    """Yield the changes of phase and standing, in the client's words. No query: the period knows them."""
    for change in period.engagement.changes.all():
        if period.since <= change.day <= period.until:
            yield Point(day=change.day, text=_title(change))


def _title(change: PhaseChange) -> str:
    name = {"phase": BY_KEY[change.to_phase].public_title}
    if change.command == START:
        return _("The engagement started")
    if change.from_phase == change.to_phase:
        return str(Standing(change.to_standing).label)
    return (
        _("Back to: %(phase)s") if COMMANDS[change.command].needs_reason else _("On to: %(phase)s")
    ) % name


def deeds(period: Period) -> Iterator[Point]:
    """Yield what was done, of what all readers are told as "what happened lately"."""
    told = [action for action in TOLD if HAPPENINGS[action].roles >= READERS]
    found = AuditEntry.objects.filter(
        engagement=period.engagement, action__in=told, at__gte=period.begins_at, at__lt=period.ends_at
    )
    for entry in found.order_by("pk"):
        yield Point(day=timezone.localdate(entry.at), text=HAPPENINGS[entry.action].say(entry))


def log(period: Period) -> Iterator[Point]:
    """Yield the log entries that all readers read, in their own words."""
    found = LogEntry.objects.filter(
        engagement=period.engagement,
        audience__in=audiences_of_all(),
        happened_on__range=(period.since, period.until),
    )
    for entry in found.order_by("happened_on", "pk"):
        yield Point(day=entry.happened_on, text=one_line(entry.text))


def decisions(period: Period) -> Iterator[Point]:
    """Yield the decisions at the sparring desk whose owners shared them."""
    found = SparringRequest.objects.filter(
        engagement=period.engagement, shared=True, decided_on__range=(period.since, period.until)
    )
    for each in found.select_related("owner__user").order_by("decided_on", "pk"):
        said = {
            "who": each.owner,
            "question": one_line(each.title),
            "decision": one_line(each.chosen or each.decision),
        }
        if each.decided_on:
            yield Point(day=each.decided_on, text=_("%(who)s decided on “%(question)s”: %(decision)s") % said)


def ratings(period: Period) -> Iterator[Point]:
    """Yield who really decides in each process, according to both sides, where that changed."""
    rows = Rating.objects.filter(engagement=period.engagement, rated_on__lte=period.until)
    names: dict[int, str] = {}
    before: dict[int, dict[str, int]] = {}
    after: dict[int, dict[str, int]] = {}
    last: dict[int, datetime.date] = {}
    for each in rows.select_related("process").order_by("rated_on", "pk"):
        names[each.process_id] = each.process.name
        after.setdefault(each.process_id, {})[each.side] = each.rung
        if each.rated_on < period.since:
            before.setdefault(each.process_id, {})[each.side] = each.rung
        else:
            last[each.process_id] = each.rated_on
    for pk, day in last.items():
        if before.get(pk) == after[pk]:
            continue  # said once more, and nothing new in it
        yield Point(day=day, text=_rated(names[pk], before.get(pk, {}), after[pk]))


def _rated(process: str, before: dict[str, int], after: dict[str, int]) -> str:
    manager, owner = (_rung(before.get(side), after.get(side)) for side in ("manager", "owner"))
    said = _("Who decides in %(process)s, from 1 to 7: %(manager)s (interim manager), %(owner)s (owner)")
    return said % {"process": process, "manager": manager, "owner": owner}


def _rung(before: int | None, after: int | None) -> str:
    if after is None:
        return _("not said")
    return (
        _("%(after)s, was %(before)s") % {"after": after, "before": before}
        if before not in (None, after)
        else f"{after}"
    )


def one_line(text: str) -> str:
    """Return a text as one point: on one line, and not longer than somebody wants to read there."""
    return Truncator(" ".join(text.split())).chars(LONGEST)
