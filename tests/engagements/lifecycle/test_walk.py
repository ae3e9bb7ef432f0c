"""Random walks through the life cycle, beside a model of it so simple that it can be checked by eye."""

from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engagements.lifecycle import services
from engagements.lifecycle.commands import COMMANDS
from engagements.lifecycle.criteria import REGISTRY, Answer
from engagements.lifecycle.exceptions import NotNow, NotReady, Stale
from engagements.lifecycle.models import Engagement
from phases.definitions import CRITERIA
from tests.engagements.conftest import person

PHASES = ["intake", "specification", "execution", "evaluation"]
MAY = {
    "manager": {"advance", "step-back", "hold", "resume", "complete", "decline", "end-early", "reopen"},
    "sponsor": {"hold", "resume", "withdraw", "end-early", "reopen"},
    "employee": set(),
    "stranger": set(),
}


@dataclass
class Model:
    """The life cycle in thirty lines, written without looking at the product's tables."""

    phase: str = "intake"
    standing: str = "active"
    history: list = field(default_factory=lambda: ["start"])

    def expect(self, who, command, stale, reason, gate_open):
        """Return the refusal that is due, or None after making the change."""
        if command not in MAY[who]:
            return PermissionDenied
        if stale:
            return Stale
        index = PHASES.index(self.phase)
        legal = {
            "advance": self.standing == "active" and index < 3,
            "step-back": self.standing == "active" and index > 0,
            "hold": self.standing == "active",
            "resume": self.standing == "on_hold",
            "complete": self.standing == "active" and index == 3,
            "decline": self.standing == "active" and index == 0,
            "withdraw": self.standing == "active" and index == 0,
            "end-early": self.standing in ("active", "on_hold"),
            "reopen": self.standing == "completed",
        }
        if not legal[command]:
            return NotNow
        if command not in ("advance", "resume", "complete") and not reason:
            return NotReady
        if command in ("advance", "complete") and not gate_open:
            return NotReady
        self._make(command, index)
        return None

    def _make(self, command, index):
        self.history.append(command)
        if command in ("advance", "step-back"):
            self.phase = PHASES[index + (1 if command == "advance" else -1)]
        else:
            self.standing = {
                "hold": "on_hold",
                "resume": "active",
                "complete": "completed",
                "decline": "declined",
                "withdraw": "withdrawn",
                "end-early": "ended_early",
                "reopen": "active",
            }[command]


STEPS = st.lists(
    st.tuples(
        st.sampled_from([*MAY, "manager", "manager", "sponsor"]),
        st.sampled_from([*sorted(COMMANDS), "advance", "advance", "advance"]),
        st.integers(0, 9).map(lambda n: n == 0),
        st.sampled_from(["Because", "Because", "Because", ""]),
        st.integers(0, 4).map(lambda n: n > 0),
    ),
    max_size=25,
)


@pytest.fixture
def cast(db):
    return {
        "manager": person("Walking Manager", is_manager=True),
        "sponsor": person("Walking Sponsor"),
        "employee": person("Walking Employee"),
        "stranger": person("Walking Stranger", is_manager=True),
    }


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_any_sequence_of_commands_ends_where_the_model_says(cast, steps):
    gate = {"open": True}
    answers = {key: lambda engagement: Answer(met=gate["open"], said="", spot="history") for key in CRITERIA}
    engagement = services.start_engagement(actor=cast["manager"], organisation={"name": "Walk"}, title="Walk")
    for role in ("sponsor", "employee"):
        engagement.memberships.create(user=cast[role], role=role)
    model = Model()

    with pytest.MonkeyPatch.context() as patch:
        for key, answer in answers.items():
            patch.setitem(REGISTRY, key, answer)
        for who, command, stale, reason, gate["open"] in steps:
            seen = len(model.history) - 1 if stale else len(model.history)
            due = model.expect(who, command, stale, reason, gate["open"])
            order = {
                "engagement": engagement,
                "actor": cast[who],
                "command": command,
                "seen": seen,
                "reason": reason,
            }
            if due is None:
                services.change(**order)
            else:
                with pytest.raises(due):
                    services.change(**order)

    now = Engagement.objects.get(pk=engagement.pk)
    assert (now.phase, now.standing, now.moves) == (model.phase, model.standing, len(model.history))
    assert [change.command for change in now.changes.all()] == model.history
    assert_history_is_a_chain(now)


def assert_history_is_a_chain(engagement):
    """Each line begins where the one before ended, and the last ends where the engagement is."""
    changes = list(engagement.changes.all())
    for before, after in pairwise(changes):
        assert (before.to_phase, before.to_standing) == (after.from_phase, after.from_standing)
    assert (changes[-1].to_phase, changes[-1].to_standing) == (engagement.phase, engagement.standing)


def test_model_and_engagement_know_the_same_commands():
    assert set().union(*MAY.values()) == set(COMMANDS)
