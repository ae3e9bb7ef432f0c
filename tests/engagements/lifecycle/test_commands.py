"""The state machines against the table of commands: every edge, and no other."""

from itertools import product

import pytest
from django_fsm import TransitionNotAllowed

from engagements.lifecycle import fsm
from engagements.lifecycle.commands import COMMANDS, EVERY_PHASE, Standing
from engagements.lifecycle.models import Engagement
from phases.definitions import back_edges, forward_edges

EVERYWHERE = [
    (phase, standing, command)
    for phase, standing, command in product(sorted(EVERY_PHASE), Standing.values, COMMANDS.values())
]


@pytest.mark.parametrize(
    ("phase", "standing", "command"), EVERYWHERE, ids=lambda value: getattr(value, "key", value)
)
def test_transition_is_allowed_exactly_where_its_command_leads_somewhere(phase, standing, command):
    engagement = Engagement(phase=phase, standing=standing)
    target = command.target(phase, standing)
    transition = getattr(engagement, command.key.replace("-", "_"))

    if target is None:
        with pytest.raises(TransitionNotAllowed):
            transition()
        assert (engagement.phase, engagement.standing) == (phase, standing)
    else:
        transition()
        assert getattr(engagement, command.field) == target


def test_edges_between_phases_are_those_of_the_definitions():
    assert fsm.edges_of(Engagement, "phase") == {*forward_edges(), *back_edges()}


def test_ends_lead_nowhere_except_completed():
    ends = {Standing.DECLINED, Standing.WITHDRAWN, Standing.ENDED_EARLY}
    leaving = {source for source, _target in fsm.edges_of(Engagement, "standing")}

    assert leaving.isdisjoint(ends)
    assert Standing.COMPLETED in leaving


def test_phase_cannot_be_assigned():
    engagement = Engagement()

    with pytest.raises(AttributeError):
        engagement.phase = "execution"
