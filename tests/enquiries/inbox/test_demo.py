"""The demo's inbox: something in every state, so that there is something to see."""

import pytest

from engagements.demo.practice import hire
from engagements.demo.stage import Stage
from enquiries.inbox import demo, permissions, querysets
from enquiries.models import Enquiry
from enquiries.states import State


@pytest.mark.django_db
def test_demo_has_an_enquiry_in_every_state_but_new_and_one_for_a_manager():
    stage = Stage(password_hash="")
    hire(stage)

    demo.play(stage)

    assert querysets.counts(Enquiry.objects.all()) == {
        State.NEW: 0,
        State.IN_TALK: 1,
        State.CONVERTED: 1,
        State.DECLINED: 1,
        State.WITHDRAWN: 1,
        "suspected": 0,
    }
    assert permissions.visible_to(stage.people[demo.NOOR]).get().state == State.IN_TALK
    became = Enquiry.objects.get(state=State.CONVERTED).engagement
    assert became.starts_on == stage.day(-3)
    assert [each.role for each in became.memberships.all()] == ["manager"]
