"""Execution: pull the hand-over earlier or later, and see who decides in the year that follows.

The line is computed: it starts and comes to rest where the definitions of the phases say. Letting go before the
organisation can do it brings a relapse; letting go after that lets people go on leaning, and their hold comes late.
"""

from dataclasses import dataclass
from typing import ClassVar

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from phases.definitions import BY_KEY
from phases.figure import share_of
from phases.shapes import Text
from phases.spline import Point, Spline, number, through
from phases.tryouts.shapes import Tryout, one_of

WEEKS = (4, 8, 12, 16, 20, 24, 28)
RIPE = 16  # the week in which the organisation can do it
YEAR = 52  # what the drawing shows; execution is its first half, aftercare the second
HALF = YEAR // 2
FIRM = 0.25  # the manager's share below which the organisation has hold
WIDTH, HEIGHT = 1000, 400

SAYINGS: dict[int, Text] = {
    4: _(
        "Far too early. The owner has not been through one hard week; at the first setback everybody calls the manager "
        "back, and the second hand-over is harder than the first."
    ),
    8: _(
        "Early. The first setback pulls the manager back in. It can be held, but it takes handholds and nerve."
    ),
    12: _("On the early side. There is a dip, and the owner gets through it alone. That is worth a lot."),
    16: _(
        "In time. The owner has led it for weeks with the manager beside them, and hardly notices the day itself."
    ),
    20: _("On the late side. Nothing goes wrong, but nobody learned anything in the last month."),
    24: _("Late. People have got used to asking. When the manager leaves, deciding still has to be learned."),
    28: _(
        "Far too late. The organisation leans, and its hold only comes in the months meant for fine-tuning. Part of it "
        "leaves with the manager."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The shares at one moment, in whole percents."""

    moment: Text
    week: int
    manager: int

    @property
    def organisation(self) -> int:
        """What is not the manager's is the organisation's."""
        return 100 - self.manager


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """The line of one year as SVG path data, with the moment of letting go and that of hold in percents of the box."""

    width: int
    height: int
    line: str
    planned: str
    manager_area: str
    organisation_area: str
    go: tuple[str, str]
    hold: tuple[str, str]
    relapse: tuple[str, str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LettingGo(Tryout):
    """The hand-over in one week, and the year around it."""

    template: ClassVar[str] = "phases/tryouts/execution.html"
    parameters: ClassVar[tuple[str, ...]] = ("week",)
    first: ClassVar[int] = WEEKS[0]
    last: ClassVar[int] = WEEKS[-1]
    step: ClassVar[int] = WEEKS[1] - WEEKS[0]

    week: int

    @property
    def saying(self) -> Text:
        """What comes of it."""
        return SAYINGS[self.week]

    @property
    def readings(self) -> list[Reading]:
        """The numbers behind the line, in the order of time."""
        line = curve(self.week)
        worst = relapse(self.week)
        found = [
            Reading(moment=_("The start"), week=0, manager=_percent(line.at(0))),
            Reading(moment=_("The hand-over"), week=self.week, manager=_percent(line.at(self.week))),
            Reading(moment=_("The relapse"), week=worst, manager=_percent(line.at(worst))) if worst else None,
            Reading(moment=_("Half a year"), week=HALF, manager=_percent(line.at(HALF))),
            Reading(moment=_("A year"), week=YEAR, manager=_percent(line.at(YEAR))),
        ]
        return sorted((each for each in found if each), key=lambda each: each.week)

    @property
    def end(self) -> Reading:
        """Where it comes to rest."""
        return self.readings[-1]

    @property
    def hold(self) -> int:
        """The week from which the organisation decides, for good."""
        return hold(self.week)

    @property
    def drawing(self) -> Drawing:
        """The line of this hand-over, with the one in time behind it."""
        return draw(self.week)


def read(query: QueryDict) -> LettingGo:
    """The hand-over in the week the query names, or else in time."""
    return LettingGo(week=int(one_of(query, "week", map(str, WEEKS), str(RIPE))))


def curve(week: int) -> Spline:
    """The manager's share (0 to 1) over the weeks of a year when the hand-over is in this week.

    Always through as many knots, so that one line can turn into another.
    """
    start = share_of(BY_KEY["execution"].rungs_start.middle)
    low = share_of(BY_KEY["execution"].rungs_end.middle)
    rest = share_of(BY_KEY["evaluation"].rungs_end.middle)
    reach = RIPE - WEEKS[0]
    early, late = max(0, RIPE - week) / reach, max(0, week - RIPE) / reach
    go = (start + low) / 2 - 0.1 + 0.22 * late
    after = low - 0.05 * early + 0.11 * late
    return through(
        [
            (0, start),
            (week / 2, start - (start - go) * 0.45 * (1 - 0.8 * late)),
            (week, go),
            (week + 3, after),
            (week + 8, after - 0.02 + 0.46 * early**1.5),
            (week + 16, rest + (low - rest) / 4 + 0.2 * early**1.5 + 0.1 * late),
            (YEAR, rest + 0.16 * early**2 + 0.12 * late**1.5),
        ]
    )


def relapse(week: int) -> int | None:
    """The week in which the manager decides most again after letting go; None when that never gets beyond a ripple."""
    line = curve(week)
    worst = max(range(week + 3, YEAR), key=line.at)
    return worst if line.at(worst) > line.at(week + 3) + 0.02 else None


def hold(week: int) -> int:
    """The first week from which the manager's share stays small."""
    line = curve(week)
    return max((each for each in range(YEAR) if line.at(each) > FIRM), default=-1) + 1


def draw(week: int) -> Drawing:
    """The year as a drawing: the field below the line is the manager's, the one above it the organisation's."""
    line = curve(week)
    path = line.path(_place)
    worst = relapse(week)
    return Drawing(
        width=WIDTH,
        height=HEIGHT,
        line=path,
        planned=curve(RIPE).path(_place),
        manager_area=f"{path}L{WIDTH} {HEIGHT}L0 {HEIGHT}Z",
        organisation_area=f"{path}L{WIDTH} 0L0 0Z",
        go=_spot(week, line),
        hold=_spot(hold(week), line),
        relapse=_spot(worst, line) if worst else None,
    )


def _place(week: float, share: float) -> Point:
    """A moment and a share on the drawing; the whole height is three quarters, for more never happens here."""
    return week / YEAR * WIDTH, HEIGHT * (1 - share / 0.75)


def _spot(week: int, line: Spline) -> tuple[str, str]:
    """A moment on the line in percents of the box."""
    x, y = _place(week, line.at(week))
    return number(x / WIDTH * 100), number(y / HEIGHT * 100)


def _percent(share: float) -> int:
    """A share in whole percents."""
    return round(share * 100)
