"""The pendulum swings wide in intake and comes to rest at conversation partner."""

import pytest

from phases.definitions import PHASES
from phases.pendulum import WIDEST, lean, pendulum


def xs(phase):
    """Where the left end, the pivot and the right end hang."""
    swing = pendulum(phase)
    left, right = swing.bobs
    return float(left.x), float(swing.pivot[0]), float(right.x)


@pytest.mark.parametrize("phase", PHASES, ids=lambda phase: phase.key)
def test_pendulum_hangs_inside_its_box(phase):
    swing = pendulum(phase)
    left, _pivot, right = xs(phase)

    assert 0 < left - 7 < left < right < right + 7 < swing.width
    assert all(0 < float(bob.y) < swing.height - 7 for bob in swing.bobs)


def test_pendulum_swings_widest_in_intake_and_comes_to_rest_as_partner():
    widths = [right - left for left, _pivot, right in map(xs, PHASES)]
    left, pivot, right = xs(PHASES[-1])

    assert max(widths) == widths[0]
    assert min(widths) == widths[-1]
    assert left < right < pivot


def test_pendulum_leans_as_far_as_the_role_goes():
    assert [lean(stance) for stance in (-2, 0, 1, 2)] == [-WIDEST, 0, WIDEST / 2, WIDEST]


def test_pendulum_is_at_home_where_the_role_mostly_is():
    homes = {phase.key: [bob.side for bob in pendulum(phase).bobs if bob.home] for phase in PHASES}

    assert homes == {
        "intake": ["organisation", "manager"],
        "specification": ["manager"],
        "execution": ["organisation"],
        "evaluation": ["organisation"],
    }
