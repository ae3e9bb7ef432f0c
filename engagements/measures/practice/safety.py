"""When a figure over several engagements tells nothing about one of them. Pure arithmetic, no database.

What is counted are clients, not engagements: five engagements at one hospital are all about that hospital. It takes
five of them, as many as it takes before a question is asked without a name (`questions.rules`). With two, each knows
the other's figure; with three or four, colleagues who know one of them guess the rest; from five on, who knows one's
own is left with a group in which nobody stands alone. A higher number would keep a small practice from seeing
anything.

Leaving out what is small is not enough: who knows all twelve and nine of them knows the other three. Therefore the
years and kinds of a measure are taken together in groups, until every year with every kind holds five clients or none.
Whatever is added up or subtracted, what is left consists of such groups. What the visitor knows already, their own
engagements, counts the same way: the others in each group are five or none.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from engagements.questions.rules import SMALLEST_GROUP


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value comes from: an engagement without its name. `is_known` is whether the visitor sees it anyway."""

    pk: int
    year: int
    kind: str
    client: int
    is_known: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """Engagements that began in some years and are of some kinds; empty is all of them."""

    years: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()

    def takes(self, source: Source) -> bool:
        """Return whether an engagement is among them."""
        return (not self.years or source.year in self.years) and (not self.kinds or source.kind in self.kinds)


EVERYTHING = Choice()


@dataclass(frozen=True, slots=True)
class Grouping:
    """Years and kinds taken together, so that each of these years with each of these kinds is safe to show."""

    years: tuple[tuple[int, ...], ...]
    kinds: tuple[tuple[str, ...], ...]

    def keeps(self, sources: Collection[Source]) -> bool:
        """Return whether each group holds enough of these engagements, or none."""
        return all(is_enough(found) for found in self.cells(sources) if found)

    def cells(self, sources: Iterable[Source]) -> list[list[Source]]:
        """Return the engagements of each group of years with each group of kinds."""
        place = {
            (year, kind): number
            for number, (years, kinds) in enumerate(product(self.years, self.kinds))
            for year in years
            for kind in kinds
        }
        found: list[list[Source]] = [[] for _each in range(len(self.years) * len(self.kinds))]
        for source in sources:
            found[place[source.year, source.kind]].append(source)
        return found

    def around(self, wanted: Choice) -> Choice | None:
        """Return the smallest choice that may be shown and holds what is wanted; None where there is nothing."""
        years = [group for group in self.years if set(group) & set(wanted.years)]
        kinds = [group for group in self.kinds if set(group) & set(wanted.kinds)]
        if (wanted.years and not years) or (wanted.kinds and not kinds):
            return None
        return Choice(
            () if len(years) == len(self.years) else tuple(sorted(year for group in years for year in group)),
            () if len(kinds) == len(self.kinds) else tuple(kind for group in kinds for kind in group),
        )


def is_enough(sources: Iterable[Source]) -> bool:
    """Return whether a figure about these engagements says nothing about one of them."""
    every = list(sources)
    others = {each.client for each in every if not each.is_known}
    return len({each.client for each in every}) >= SMALLEST_GROUP and (
        not others or len(others) >= SMALLEST_GROUP
    )


def grouping(sources: Collection[Source], parts: Iterable[Collection[Source]] = ()) -> Grouping | None:
    """Return the finest grouping that is safe: the larger kinds on their own, the rest together, years in a row.

    It is safe for each of the parts, too: for what belongs to fewer of the engagements. None when all of them together
    are too few.
    """
    kinds, every = _by_size(sources), [sources, *parts]
    found: list[Grouping] = []
    for alone in range(len(kinds) + 1):
        groups = [(kind,) for kind in kinds[:alone]]
        rest = tuple(kinds[alone:])
        safe = _in_years(every, (*groups, rest) if rest else tuple(groups))
        if safe is not None:
            found.append(safe)
    return max(found, key=lambda each: sum(map(bool, each.cells(sources))), default=None)


def _by_size(sources: Collection[Source]) -> list[str]:
    """Return the kinds there are, those with most engagements first."""
    kinds = [source.kind for source in sources]
    return sorted(set(kinds), key=lambda kind: (-kinds.count(kind), kind))


def _in_years(every: Sequence[Collection[Source]], kinds: tuple[tuple[str, ...], ...]) -> Grouping | None:
    """Return the shortest rows of years that are safe with these kinds, the latest first made; None if none are."""
    years = sorted({source.year for source in every[0]}, reverse=True)
    rows: list[tuple[int, ...]] = []
    row: tuple[int, ...] = ()
    for year in years:
        row = (year, *row)
        if _is_safe(every, row, kinds):
            rows.append(row)
            row = ()
    while row and rows:  # what is left over goes with the years after it
        row = (*row, *rows.pop())
        if _is_safe(every, row, kinds):
            rows.append(row)
            row = ()
    return None if row or not rows else Grouping(tuple(reversed(rows)), kinds)


def _is_safe(
    every: Iterable[Iterable[Source]], years: tuple[int, ...], kinds: tuple[tuple[str, ...], ...]
) -> bool:
    alone = Grouping((years,), kinds)
    return all(alone.keeps([source for source in sources if source.year in years]) for sources in every)


def larger_half[T: Collection[int]](parts: Iterable[T]) -> list[T]:
    """Return the half of the parts behind which most engagements are."""
    every = sorted(parts, key=len, reverse=True)
    return every[: (len(every) + 1) // 2]


class Lens:
    """One measure as it may be looked at: over what was chosen, or over the groups around it.

    `parts` are the engagements behind each number of the measure (each phase, each month); the groups are made so that
    those in `sure` can be shown for each of them. Any other is shown for a group only where all groups happen to be
    safe for it, else for everything together or not at all. `choice` is what is shown, None when that is nothing.
    """

    def __init__(
        self,
        sources: Mapping[int, Source],
        parts: Iterable[Iterable[int]],
        wanted: Choice = EVERYTHING,
        sure: Iterable[Iterable[int]] = (),
    ) -> None:
        self.sources, self.wanted = sources, wanted
        self.contributing = [sources[pk] for pk in sorted({pk for part in parts for pk in part})]
        counting = [[sources[pk] for pk in part] for part in sure]
        self.grouping = grouping(self.contributing, [part for part in counting if is_enough(part)])
        self.choice = self.grouping.around(wanted) if self.grouping else None

    @property
    def is_wider(self) -> bool:
        """Whether more is shown than was chosen."""
        choice = self.choice
        return choice is not None and any(
            choice.takes(each) and not self.wanted.takes(each) for each in self.contributing
        )

    def seen(self, values: Mapping[int, object]) -> list[int]:
        """Return the engagements whose values may be shown together; none when they are too few."""
        given = [self.sources[pk] for pk in values]
        if self.grouping is None or self.choice is None or not is_enough(given):
            return []
        if self.choice != EVERYTHING and not self.grouping.keeps(given):
            return []
        return [source.pk for source in given if self.choice.takes(source)]
