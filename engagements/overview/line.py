"""The falling line of one engagement: the figure of the public page, with this engagement's own days.

Every phase takes an equal part of the drawing, as everywhere; within its part, time runs evenly over the days the
engagement really spent there, so that a pause or today has its true place. Pure functions of what is already read.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from engagements.lifecycle.commands import START, Standing
from engagements.lifecycle.models import Engagement, PhaseChange
from engagements.lifecycle.pauses import Pause, pauses_in
from phases import figure
from phases.definitions import BY_KEY, PHASES, Text
from phases.spline import number
from phases.timeline import STATE_TEXTS

#: Standings in which no day is spent any more.
ENDED = frozenset(Standing) - {Standing.ACTIVE, Standing.ON_HOLD}
STATES: dict[str, Text] = {
    **{str(state): text for state, text in STATE_TEXTS.items()},
    "stopped": pgettext_lazy("phase", "Ended here"),
}
#: How near to either edge of its phase "you are here" is drawn at most: it never seems to be in another one.
EDGE = 0.05
#: The place of today in a phase whose end nobody has planned.
HALFWAY = 0.5
#: So near to the end of the drawing words stand on its inner side; elsewhere behind the line, where it falls away.
SIDE = 0.2
#: So near to the upper edge words stand below the line.
TOP = 0.2
#: A pause is drawn at least this wide, in percents of the drawing.
THINNEST = 0.6


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days spent in a phase, one after the other; `until` is None while they go on."""

    since: datetime.date
    until: datetime.date | None = None

    def days(self, today: datetime.date) -> int:
        """How many days it took, or takes so far."""
        return max(0, ((self.until or today) - self.since).days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One phase of this engagement: when it was in it, and until when that is planned, as far as known."""

    key: str
    name: Text
    state: str
    stretches: tuple[Stretch, ...] = ()
    planned_until: datetime.date | None = None

    @property
    def dates(self) -> list[str]:
        """When, in words: "31 March – 21 April", for each time the engagement was here; none before it is."""
        return [_in_words(each) for each in self.stretches]

    @property
    def state_text(self) -> Text:
        """The state in words."""
        return STATES[self.state]

    @property
    def planned(self) -> str:
        """Until when it is planned, in words; empty when that is not known or long over."""
        return (
            _("planned until %(day)s") % {"day": short(self.planned_until)}
            if self.planned_until and self.state != "done"
            else ""
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place on the line, in percents of the drawing.

    `anchor` says how words lie there, `is_high` that there is no room for them above it.
    """

    x: str
    y: str
    anchor: str
    is_high: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A pause as it is drawn: where it begins and how wide it is, in percents."""

    x: str
    width: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The figure of one engagement. `here` is None once it has ended; `said` tells in words what is drawn.

    `last_day` is the interim manager's, as long as it lies ahead.
    """

    drawing: figure.Drawing
    legs: tuple[Leg, ...]
    here: Mark | None
    bands: tuple[Band, ...]
    said: str
    pauses: tuple[str, ...]
    last_day: datetime.date | None

    @property
    def ahead(self) -> list[figure.Column]:
        """The parts of the drawing that are still to come."""
        states = {leg.key: leg.state for leg in self.legs}
        return [column for column in self.drawing.columns if states[column.key] == "ahead"]

    @property
    def ended_on(self) -> datetime.date | None:
        """The last day of an engagement that has ended."""
        days = [stretch.until for leg in self.legs for stretch in leg.stretches]
        return None if self.here else max((day for day in days if day), default=None)


def line_of(
    engagement: Engagement, planned: Mapping[str, datetime.date | None], today: datetime.date | None = None
) -> Line:
    """Return the figure of an engagement; `planned` is the day each phase is to end, as far as somebody planned it.

    No query once the changes of the engagement are read.
    """
    today = today or timezone.localdate()
    changes = sorted(engagement.changes.all(), key=lambda change: change.pk)
    legs = _legs(engagement, changes, planned)
    current = next((leg for leg in legs if leg.state == "current"), None)
    pauses = pauses_in(changes)
    return Line(
        drawing=_drawing(),
        legs=legs,
        here=_here(current, today) if current else None,
        bands=tuple(band for pause in pauses for band in _bands(pause, legs, today)),
        said=_said(engagement, current),
        pauses=tuple(_pause_in_words(pause, engagement) for pause in pauses),
        last_day=engagement.planned_end_on
        if current and (engagement.planned_end_on or today) > today
        else None,
    )


@cache
def _drawing() -> figure.Drawing:
    return figure.drawing()


def short(day: datetime.date) -> str:
    """Return a day in short, with its year when that is not this one."""
    return date_format(day, "j F" if day.year == timezone.localdate().year else "j F Y")


# -- the days


def _legs(
    engagement: Engagement, changes: Iterable[PhaseChange], planned: Mapping[str, datetime.date | None]
) -> tuple[Leg, ...]:
    spent = _stretches(engagement, changes)
    here = BY_KEY[engagement.phase].order
    return tuple(
        Leg(
            key=phase.key,
            name=phase.public_title,
            state=_state(phase.order, here, engagement.standing),
            stretches=tuple(spent.get(phase.key, ())),
            planned_until=planned.get(phase.key),
        )
        for phase in PHASES
    )


def _state(order: int, here: int, standing: str) -> str:
    """Return where a phase stands: one in which the engagement stopped early is neither done nor going on."""
    if order == here:
        if standing == Standing.COMPLETED:
            return "done"
        return "stopped" if standing in ENDED else "current"
    return "done" if order < here else "ahead"


def _stretches(engagement: Engagement, changes: Iterable[PhaseChange]) -> dict[str, list[Stretch]]:
    """Return the days spent in each phase. The first day is the one agreed, not the one it was written down."""
    found: dict[str, list[Stretch]] = {}
    open_in, since = "", engagement.starts_on
    for change in changes:
        day = change.day
        ended = change.to_standing in ENDED
        if open_in and (ended or change.to_phase != open_in):
            found.setdefault(open_in, []).append(Stretch(min(since, day), day))
            open_in = ""
        if not ended and not open_in:
            open_in = change.to_phase
            since = engagement.starts_on if change.command == START else day
    if open_in != engagement.phase:
        since = engagement.phase_entered_on  # the row says more than its history does
    if engagement.standing not in ENDED:
        found.setdefault(engagement.phase, []).append(Stretch(since))
    return found


def _in_words(stretch: Stretch) -> str:
    if stretch.until is None:
        return _("since %(day)s") % {"day": short(stretch.since)}
    return f"{short(stretch.since)} – {short(stretch.until)}"


def _pause_in_words(pause: Pause, engagement: Engagement) -> str:
    if pause.until:
        return _("Paused from %(start)s to %(end)s.") % {
            "start": short(pause.since),
            "end": short(pause.until),
        }
    if engagement.expected_return:
        return _("Paused since %(start)s; expected to go on from %(end)s.") % {
            "start": short(pause.since),
            "end": short(engagement.expected_return),
        }
    return _("Paused since %(start)s.") % {"start": short(pause.since)}


def _said(engagement: Engagement, current: Leg | None) -> str:
    """Return in one sentence where on the line the engagement is."""
    if current is None:
        return _("Step %(order)s of %(total)s, %(name)s: %(standing)s.") % {
            "order": engagement.definition.order,
            "total": len(PHASES),
            "name": engagement.definition.public_title,
            "standing": str(Standing(engagement.standing).label).lower(),
        }
    words = {
        "order": engagement.definition.order,
        "total": len(PHASES),
        "name": current.name,
        "dates": current.dates[-1],
    }
    return _("You are at step %(order)s of %(total)s, %(name)s, %(dates)s.") % words


# -- the places


def _position(leg: Leg, share: float) -> float:
    """Return the place of a moment on the whole line, 0 to 1; `share` is how far it is in its phase."""
    return (BY_KEY[leg.key].order - 1 + share) / len(PHASES)


def _here(leg: Leg, today: datetime.date) -> Mark:
    place = _position(leg, min(1 - EDGE, max(EDGE, _share(leg, today, today))))
    down = figure.height_of(figure.share_at(place))
    inner = "middle" if down < TOP and place > SIDE / 2 else "start"
    return Mark(
        x=number(100 * place),
        y=number(100 * down),
        anchor="end" if place > 1 - SIDE else inner,
        is_high=down < TOP,
    )


def _share(leg: Leg, day: datetime.date, today: datetime.date) -> float:
    """Return how far in its phase a day is, 0 to 1: over the days spent there and those still planned."""
    spent = sum(stretch.days(today) for stretch in leg.stretches)
    if leg.state == "current":
        left = max(0, (leg.planned_until - today).days) if leg.planned_until else spent
        if not leg.planned_until and not spent:
            return EDGE  # the first day, before anybody has planned how long it takes
    else:
        left = 0
    passed = sum(
        Stretch(stretch.since, min(day, stretch.until or today)).days(today) for stretch in leg.stretches
    )
    return passed / (spent + left) if spent + left else HALFWAY


def _bands(pause: Pause, legs: Iterable[Leg], today: datetime.date) -> Iterable[Band]:
    """Return where a pause is drawn: in the phase in which it fell."""
    for leg in legs:
        for stretch in leg.stretches:
            if stretch.since <= pause.since < (stretch.until or today + datetime.timedelta(days=1)):
                start = 100 * _position(leg, _share(leg, pause.since, today))
                end = 100 * _position(leg, _share(leg, pause.until or today, today))
                return (Band(x=number(start), width=number(max(THINNEST, end - start))),)
    return ()
