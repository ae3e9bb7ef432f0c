"""The demo's inbox: what a coordinator has to do something about, and nothing else."""

import pytest

from engagements.demo.stage import Stage
from enquiries import demo, readiness
from enquiries.models import Enquiry, Suspicion
from enquiries.states import State


@pytest.mark.django_db
def test_demo_has_a_library_that_did_the_check_and_one_that_only_looks_like_spam():
    stage = Stage(password_hash="")

    demo.play(stage)

    library, taken_for_spam = Enquiry.objects.order_by("sent_at")
    assert (library.state, library.step, library.suspicions) == (State.NEW, "specification", [])
    assert library.email_proven_at
    assert readiness.verdict(library.readiness) == readiness.VERDICTS["talk"]
    assert (taken_for_spam.state, taken_for_spam.suspicions) == (State.NEW, [Suspicion.TRAP])
    assert [stage.day(-4), stage.day(-1)] == [library.sent_at.date(), taken_for_spam.sent_at.date()]
    assert not taken_for_spam.email_proven_at
