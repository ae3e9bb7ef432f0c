"""The fresh-wind list settled: each line acted on, refused or forgotten, and who reads that."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from engagements.evaluation import asks, services
from engagements.evaluation.models import FreshWindOutcome
from engagements.intake.models import Observation
from engagements.lifecycle.exceptions import NotNow, NotReady, Stale
from engagements.lifecycle.models import AuditEntry, Engagement
from engagements.people.permissions import seat_of
from engagements.people.roles import Role
from tests.engagements.conftest import in_phase, seat_for
from tests.engagements.helpers import ANY_SCRIPT, assert_refused, assert_shown, hidden, refused, url

LONG_AGO = datetime.timedelta(days=200)


@pytest.fixture
def seen(lasting, manager, today):
    """Two things seen on the first day of an engagement that began long ago, and one seen today."""
    Engagement.objects.filter(pk=lasting.pk).update(starts_on=today - LONG_AGO)
    lasting.refresh_from_db()
    return [
        Observation.objects.create(
            engagement=lasting, area="people", text=text, seen_on=today - ago, author=manager
        )
        for text, ago in (
            ("Nobody asks the planners", LONG_AGO),
            ("Stock is guessed", LONG_AGO),
            ("Later", today - today),
        )
    ]


def settle(observation, actor, **values):
    return services.settle_wind(
        observation=observation,
        actor=actor,
        **{"outcome": "acted_on", "line": "They plan it themselves"} | values,
    )


def test_line_is_settled_and_settled_again_by_the_manager_alone(seen, manager, sponsor):
    with pytest.raises(PermissionDenied):
        settle(seen[0], sponsor.user)
    with pytest.raises(NotReady):
        settle(seen[0], manager, line=" ")

    first = settle(seen[0], manager)
    assert (first.outcome, first.shown) == ("acted_on", False)
    with pytest.raises(Stale):
        settle(seen[0], manager, outcome="refused", seen=first.version + 1)
    settle(seen[0], manager, outcome="refused", line="No money", seen=first.version)

    assert FreshWindOutcome.objects.get().line == "No money"
    assert not [e for e in AuditEntry.objects.all() if "plan it" in str([e.subject, e.before, e.after])]


def test_only_what_fresh_eyes_saw_is_settled_and_only_when_looking_back(seen, lasting, manager):
    with pytest.raises(NotNow, match="fresh eyes"):
        settle(seen[2], manager)
    in_phase(lasting, "execution")
    with pytest.raises(NotNow):
        settle(seen[0], manager)


def test_manager_is_asked_for_what_is_left(seen, lasting, manager, sponsor):
    def asked(user):
        return [str(ask.sentence) for ask in asks.open_wind(lasting, seat_of(user, lasting))]

    assert asked(manager) == ["Say what became of 2 things you saw with fresh eyes"]
    settle(seen[0], manager)
    assert asked(manager) == ["Say what became of 1 thing you saw with fresh eyes"]
    settle(seen[1], manager)
    assert asked(manager) == asked(sponsor.user) == []


def test_client_reads_how_the_list_ended_and_the_steering_group_what_is_shown(
    client, seen, lasting, manager, sponsor, owner
):
    shadow = seat_for(lasting, Role.SHADOW)

    def page(who):
        client.force_login(who)
        return " ".join(client.get(url("evaluation", lasting)).text.split())

    assert "fresh eyes saw" not in page(sponsor.user)
    settle(seen[0], manager, shown=True)
    settle(seen[1], manager, outcome="forgotten", line="For the practice only")

    for reader in (manager, shadow.user):
        text = page(reader)
        assert "Nobody asks the planners" in text
        assert "For the practice only" in text
    text = page(sponsor.user)
    assert "Of 2 things the interim manager saw in the first 20 working days, 2 are settled." in text
    assert "They plan it themselves" in text
    for secret in ("Stock is guessed", "For the practice only", "Later"):
        assert secret not in text
    text = page(owner.user)
    assert "2 are settled" in text
    assert "Nobody asks the planners" not in text


@refused(outcome="choice", line="text")
def test_line_that_cannot_be_settled_so_comes_back(client, seen, lasting, manager, field, value):
    client.force_login(manager)
    data = {"outcome": "refused", "line": "No money"} | {field: value}

    page = client.post(url("fresh-wind-settle", lasting, seen[0].pk), data)

    if field == "line":
        assert_refused(page, field, value)
    assert page.status_code == 422
    assert not FreshWindOutcome.objects.exists()


def test_form_settles_and_brings_back_what_was_settled(client, seen, lasting, manager):
    client.force_login(manager)
    address = url("fresh-wind-settle", lasting, seen[0].pk)

    page = client.post(address, {"outcome": "refused", "line": ANY_SCRIPT[2]}, follow=True)
    assert_shown(page, ANY_SCRIPT[2])

    form = client.get(address)
    assert hidden(form, "seen") == "1"
    client.post(address, {"outcome": "forgotten", "line": "Hm", "seen": "1"})
    stale = client.post(address, {"outcome": "acted_on", "line": "Typed too late", "seen": "1"})
    assert stale.status_code == 409
    assert "Typed too late" in stale.text
    assert client.get(url("fresh-wind-settle", lasting, seen[2].pk)).status_code == 409
