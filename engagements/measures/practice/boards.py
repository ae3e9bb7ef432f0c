"""The measures of the whole practice: each with its sentence, drawing and numbers, over what may be shown of it.

What may be shown is for `safety` to say; here it is only asked.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from engagements.measures.drawing import Bars, Chart, Tone
from engagements.measures.practice import pictures, sums, words
from engagements.measures.practice.reading import Practice, Rows
from engagements.measures.practice.safety import EVERYTHING, Choice, Lens, larger_half
from engagements.measures.practice.sums import Handed, Settled
from engagements.measures.tables import Table
from engagements.measures.words import amount
from phases.definitions import BY_KEY, PHASES
from phases.durability import CHECK_DAYS, VERDICTS, Verdict
from phases.shapes import Text

PHASES_LAST, HANDED, LAG, LASTING, KEPT = "phases", "handed-over", "lag", "lasting", "kept"
#: What is measured over all engagements, in the order of the page.
NAMES: dict[str, Text] = {
    PHASES_LAST: gettext_lazy("How long each phase takes"),
    HANDED: gettext_lazy("Let go by the day that was planned"),
    LAG: gettext_lazy("Where the hand-over lags"),
    LASTING: gettext_lazy("What lasts"),
    KEPT: gettext_lazy("Promises kept"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Overall:
    """One measure of the practice. Without `table` nothing may be shown, and `sentence` says why.

    `about` is over what it goes; `note` is what is to be said about that.
    """

    key: str
    name: str
    sentence: str
    about: str = ""
    note: str = ""
    table: Table | None = None
    chart: Bars | Chart | None = None


def overall(practice: Practice, rows: Rows, wanted: Choice = EVERYTHING) -> list[Overall]:
    """Return the measures of the practice as whoever it was read for may see them, over what they chose or more."""
    return list(_Making(practice, rows, wanted).every())


class _Making:
    """Makes the measures for one visitor."""

    def __init__(self, practice: Practice, rows: Rows, wanted: Choice) -> None:
        self.practice, self.rows, self.wanted = practice, rows, wanted

    def every(self) -> Iterator[Overall]:
        """Yield each in turn."""
        yield self.phases()
        yield self.handed()
        yield self.lag()
        yield self.lasting()
        yield self.kept()

    def phases(self) -> Overall:
        """Return how long each phase that is over took."""
        every = {
            pk: sums.phase_days(life, is_completed=pk in self.practice.completed)
            for pk, life in self.rows.lives.items()
        }
        by_phase = sums.turned(every)
        lens = self._lens(by_phase.values(), larger_half(by_phase.values()))
        found = {}
        for phase in PHASES:
            days = by_phase.get(phase.key, {})
            if seen := lens.seen(days):
                found[phase.key] = sums.spread([days[pk] for pk in seen])
        if not found:
            return self._nothing(PHASES_LAST, lens)
        said = words.phases(found)
        table = Table(
            (
                *(_("Phase"), pgettext("weeks", "A quarter within"), pgettext("weeks", "Half within")),
                *(pgettext("weeks", "Three quarters within"), _("Engagements")),
            ),
            tuple(self._phase_row(phase.key, found) for phase in PHASES),
        )
        chart = pictures.spreads(PHASES_LAST, str(NAMES[PHASES_LAST]), said, found)
        return self._shown(PHASES_LAST, lens, said, table, chart)

    def _phase_row(self, phase: str, found: Mapping[str, sums.Spread]) -> tuple[Any, ...]:
        title, here = str(BY_KEY[phase].title), found.get(phase)
        if here is None:
            return title, None, None, None, words.too_few()
        return title, *(words.weeks(each) for each in (here.low, here.middle, here.high)), here.of

    def handed(self) -> Overall:
        """Return when processes were let go against the plan."""
        rows = [(_("Let go"), self.rows.handed)]
        tones = {
            Handed.IN_TIME: (Tone.GOOD, _("by the day planned")),
            Handed.WITHIN_A_MONTH: (Tone.REST, _("within a month after it")),
            Handed.LATER: (Tone.MIDDLING, pgettext("let go", "later")),
            Handed.WAITING: (Tone.BAD, _("not yet")),
        }
        return self._divided(HANDED, rows, tones, lambda found: words.handed(found[0][1]))

    def lag(self) -> Overall:
        """Return how far owners are from what is expected, month by month."""
        by_month = sums.turned(self.rows.lags)
        lens = self._lens(by_month.values(), larger_half(by_month.values()))
        seen = {month: lens.seen(values) for month, values in by_month.items()}
        found = {
            month: sum(by_month[month][pk] for pk in pks) / len(pks)
            for month, pks in sorted(seen.items())
            if pks
        }
        if not found:
            return self._nothing(LAG, lens)
        said = words.lag(found)
        table = Table(
            (pgettext("heading", "Month"), _("Rungs from what is expected"), _("Engagements")),
            tuple(
                (words.month(month), amount(found[month]), len(seen[month]))
                if month in found
                else (words.month(month), None, words.too_few())
                for month in range(1, max(found) + 1)
            ),
        )
        return self._shown(LAG, lens, said, table, pictures.lag(LAG, str(NAMES[LAG]), said, found, table))

    def lasting(self) -> Overall:
        """Return what the durability checks said."""
        rows = [(_("After %(n)s days") % {"n": day}, self.rows.verdicts(day)) for day in CHECK_DAYS]
        tones = {
            Verdict.HOLDS: (Tone.GOOD, _lowered(VERDICTS[Verdict.HOLDS])),
            Verdict.FINE_TUNE: (Tone.MIDDLING, _lowered(VERDICTS[Verdict.FINE_TUNE])),
            Verdict.RELAPSING: (Tone.BAD, _lowered(VERDICTS[Verdict.RELAPSING])),
        }
        days = {label: day for (label, _values), day in zip(rows, CHECK_DAYS, strict=True)}
        return self._divided(
            LASTING, rows, tones, lambda found: words.lasting(days[found[-1][0]], found[-1][1])
        )

    def kept(self) -> Overall:
        """Return what became of the promises."""
        rows = [(_("Settled"), self.rows.settled)]
        tones = {
            Settled.KEPT: (Tone.GOOD, _("kept as agreed")),
            Settled.KEPT_ANEW: (Tone.MIDDLING, _("kept after they were agreed anew")),
            Settled.BROKEN: (Tone.BAD, _("broken")),
        }
        return self._divided(KEPT, rows, tones, lambda found: words.kept(found[0][1]))

    # -- what they have in common

    def _divided(
        self,
        key: str,
        rows: Iterable[tuple[str, Mapping[int, Sequence[str]]]],
        tones: Mapping[Any, tuple[Tone, str]],
        say: Any,
    ) -> Overall:
        """Return a measure of shares: a row for each moment, with what each engagement adds to it."""
        rows = list(rows)
        lens = self._lens([values for _label, values in rows], [values for _label, values in rows[-1:]])
        seen = [(label, values, lens.seen(values)) for label, values in rows]
        found = [
            (label, sums.shares([name for pk in pks for name in values[pk]], tones))
            for label, values, pks in seen
            if pks
        ]
        if not found:
            return self._nothing(key, lens)
        told, said = dict(found), say(found)
        empty = (None,) * len(tones)
        table = Table(
            ("", *(_capital(word) for _tone, word in tones.values()), _("Engagements")),
            tuple(
                (label, *(f"{told[label][name]}%" for name in tones), len(pks))
                if pks
                else (label, *empty, words.too_few())
                for label, _values, pks in seen
            ),
        )
        return self._shown(key, lens, said, table, pictures.divided(key, str(NAMES[key]), said, found, tones))

    def _lens(self, parts: Iterable[Collection[int]], sure: Iterable[Collection[int]]) -> Lens:
        return Lens(self.practice.sources, parts, self.wanted, sure)

    def _nothing(self, key: str, lens: Lens) -> Overall:
        return Overall(key=key, name=str(NAMES[key]), sentence=words.nothing(lens))

    def _shown(self, key: str, lens: Lens, said: str, table: Table, chart: Bars | Chart) -> Overall:
        choice = lens.choice or EVERYTHING
        return Overall(
            key=key,
            name=str(NAMES[key]),
            sentence=said,
            about=words.chosen(choice),
            note=words.wider(choice) if lens.is_wider else "",
            table=table,
            chart=chart,
        )


def _lowered(text: object) -> str:
    text = str(text)
    return text[:1].lower() + text[1:]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
