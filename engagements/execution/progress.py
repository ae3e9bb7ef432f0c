"""How far a goal has come: arithmetic on its baseline, its readings and its target. Nothing else."""

from decimal import Decimal


def percent(baseline: Decimal | None, target: Decimal | None, latest: Decimal | None) -> int | None:
    """Return how much of the way from baseline to target has been gone: a whole number from 0 to 100.

    Works for goals that must go down as well as up. Rounded towards 0, so that 100 means reached; a reading on the
    wrong side of the baseline is 0, one beyond the target 100. None while there is no baseline, target or reading.
    """
    if baseline is None or target is None or latest is None:
        return None
    if meets(baseline, target, latest):
        return 100
    if baseline == target:
        return 0
    return max(0, int(100 * (latest - baseline) / (target - baseline)))


def meets(baseline: Decimal | None, target: Decimal | None, value: Decimal | None) -> bool:
    """Return whether a value is at the target or beyond it, seen from the baseline.

    Where baseline and target are the same, the value has to be just that: the goal is to keep it so.
    """
    if target is None or value is None:
        return False
    if baseline is None or baseline == target:
        return value == target
    return value >= target if target > baseline else value <= target
