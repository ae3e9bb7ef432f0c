"""What is written down in intake, and what each service refuses."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from engagements.intake import services
from engagements.intake.claims import claims_of
from engagements.intake.models import Claim, ClaimConflict, ConflictState, IntendedChange, Observation
from engagements.lifecycle.exceptions import NotNow, Stale
from engagements.lifecycle.models import AuditEntry, Engagement


def actions():
    return [entry.action for entry in AuditEntry.objects.order_by("pk") if entry.action != "new"]


def test_observation_is_written_down_with_its_author_and_audited(observation, manager):
    assert (observation.author, observation.area, observation.text) == (manager, "people", "Nobody chooses.")
    assert actions() == ["observation-add"]


def test_observation_is_changed_and_removed_with_what_it_said_kept(observation, manager):
    services.change_observation(observation=observation, actor=manager, seen=1, text="Somebody chooses.")
    services.remove_observation(observation=observation, actor=manager, seen=2)

    assert not Observation.objects.exists()
    last = AuditEntry.objects.first()
    assert (last.action, last.before["text"]) == ("observation-remove", "Somebody chooses.")


def test_observation_changed_by_somebody_else_is_not_overwritten(observation, manager):
    services.change_observation(observation=observation, actor=manager, seen=1, text="First")

    with pytest.raises(Stale) as refusal:
        services.change_observation(observation=observation, actor=manager, seen=1, text="Second")
    with pytest.raises(Stale):
        services.remove_observation(observation=observation, actor=manager, seen=1)

    assert refusal.value.current.text == "First"
    assert Observation.objects.get().text == "First"


def test_observation_is_the_managers_to_make(engagement, sponsor):
    with pytest.raises(PermissionDenied):
        services.add_observation(
            engagement=engagement, actor=sponsor.user, area="people", text="X", seen_on=engagement.starts_on
        )


def test_observation_waits_while_the_engagement_is_on_hold(engagement, manager, observation):
    Engagement.objects.update(standing="on_hold")

    with pytest.raises(NotNow, match="not active"):
        services.change_observation(observation=observation, actor=manager, seen=1, text="Other")


def test_intended_change_is_named_changed_and_removed(engagement, manager):
    change = services.add_intended_change(
        engagement=engagement, actor=manager, from_state="Late", to_state="On time"
    )
    changed = services.change_intended_change(intended_change=change, actor=manager, seen=1, to_state="Early")
    services.remove_intended_change(intended_change=change, actor=manager, seen=2)

    assert (changed.from_state, changed.to_state) == ("Late", "Early")
    assert not IntendedChange.objects.exists()
    assert actions() == ["intended-change-add", "intended-change-change", "intended-change-remove"]


@pytest.mark.parametrize("text", ["", "x" * 1001])
def test_intended_change_that_says_nothing_or_too_much_is_refused(engagement, manager, text):
    with pytest.raises(ValidationError):
        services.add_intended_change(engagement=engagement, actor=manager, from_state="Late", to_state=text)


def test_claim_is_changed_and_removed_while_nothing_hangs_on_it(claims, manager):
    services.change_claim(claim=claims[0], actor=manager, seen=1, text="Slow wins")
    services.remove_claim(claim=claims[1], actor=manager, seen=1)

    assert {claim.text for claim in Claim.objects.all()} == {"Slow wins", "No forced moves"}


def test_conflict_is_marked_once_whatever_the_order(engagement, manager, claims, conflict):
    with pytest.raises(ValidationError, match="marked already") as refusal:
        services.mark_conflict(engagement=engagement, actor=manager, first=claims[1], second=claims[0])

    assert list(refusal.value.message_dict) == ["second"]
    assert (conflict.first, conflict.second, conflict.state) == (claims[0], claims[1], ConflictState.OPEN)


def test_conflict_is_between_two_claims_of_this_engagement(engagement, manager, claims, stranger):
    other = stranger.memberships.get().engagement
    theirs = services.add_claim(engagement=other, actor=stranger, party="Them", text="Theirs")

    with pytest.raises(ValidationError, match="different"):
        services.mark_conflict(engagement=engagement, actor=manager, first=claims[0], second=claims[0])
    with pytest.raises(ValidationError, match="of this engagement"):
        services.mark_conflict(engagement=engagement, actor=manager, first=claims[0], second=theirs)

    assert not ClaimConflict.objects.exists()


@pytest.mark.parametrize("state", ["resolved", "tension", "escalated"])
def test_conflict_is_handled_by_the_sponsor_with_what_was_decided(conflict, sponsor, state):
    handled = services.handle_conflict(
        conflict=conflict, actor=sponsor.user, seen=1, state=state, outcome=" Calm first. "
    )

    assert (handled.state, handled.outcome, handled.handled_by) == (state, "Calm first.", sponsor)
    assert handled.handled_on is not None


@pytest.mark.parametrize(
    ("state", "outcome", "field"), [("resolved", " ", "outcome"), ("open", "X", "state")]
)
def test_conflict_is_not_handled_without_a_decision(conflict, manager, state, outcome, field):
    with pytest.raises(ValidationError) as refusal:
        services.handle_conflict(conflict=conflict, actor=manager, state=state, outcome=outcome)

    assert list(refusal.value.message_dict) == [field]


def test_conflict_is_not_the_boards_to_handle(conflict, board):
    with pytest.raises(PermissionDenied):
        services.handle_conflict(conflict=conflict, actor=board.user, state="resolved", outcome="X")


def test_conflict_handled_by_both_at_once_keeps_the_first(conflict, manager, sponsor):
    services.handle_conflict(
        conflict=conflict, actor=sponsor.user, seen=1, state="tension", outcome="It stays"
    )

    with pytest.raises(Stale):
        services.handle_conflict(conflict=conflict, actor=manager, seen=1, state="resolved", outcome="Gone")


def test_conflict_handled_again_keeps_what_was_decided_before(engagement, conflict, manager, sponsor):
    services.handle_conflict(conflict=conflict, actor=manager, state="escalated", outcome="To the board")
    services.handle_conflict(conflict=conflict, actor=sponsor.user, state="resolved", outcome="Calm first")
    services.handle_conflict(
        conflict=conflict, actor=sponsor.user, state="resolved", outcome="Calm, then wins"
    )

    told = claims_of(engagement).conflicts[0]

    assert (told.conflict.state, told.conflict.outcome) == ("resolved", "Calm, then wins")
    assert [(each.state, each.outcome, each.who) for each in told.earlier] == [
        ("Resolved", "Calm first", "Sanne Sponsor"),
        ("Escalated", "To the board", "Marit Manager"),
    ]


def test_claim_in_an_open_conflict_can_be_put_in_other_words_but_not_removed(claims, conflict, manager):
    services.change_claim(claim=claims[0], actor=manager, seen=1, text="A quick win")

    with pytest.raises(NotNow, match="part of a conflict"):
        services.remove_claim(claim=claims[0], actor=manager)


def test_claim_in_a_handled_conflict_stays_as_it_was(claims, conflict, manager):
    services.handle_conflict(conflict=conflict, actor=manager, state="tension", outcome="It stays")

    with pytest.raises(NotNow, match="A decision was made"):
        services.change_claim(claim=claims[1], actor=manager, seen=1, text="Other")
    with pytest.raises(NotNow, match="part of a conflict"):
        services.remove_claim(claim=claims[1], actor=manager)

    assert Claim.objects.get(pk=claims[1].pk).text == "Calm"


def test_claims_are_told_by_party_with_open_conflicts_first(engagement, manager, claims, conflict):
    services.add_claim(engagement=engagement, actor=manager, party="council", text="One number")
    services.handle_conflict(conflict=conflict, actor=manager, state="tension", outcome="It stays")
    newer = services.mark_conflict(engagement=engagement, actor=manager, first=claims[2], second=claims[0])

    found = claims_of(engagement)

    assert [(party.name, len(party.claims)) for party in found.parties] == [
        ("Council", 2),
        ("Executive", 1),
        ("Works council", 1),
    ]
    assert [told.conflict for told in found.conflicts] == [newer, conflict]
    assert (found.total, found.open) == (4, 1)
    assert [(bool(told.clashes), told.is_fixed) for party in found.parties for told in party.claims] == [
        (True, True),
        (False, False),
        (True, True),
        (True, False),
    ]
