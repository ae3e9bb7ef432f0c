"""A small try-out in every step: something to turn, and an answer that follows from it.

Pure functions of the query: `tryout_for` gives the one of a phase, its template draws it as a plain form.
"""

from collections.abc import Callable

from django.http import QueryDict

from phases.tryouts import evaluation, execution, intake, specification
from phases.tryouts.shapes import Tryout

__all__ = ["TRYOUTS", "Tryout", "tryout_for"]

TRYOUTS: dict[str, Callable[[QueryDict], Tryout]] = {
    "intake": intake.read,
    "specification": specification.read,
    "execution": execution.read,
    "evaluation": evaluation.read,
}


def tryout_for(phase_key: str, query: QueryDict) -> Tryout:
    """The try-out of a phase as the query sets it; what the query says amiss is ignored. KeyError without one."""
    return TRYOUTS[phase_key](query)
