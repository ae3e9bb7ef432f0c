"""The practice's measures as drawings: shares as one bar, times as the middle half, the lag as a line by month."""

from collections.abc import Mapping, Sequence
from math import ceil, floor

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from engagements.measures.drawing import Bar, Bars, Chart, Key, Mark, Part, Place, Shape, Tone, part_of
from engagements.measures.practice import words
from engagements.measures.practice.sums import MOST_MONTHS, Spread
from engagements.measures.tables import Table
from engagements.measures.words import amount
from phases.definitions import BY_KEY

THINNEST = 0.006  # of the width: a middle half that is as good as one week is still seen
LEAST = 1  # rungs: how far the scale of the lag goes at least, up and down


def spreads(key: str, title: str, said: str, found: Mapping[str, Spread]) -> Bars:
    """Draw of each phase between which weeks half of the engagements lie, and the middle one."""
    longest = max([1, *(each.high for each in found.values())])
    bars = tuple(
        Bar(
            label=str(BY_KEY[phase].title),
            value=words.weeks(each.middle),
            parts=(
                Part(
                    start=each.low / longest,
                    end=max(each.high / longest, each.low / longest + THINNEST),
                    tone=Tone.WAY,
                ),
            ),
            mark=each.middle / longest,
        )
        for phase, each in found.items()
    )
    legend = (
        Key(shape=Shape.AREA, tone=Tone.WAY, text=_("half of the engagements")),
        Key(shape=Shape.TICK, tone=Tone.WAY, text=_("the middle one")),
    )
    return Bars(key=key, title=title, alt=said, bars=bars, legend=legend)


def divided(
    key: str,
    title: str,
    said: str,
    rows: Sequence[tuple[str, Mapping[str, int]]],
    tones: Mapping[str, tuple[Tone, str]],
) -> Bars:
    """Draw shares, one bar for each row; `tones` says of each part how it is drawn and what it is called."""
    bars = tuple(
        Bar(
            label=label,
            value=", ".join(f"{found[name]}% {word}" for name, (_tone, word) in tones.items() if found[name]),
            parts=part_of([(found[name], tone) for name, (tone, _word) in tones.items()]),
        )
        for label, found in rows
    )
    legend = tuple(Key(shape=Shape.AREA, tone=tone, text=word) for tone, word in tones.values())
    return Bars(key=key, title=title, alt=said, bars=bars, legend=legend)


def lag(key: str, title: str, said: str, found: Mapping[int, float], table: Table) -> Chart:
    """Draw month by month how far owners are from what is expected; months that are not shown break the line."""
    low, high = min(-LEAST, floor(min(found.values()))), max(LEAST, ceil(max(found.values())))
    months = min(MOST_MONTHS, max(found))

    def place(month: int) -> Place:
        return (month - 0.5) / months, _down(found[month], low, high)

    flat = _down(0, low, high)
    lines = tuple(tuple(map(place, run)) for run in _runs(sorted(found)) if len(run) > 1)
    drawn = (
        (Mark(shape=Shape.LINE, tone=Tone.ORGANISATION, pieces=lines),) if lines else (),
        (Mark(shape=Shape.ROUNDS, tone=Tone.ORGANISATION, pieces=(tuple(map(place, sorted(found))),)),),
    )
    return Chart(
        key=key,
        title=title,
        alt=said,
        ticks=tuple(_signed(value) for value in range(high, low - 1, -1)),
        scale=_("Rungs from what is expected; below 0 the owners say that less is theirs."),
        marks=(
            Mark(shape=Shape.LINE, tone=Tone.WAY, pieces=(((0.0, flat), (1.0, flat)),)),
            *(mark for marks in drawn for mark in marks),
        ),
        legend=(
            Key(shape=Shape.ROUNDS, tone=Tone.ORGANISATION, text=_("owners, on average")),
            Key(shape=Shape.LINE, tone=Tone.WAY, text=pgettext("chart", "expected")),
        ),
        ends=(words.month(1), words.month(months)),
        columns=table.spoken(),
    )


def _down(value: float, low: int, high: int) -> float:
    return (high - value) / (high - low)


def _signed(value: int) -> str:
    return f"+{value}" if value > 0 else amount(value)


def _runs(months: Sequence[int]) -> list[list[int]]:
    """Return the months in rows without a gap."""
    found: list[list[int]] = []
    for month in months:
        if found and month == found[-1][-1] + 1:
            found[-1].append(month)
        else:
            found.append([month])
    return found
