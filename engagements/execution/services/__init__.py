"""What is done in the execution: goals read and settled, promises made and followed, processes handed over."""

from engagements.execution.services.goals import (
    add_reading,
    drop_goal,
    reach_goal,
)
from engagements.execution.services.handover import (
    accept_handover,
    accept_line,
    add_line,
    change_line,
    give_back,
    refuse_line,
    remove_line,
)
from engagements.execution.services.promises import (
    add_commitment,
    add_friction,
    answer_commitment,
    change_commitment,
    rehome_commitment,
    renegotiate_commitment,
    settle_commitment,
)

__all__ = [
    "accept_handover",
    "accept_line",
    "add_commitment",
    "add_friction",
    "add_line",
    "add_reading",
    "answer_commitment",
    "change_commitment",
    "change_line",
    "drop_goal",
    "give_back",
    "reach_goal",
    "refuse_line",
    "rehome_commitment",
    "remove_line",
    "renegotiate_commitment",
    "settle_commitment",
]
