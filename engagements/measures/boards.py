"""The measures of one engagement as one seat may see them: each with its sentence, its drawing and its numbers.

Who may see what is what the rooms decide in which the rows are written: whoever opens the page of promises reads what
became of them. The role an interim manager noted to have played is theirs alone, as in the log.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from engagements.lifecycle.models import Engagement
from engagements.measures import bars, charts, others, reading, tables, words
from engagements.measures import letting as lets
from engagements.measures.drawing import Bars, Chart, Key
from engagements.measures.life import Life
from engagements.measures.series import MOST_POINTS, Axis, axis
from engagements.measures.tables import MOST_ROWS, Table
from engagements.people.permissions import Seat
from engagements.people.roles import Role

LETTING, GAP, PENDULUM, TRUST, GOALS, PROMISES, TALKS, DURABILITY, AGE = (
    "letting-go",
    "gap",
    "pendulum",
    "trust",
    "goals",
    "promises",
    "talks",
    "durability",
    "age",
)
#: More processes or goals than this are no longer a page one reads; the others have a page of their own.
MOST = 6
#: Where the same is written at length: who may open that page sees the measure.
PAGES = {
    LETTING: "processes",
    GAP: "processes",
    PENDULUM: "log",
    TRUST: "trust",
    GOALS: "execution",
    PROMISES: "commitments",
    TALKS: "sparring",
    DURABILITY: "evaluation",
    AGE: "measures",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One measure for people. `table` is what stands under the drawing, `full` is every row, for a file.

    `part_of` is the key of the measure it is a part of (one process, one goal), empty for one of its own; `measured`
    is what was computed.
    """

    key: str
    name: str
    sentence: str
    measured: Any
    table: Table
    full: Table
    chart: Chart | Bars | None = None
    part_of: str = ""
    note: str = ""

    @property
    def page(self) -> str:
        """The page where it is written at length."""
        return PAGES[self.part_of or self.key]

    @property
    def rows(self) -> tuple[tuple[tables.Cell, ...], ...]:
        """Every row, for a file."""
        return self.full.rows


def measures_for(engagement: Engagement, seat: Seat) -> list[Measure]:
    """Return the measures of an engagement that the seat may see, the letting go first.

    As many queries for three hundred rows of anything as for one: one for the days, and one for each kind of rows.
    """
    life = reading.lives([engagement.pk], timezone.localdate())[engagement.pk]
    return list(_Making(engagement.pk, seat, life).every())


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A measure with its parts, as many as fit a page; `left_out` are on pages of their own."""

    whole: Measure
    parts: tuple[Measure, ...]
    left_out: tuple[Measure, ...]

    @property
    def note(self) -> str:
        """What is to be said of the drawings of its parts, once."""
        return next((each.note for each in self.parts if each.note), "")

    @property
    def legend(self) -> tuple[Key, ...]:
        """What the marks of the parts mean, where their drawings are not those of the whole."""
        charts_of = [each.chart for each in self.parts if each.chart]
        is_said = isinstance(self.whole.chart, Chart)
        return () if is_said or not charts_of else charts_of[0].legend


def grouped(measures: Iterable[Measure]) -> list[Group]:
    """Return each measure with the parts it consists of: those that want attention before the others."""
    every = list(measures)
    found = []
    for whole in every:
        if not whole.part_of:
            parts = sorted((each for each in every if each.part_of == whole.key), key=_calm)
            found.append(Group(whole=whole, parts=tuple(parts[:MOST]), left_out=tuple(parts[MOST:])))
    return found


def _calm(measure: Measure) -> bool:
    """Return whether a part needs no attention: it is drawn, and does not stay behind."""
    measured = measure.measured
    lags = isinstance(measured, lets.Letting) and measured.pace is lets.Pace.LAGS
    is_behind = isinstance(measured, others.GoalProgress) and measured.is_behind
    return not (lags or is_behind)


class _Making:
    """Makes the measures of one engagement for one seat."""

    def __init__(self, pk: int, seat: Seat, life: Life) -> None:
        self.pk, self.seat, self.life = pk, seat, life
        self.is_practice = seat.is_practice
        self.axis: Axis = axis(min([life.starts_on, *(stay.since for stay in life.stays)]), life.today)

    def every(self) -> Iterator[Measure]:
        """Yield each in turn."""
        makers = {
            LETTING: self.letting,
            GOALS: self.goals,
            PROMISES: self.promises,
            DURABILITY: self.durability,
            TALKS: self.talks,
            TRUST: self.trust,
            PENDULUM: self.pendulum,
            AGE: self.ages,
        }
        for key, make in makers.items():
            if self.seat.may(PAGES[key]):
                yield from make()

    def letting(self) -> Iterator[Measure]:
        """Yield the letting go of all processes, of each, and the gap."""
        found = self._rows(reading.processes)
        if not found:
            return
        measured = lets.letting_go(found, self.life)
        name = _("Letting go") if self.is_practice else _("How much is already ours")
        said = words.letting_go(measured, self.is_practice)
        table = tables.letting_go(measured, self.life, self.axis)
        drawing = charts.letting(LETTING, name, measured.manager, measured.owner, self.life, self.axis, said)
        yield self._drawn(
            Measure(
                key=LETTING,
                name=name,
                sentence=said,
                measured=measured,
                table=table,
                full=tables.all_means(measured),
                chart=drawing if measured.manager or measured.owner else None,
            )
        )
        for each in measured.processes:
            yield self._process(each)
        apart = lets.gap(measured)
        name, said = _("The gap between the two sides"), words.gap(apart)
        yield self._drawn(
            Measure(
                key=GAP,
                name=name,
                sentence=said,
                measured=apart,
                table=tables.gap(apart, self.axis),
                full=tables.all_gaps(measured),
                chart=charts.gap(GAP, name, apart.points, self.life, self.axis, said)
                if apart.points
                else None,
            )
        )

    def _process(self, each: lets.Letting) -> Measure:
        key, said = f"{LETTING}-{each.process.pk}", words.letting(each, self.is_practice)
        is_rated = bool(each.manager or each.owner)
        drawing = charts.letting(key, each.process.name, each.manager, each.owner, self.life, self.axis, said)
        return self._drawn(
            Measure(
                key=key,
                name=each.process.name,
                sentence=said,
                measured=each,
                table=tables.letting(each, self.life, self.axis),
                full=tables.all_ratings(each, self.life),
                chart=drawing if is_rated else None,
                part_of=LETTING,
                note=_thinned(each.manager, each.owner),
            )
        )

    def goals(self) -> Iterator[Measure]:
        """Yield all goals that count, and each of them."""
        found = self._rows(lambda pks: reading.goals(pks, {self.pk: self.life}))
        measured = [others.goal_progress(goal) for goal in found if goal.state != "dropped"]
        if not measured:
            return
        name, said = _("Interim goals"), words.goals(measured)
        table = tables.goals(measured)
        yield Measure(
            key=GOALS,
            name=name,
            sentence=said,
            measured=measured,
            table=table.first(),
            full=table,
            chart=bars.goals(GOALS, name, measured[:MOST_ROWS], said),
            note=_cut(table),
        )
        for each in measured:
            key, said = f"goal-{each.goal.pk}", words.goal(each)
            yield self._drawn(
                Measure(
                    key=key,
                    name=each.goal.title,
                    sentence=said,
                    measured=each,
                    table=tables.goal(each, self.life, self.axis),
                    full=tables.all_readings(each),
                    chart=charts.goal(key, each, self.life, self.axis, said),
                    part_of=GOALS,
                    note=_thinned(each.points),
                )
            )

    def promises(self) -> Iterator[Measure]:
        """Yield what became of the promises."""
        found = self._rows(lambda pks: reading.promises(pks, {self.pk: self.life}))
        if found:
            measured = others.promises(found, self.life)
            said, name = words.promises(measured, self.is_practice), _("Promises kept")
            chart = bars.promises(PROMISES, name, measured, said)
            yield _counted(PROMISES, name, said, measured, tables.promises(measured), chart)

    def talks(self) -> Iterator[Measure]:
        """Yield who starts the talks: the practice's own way of seeing whether it becomes theirs."""
        if not self.is_practice:
            return
        measured = others.talks(self._rows(lambda pks: reading.talks(pks, self.seat)))
        if measured.total:
            said, name = words.talks(measured), _("Talks started by the organisation")
            chart = bars.talks(TALKS, name, measured, said)
            yield _counted(TALKS, name, said, measured, tables.talks(measured), chart)

    def durability(self) -> Iterator[Measure]:
        """Yield whether it lasts, as soon as that is asked."""
        found = self._rows(reading.checks)
        if found:
            measured = others.durability(found)
            said, name = words.durability(measured), _("Does it last")
            chart = bars.durability(DURABILITY, name, measured, said)
            yield _counted(DURABILITY, name, said, measured, tables.durability(measured), chart)

    def trust(self) -> Iterator[Measure]:
        """Yield the trust of both sides."""
        found = self._rows(reading.pulses)
        if not found:
            return
        measured = others.Trust(pulses=found)
        said, name = words.trust(measured), pgettext("measure", "Trust")
        every, by_column = tables.trust(measured), tables.trust_by_column(measured, self.axis)
        yield self._drawn(
            Measure(
                key=TRUST,
                name=name,
                sentence=said,
                measured=measured,
                table=every if len(found) <= MOST_ROWS else by_column,
                full=every,
                chart=charts.trust(TRUST, name, measured, self.life, self.axis, said)
                if measured.answered
                else None,
                note=_thinned(measured.answered),
            ),
            by_column,
        )

    def pendulum(self) -> Iterator[Measure]:
        """Yield the role the visitor noted to have played: theirs alone."""
        if self.seat.role != Role.MANAGER:
            return
        found = self._rows(lambda pks: reading.stances(pks, self.seat.user))
        measured = others.pendulum(found, self.life)
        said, name = words.pendulum(measured), _("The role you play")
        yield self._drawn(
            Measure(
                key=PENDULUM,
                name=name,
                sentence=said,
                measured=measured,
                table=tables.pendulum(measured, self.life, self.axis),
                full=tables.all_stances(measured, self.life),
                chart=charts.pendulum(PENDULUM, name, measured, self.life, self.axis, said)
                if found
                else None,
                note=_thinned(measured.points),
            )
        )

    def ages(self) -> Iterator[Measure]:
        """Yield how long each phase takes."""
        measured = others.ages(self.life)
        said, name = words.ages(measured, self.life, self.is_practice), _("Time in each phase")
        chart = bars.ages(AGE, name, measured, said, self.is_practice)
        yield _counted(AGE, name, said, measured, tables.ages(measured, self.is_practice), chart)

    def _rows(self, read: Any) -> tuple[Any, ...]:
        return read([self.pk]).get(self.pk, ())

    def _drawn(self, measure: Measure, by_column: Table | None = None) -> Measure:
        """Return the measure with what each column of its chart says, as its table says it."""
        if not isinstance(measure.chart, Chart):
            return measure
        columns = (by_column or measure.table).spoken()
        named = () if measure.part_of else charts.phases(self.life, self.axis, self.is_practice)
        return replace(measure, chart=replace(measure.chart, columns=columns, phases=named))


def _counted(key: str, name: str, said: str, measured: Any, table: Table, chart: Bars) -> Measure:
    return Measure(
        key=key,
        name=name,
        sentence=said,
        measured=measured,
        table=table.first(),
        full=table,
        chart=chart,
        note=_cut(table),
    )


def _cut(table: Table) -> str:
    """Return a word about rows that are not shown, empty when all are."""
    if len(table.rows) <= MOST_ROWS:
        return ""
    return _("The first %(most)s of %(n)s are shown here; the file has them all.") % {
        "most": MOST_ROWS,
        "n": len(table.rows),
    }


def _thinned(*lines: Sequence[Any]) -> str:
    """Return a word about points that are not drawn, empty when all are."""
    longest = max(len(line) for line in lines)
    if longest <= MOST_POINTS:
        return ""
    return _(
        "Of %(n)s values in a line about %(most)s are drawn, the last of each stretch of time: more would not be seen. "
        "The file has them all."
    ) % {"n": longest, "most": MOST_POINTS}
