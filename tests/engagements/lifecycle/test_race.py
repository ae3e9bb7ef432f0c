"""Two people at once: one wins, the other is told. With real threads, on the database the run is about."""

import threading

import pytest
from django.db import connection

from engagements.lifecycle import services
from engagements.lifecycle.criteria import REGISTRY, Answer
from engagements.lifecycle.exceptions import Stale
from engagements.lifecycle.models import Engagement, PhaseChange
from outbox.models import Mail
from phases.definitions import CRITERIA
from tests.engagements.conftest import person

RACERS = 4


@pytest.fixture
def open_gate(monkeypatch):
    for key in CRITERIA:
        monkeypatch.setitem(REGISTRY, key, lambda engagement: Answer(met=True, said="", spot="history"))


@pytest.mark.django_db(transaction=True)
def test_of_simultaneous_advances_exactly_one_succeeds(open_gate):
    manager = person("Racing Manager", is_manager=True)
    engagement = services.start_engagement(actor=manager, organisation={"name": "Race"}, title="Race")
    engagement.memberships.create(user=person("Racing Sponsor"), role="sponsor")
    ready, results = threading.Barrier(RACERS), []

    def advance():
        try:
            ready.wait(timeout=10)
            services.change(engagement=engagement, actor=manager, command="advance", seen=1)
            results.append("won")
        except Stale:
            results.append("told")
        finally:
            connection.close()

    racers = [threading.Thread(target=advance) for _each in range(RACERS)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join(timeout=30)

    assert sorted(results) == ["told"] * (RACERS - 1) + ["won"]
    assert Engagement.objects.get(pk=engagement.pk).phase == "specification"
    change = PhaseChange.objects.get(command="advance")
    assert [mail.args for mail in Mail.objects.all()] == [{"change": change.pk}]  # told once, too
