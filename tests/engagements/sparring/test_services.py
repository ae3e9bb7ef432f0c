"""A question put, talked through, decided by its owner alone, and shared; who is told, and what is asked of whom."""

import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from engagements.lifecycle.consequences import still_open
from engagements.lifecycle.exceptions import NotNow, NotReady, Stale
from engagements.lifecycle.models import AuditEntry
from engagements.people.permissions import Seat, seat_of
from engagements.people.roles import ADMINISTRATOR, Role
from engagements.sparring import asks, services
from engagements.sparring.models import SparringRequest
from tests.engagements.conftest import in_phase, seat_for
from tests.engagements.helpers import says
from tests.engagements.sparring.conftest import OPTIONS, WEEK


def asked_of(engagement, who):
    return [str(ask.sentence) for ask in asks.open_talks(engagement, seat_of(who, engagement))]


def test_owner_opens_a_question_that_counts_as_started_by_the_organisation(asked, owner):
    assert (asked.owner, asked.opened_by) == (owner, owner)
    assert (asked.started_by, asked.turn, asked.shared) == ("organisation", "manager", False)
    assert list(SparringRequest.objects.started_by_organisation()) == [asked]


def test_manager_puts_a_question_to_somebody_who_has_the_word_first(running, manager, owner, today):
    put = services.open_question(
        engagement=running, actor=manager, owner=owner, question="And the nights?", decide_by=today + WEEK
    )

    assert (put.owner, put.started_by, put.turn) == (owner, "manager", "organisation")
    assert asked_of(running, owner.user) == ["Decide: “And the nights?”"]
    assert asked_of(running, manager) == []


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("options", {"options": ["Only this"]}),
        ("options", {"options": list("abcdefg")}),
        ("leaning", {"leaning": "  "}),
        ("decide_by", {"decide_by": -WEEK}),
        ("question", {"question": ""}),
    ],
)
def test_question_without_what_it_needs_is_refused_beside_the_field(running, owner, today, field, values):
    right = {"question": "Q", "options": OPTIONS, "leaning": "First", "decide_by": WEEK} | values

    with pytest.raises(ValidationError) as refused:
        services.open_question(
            engagement=running, actor=owner.user, **right | {"decide_by": today + right["decide_by"]}
        )

    assert field in refused.value.message_dict


def test_manager_names_who_decides_among_those_who_take_part(running, manager, stranger, today):
    elsewhere = seat_for(stranger.memberships.get().engagement, Role.PROCESS_OWNER)
    for owner in (None, elsewhere):
        with pytest.raises(ValidationError, match="Choose"):
            services.open_question(
                engagement=running, actor=manager, owner=owner, question="Q", decide_by=today
            )


@pytest.mark.parametrize("phase", ["intake", "specification"])
def test_desk_opens_with_the_execution_and_stays_open_in_the_evaluation(asked, owner, manager, phase):
    in_phase(asked.engagement, phase)
    with pytest.raises(NotNow):
        services.say(sparring=asked, actor=manager, text="Hm")

    in_phase(asked.engagement, "evaluation")
    services.say(sparring=asked, actor=manager, text="Still here")
    assert services.decide(sparring=asked, actor=owner.user, decision="Train", option=1).chosen == OPTIONS[1]


def test_word_goes_back_and_forth_and_is_asked_of_whoever_has_it(asked, owner, manager):
    engagement = asked.engagement
    assert asked_of(engagement, manager) == ["Think along with Omar Owner: “Who plans from September on?”"]
    assert asked_of(engagement, owner.user) == []

    services.say(sparring=asked, actor=manager, text="Who replaces her?")
    assert asked_of(engagement, manager) == []
    assert asked_of(engagement, owner.user) == ["Decide: “Who plans from September on?”"]

    services.say(sparring=asked, actor=owner.user, text="Nobody yet")
    services.say(sparring=asked, actor=owner.user, text="One more thing")
    assert asked_of(engagement, manager)
    assert [word.text for word in asked.words.all()] == ["Who replaces her?", "Nobody yet", "One more thing"]


def test_only_the_owner_records_the_decision_once(answered, owner, manager, sponsor):
    for other in (manager, sponsor.user):
        with pytest.raises(PermissionDenied):
            services.decide(sparring=answered, actor=other, decision="Hire")
    with pytest.raises(NotReady):
        services.decide(sparring=answered, actor=owner.user, decision=" ")
    with pytest.raises(ValidationError):
        services.decide(sparring=answered, actor=owner.user, decision="Hire", option=2)
    with pytest.raises(Stale):
        services.decide(sparring=answered, actor=owner.user, decision="Hire", seen=answered.version - 1)

    decided = services.decide(sparring=answered, actor=owner.user, decision="Neither")
    assert (decided.is_decided, decided.chosen, decided.decision) == (True, "", "Neither")
    assert asked_of(answered.engagement, owner.user) == []
    for act in (services.decide, services.say):
        with pytest.raises(NotNow):
            act(
                sparring=answered,
                actor=owner.user,
                **{"decision": "Again"} if act is services.decide else {"text": "Wait"},
            )


def test_only_the_two_talk(asked, sponsor):
    with pytest.raises(PermissionDenied):
        services.say(sparring=asked, actor=sponsor.user, text="My view")


def test_question_is_put_in_other_words_by_who_asked_until_it_is_answered(asked, owner, manager, today):
    words = {"question": "Who plans?", "options": OPTIONS, "leaning": "Hire", "decide_by": today}
    with pytest.raises(PermissionDenied):
        services.change_question(sparring=asked, actor=manager, **words)
    assert services.change_question(sparring=asked, actor=owner.user, **words).question == "Who plans?"

    services.say(sparring=asked, actor=manager, text="Hm")
    with pytest.raises(NotNow):
        services.change_question(sparring=asked, actor=owner.user, **words)


def test_others_read_only_what_the_owner_shares(asked, owner, manager, sponsor, board, stranger):
    engagement = asked.engagement
    shadow, administrator = seat_for(engagement, Role.SHADOW), Seat(stranger, ADMINISTRATOR)
    others = [*(seat_of(member.user, engagement) for member in (sponsor, board, shadow)), administrator]
    two = [seat_of(owner.user, engagement), seat_of(manager, engagement)]

    def read(seat):
        return SparringRequest.objects.filter(engagement=engagement).seen_from(seat).exists()

    assert [read(seat) for seat in two] == [True, True]
    assert [read(seat) for seat in others] == [False] * 4

    with pytest.raises(PermissionDenied):
        services.share(sparring=asked, actor=manager, shared=True)
    services.share(sparring=asked, actor=owner.user, shared=True)
    assert all(read(seat) for seat in others)

    services.share(sparring=asked, actor=owner.user, shared=False)
    assert not any(read(seat) for seat in others)


def test_trail_says_that_they_talked_not_what_was_said(answered, owner):
    services.decide(sparring=answered, actor=owner.user, decision="Train her", option=1)

    trail = AuditEntry.objects.filter(action__startswith="sparring").order_by("pk")
    told = json.dumps([[entry.subject, entry.before, entry.after] for entry in trail])

    assert [entry.action for entry in trail] == ["sparring-add", "sparring-say", "sparring-decide"]
    for secret in ("September", "Train", "Hire", "theatres", "replaces"):
        assert secret not in told


def test_other_side_is_told_in_its_own_language_what_waits_for_it(
    asked, owner, manager, mailoutbox, django_capture_on_commit_callbacks
):
    manager.language = "nl"
    manager.save()
    with django_capture_on_commit_callbacks(execute=True):
        services.say(sparring=asked, actor=manager, text="Who replaces her?")
    with django_capture_on_commit_callbacks(execute=True):
        services.say(sparring=asked, actor=owner.user, text="Nobody yet")
        services.decide(sparring=asked, actor=owner.user, decision="Train her", option=1)

    (to_owner,) = mailoutbox  # the last word had lapsed by then, and a decision asks nothing of the manager
    to_manager = says("sparring-decided", manager, sparring=asked.pk)
    assert to_owner.to == [owner.user.email]
    assert "Marit Manager answers" in to_owner.subject
    assert "Who replaces her?" in to_owner.body
    assert to_manager.subject == "Omar Owner heeft besloten"
    assert to_manager.quote == "Train one of ours\nTrain her"


def test_undecided_question_is_open_with_its_owner_and_keeps_its_words(asked, owner):
    items = [item for item in still_open(asked.engagement) if "sparring" in item.sentence]

    assert [item.owner for item in items] == [owner]
    assert "September?" not in items[0].sentence
