"""A monotone cubic spline: smooth through its knots, and never beyond them in between."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

type Point = tuple[float, float]

SWEEP = 1.5  # the slope at the start, in terms of the first stretch; up to 3 keeps a cubic monotone


@dataclass(frozen=True, slots=True)
class Spline:
    """A curve through knots with ascending positions; between two knots it stays between their heights."""

    knots: tuple[Point, ...]
    slopes: tuple[float, ...]

    def at(self, position: float) -> float:
        """The height at a position; before the first knot and after the last one, the height there."""
        positions = [knot[0] for knot in self.knots]
        if position <= positions[0]:
            return self.knots[0][1]
        if position >= positions[-1]:
            return self.knots[-1][1]
        index = bisect_right(positions, position) - 1
        (x0, y0), (x1, y1) = self.knots[index], self.knots[index + 1]
        width = x1 - x0
        u = (position - x0) / width
        height = (
            (1 + 2 * u) * (1 - u) ** 2 * y0
            + u * (1 - u) ** 2 * width * self.slopes[index]
            + u**2 * (3 - 2 * u) * y1
            + u**2 * (u - 1) * width * self.slopes[index + 1]
        )
        return min(max(height, min(y0, y1)), max(y0, y1))  # rounding may put it a hair outside

    def path(self, place: Callable[[float, float], Point]) -> str:
        """The curve as SVG path data, exactly; `place` maps (position, height) onto the drawing and must be affine."""
        parts = ["M{} {}".format(*map(number, place(*self.knots[0])))]
        for index, ((x0, y0), (x1, y1)) in enumerate(pairwise(self.knots)):
            third = (x1 - x0) / 3
            handles = (
                place(x0 + third, y0 + third * self.slopes[index]),
                place(x1 - third, y1 - third * self.slopes[index + 1]),
                place(x1, y1),
            )
            parts.append("C" + " ".join(f"{number(x)} {number(y)}" for x, y in handles))
        return "".join(parts)


def through(knots: Sequence[Point]) -> Spline:
    """The monotone spline through two or more knots; ValueError unless their positions ascend.

    Slopes after Fritsch and Carlson: flat at every turning point, the harmonic mean of both sides elsewhere;
    the curve starts in motion and ends at rest.
    """
    if len(knots) < 2 or any(left[0] >= right[0] for left, right in pairwise(knots)):
        raise ValueError("A spline needs two or more knots, from left to right.")
    secants = [(right[1] - left[1]) / (right[0] - left[0]) for left, right in pairwise(knots)]
    inner = [_slope(before, after) for before, after in pairwise(secants)]
    return Spline(knots=tuple(knots), slopes=(secants[0] * SWEEP, *inner, 0.0))


def number(value: float) -> str:
    """A coordinate, short and with a point in every language."""
    return f"{round(value, 1) + 0:.1f}".removesuffix(".0")  # adding 0 turns -0.0 into 0.0


def _slope(before: float, after: float) -> float:
    """The slope at a knot between two stretches: flat where the direction turns."""
    if before * after <= 0:
        return 0.0
    return 2 * before * after / (before + after)
