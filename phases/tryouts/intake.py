"""Intake: pick two claims on the manager, and see whether they contradict each other."""

from dataclasses import dataclass
from math import cos, radians, sin
from typing import ClassVar

from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from phases.pendulum import SCALE, WIDEST
from phases.shapes import Text
from phases.spline import number
from phases.tryouts.claims import AGREEMENTS, CLAIMS, CLASHES, HANDLINGS, Claim, Clash, Subject
from phases.tryouts.shapes import Tryout, one_of

CLAIM_BY_KEY = {claim.key: claim for claim in CLAIMS}
DEFAULT = ("board", "specialists")

ROLES: dict[int, Text] = {
    2: _("an authority"),
    1: _("rather an authority"),
    -1: _("rather a conversation partner"),
    -2: _("a conversation partner"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bob:
    """Where the pendulum hangs when one claim pulls at it; `side` says in whose colour."""

    x: str
    y: str
    side: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """The pendulum pulled by two claims: the whole scale, what lies between the two, and both ends."""

    width: int
    height: int
    pivot: Bob
    scale: str
    fan: str
    one: Bob
    two: Bob


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A claim with its two places: beside the first, and beside the second choice."""

    claim: Claim
    is_one: bool
    is_two: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoClaims(Tryout):
    """Two claims, possibly the same one, and what is to be said about them together."""

    template: ClassVar[str] = "phases/tryouts/intake.html"
    parameters: ClassVar[tuple[str, ...]] = ("one", "two")

    one: Claim
    two: Claim

    @property
    def rows(self) -> list[Row]:
        """Every claim, and on which side it was put."""
        return [Row(claim=claim, is_one=claim is self.one, is_two=claim is self.two) for claim in CLAIMS]

    @property
    def clash(self) -> Clash | None:
        """The contradiction, when there is one."""
        return CLASHES.get(frozenset({self.one.key, self.two.key}))

    @property
    def summary(self) -> str:
        """Whether they contradict each other, and what becomes of it, in a few words."""
        if self.one is self.two:
            return gettext("One voice")
        if self.clash:
            return gettext("They contradict each other: %(handling)s") % {
                "handling": HANDLINGS[self.clash.handling]
            }
        return gettext("No contradiction")

    @property
    def why(self) -> str:
        """What clashes, or why nothing does."""
        if self.one is self.two:
            return gettext("A claim does not contradict itself. Choose another one beside the 2.")
        if self.clash:
            return str(self.clash.why)
        if subject := shared(self.one, self.two):
            return gettext("%(shared)s Only the fear behind it differs: %(one)s; %(two)s.") % {
                "shared": AGREEMENTS[subject],
                "one": self.one.fears,
                "two": self.two.fears,
            }
        return gettext("One is about %(one)s, the other about %(two)s. Both can be done.") % {
            "one": self.one.about,
            "two": self.two.about,
        }

    @property
    def does(self) -> str:
        """What the manager does with it before the assignment is signed."""
        if self.one is self.two:
            return gettext(
                "Listens, asks what is behind it, and waits for the second voice. There always is one."
            )
        if self.clash:
            return str(self.clash.does)
        if shared(self.one, self.two):
            return gettext(
                "Writes it down as one wish of two parties. About the road to it they still have to agree."
            )
        return gettext("Writes both down side by side. There is nothing to choose until a plan touches both.")

    @property
    def pull(self) -> str:
        """What the two ask of the manager's role, taken together."""
        if self.one is self.two:
            return ""
        if self.one.stance * self.two.stance < 0:
            return gettext("Two roles on one day. That is the swing of this step.")
        return gettext("Both ask for the same role. Comfortable, and a reason to ask who is not being heard.")

    @property
    def roles(self) -> tuple[Text, Text]:
        """The role each of them asks for."""
        return ROLES[self.one.stance], ROLES[self.two.stance]

    @property
    def swing(self) -> Swing:
        """The pendulum with both claims pulling at it."""
        return swing(self.one.stance, self.two.stance)


def read(query: QueryDict) -> TwoClaims:
    """The two claims the query names; board and specialists when it names none."""
    one, two = (
        CLAIM_BY_KEY[one_of(query, name, CLAIM_BY_KEY, default)]
        for name, default in zip(TwoClaims.parameters, DEFAULT, strict=True)
    )
    return TwoClaims(one=one, two=two)


def opposed(one: Claim, two: Claim) -> list[Subject]:
    """The subjects on which two claims take opposite stands."""
    return [subject for subject, stand in one.stands.items() if two.stands.get(subject) == -stand]


def shared(one: Claim, two: Claim) -> Subject | None:
    """A subject on which two claims take the same stand, or None."""
    return next((subject for subject, stand in one.stands.items() if two.stands.get(subject) == stand), None)


def swing(one: int, two: int, *, width: int = 240, height: int = 132) -> Swing:
    """The pendulum leaning to two stances (-2 to +2); equal stances hang beside each other, just apart."""
    x, y, length = width / 2, 10.0, height - 32.0

    def spot(stance: float) -> tuple[float, float]:
        lean = radians(WIDEST * stance / SCALE)
        return x + length * sin(lean), y + length * cos(lean)

    def arc(low: float, high: float) -> str:
        (x0, y0), (x1, y1) = spot(low), spot(high)
        return f"M{number(x0)} {number(y0)}A{number(length)} {number(length)} 0 0 0 {number(x1)} {number(y1)}"

    apart = 0.24 if one == two else 0.0
    first, second = one - apart, two + apart
    low, high = sorted((first, second))
    return Swing(
        width=width,
        height=height,
        pivot=Bob(x=number(x), y=number(y), side="none"),
        scale=arc(-SCALE, SCALE),
        fan=f"{arc(low, high)}L{number(x)} {number(y)}Z",
        one=_bob(spot(first), one),
        two=_bob(spot(second), two),
    )


def _bob(point: tuple[float, float], stance: int) -> Bob:
    """A bob at a point, in the colour of the side it leans to."""
    return Bob(x=number(point[0]), y=number(point[1]), side="manager" if stance > 0 else "organisation")
