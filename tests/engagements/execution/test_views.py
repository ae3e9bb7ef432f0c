"""Pages of the execution: what they show to whom, what they take, what they refuse, and how many queries that takes."""

import datetime
import re
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone
from django.utils.formats import date_format

from engagements.execution import services
from engagements.execution.models import Commitment, CommitmentStep, FrictionNote, GoalReading, HandoverLine
from engagements.lifecycle.models import PhaseChange
from engagements.people.roles import Role
from engagements.processes.models import CriticalProcess
from engagements.specification.models import Goal
from tests.engagements.conftest import in_phase, seat_for
from tests.engagements.helpers import ANY_SCRIPT, assert_refused, assert_shown, hidden, refused, url

DAY = datetime.timedelta(days=1)


@pytest.fixture
def enter(client):
    """Sign somebody in and return the browser."""

    def sign_in(who):
        client.force_login(getattr(who, "user", who))
        return client

    return sign_in


def words(page):
    """Return the text of a page with its blanks made single."""
    return " ".join(page.text.split())


def fresh(item):
    return type(item).objects.get(pk=item.pk)


def assert_beside(response, field):
    """Assert that a choice was refused beside its field; what was chosen does not exist, so it can't come back."""
    assert response.status_code == 422
    assert f'id="id_{field}_error"' in response.text


# -- Goals


@pytest.mark.parametrize("many", [1, 3, 300])
def test_goals_take_as_many_queries_for_any_number(
    enter, running, owner, manager, many, django_assert_num_queries
):
    goals = Goal.objects.bulk_create(
        Goal(engagement=running, title=f"Goal {n}", owner=owner, baseline=0, target=10) for n in range(many)
    )
    member = running.memberships.get(user=manager)
    GoalReading.objects.bulk_create(
        GoalReading(engagement=running, goal=goal, value=value, member=member)
        for goal in goals
        for value in (3, 5)
    )
    promise = Commitment.objects.create(
        engagement=running, member=owner, text="X", due_on=timezone.localdate(), state="accepted"
    )
    FrictionNote.objects.bulk_create(
        FrictionNote(engagement=running, about=f"F{n}", commitment=promise) for n in range(many)
    )
    browser = enter(manager)

    with django_assert_num_queries(8):
        page = browser.get(url("execution", running))

    assert page.text.count("50% of the way") == many


def test_goal_is_shown_with_where_it_started_stands_and_should_be(
    enter, running, goal, owner, manager, today
):
    services.add_reading(
        goal=goal, actor=manager, value=Decimal("73.5"), read_on=today, note="After the holidays"
    )

    text = words(enter(owner).get(url("execution", running)))

    for said in (
        "Start on time",
        "From 54 to 80 %: now 73.5 %, 75% of the way",
        "After the holidays",
        "0 of 1 interim goal",
    ):
        assert said in text


def test_goal_is_drawn_with_an_even_pace_and_its_readings_in_a_table(
    enter, running, goal, owner, manager, today
):
    Goal.objects.filter(pk=goal.pk).update(due_on=today + 50 * DAY, created_at=timezone.now() - 50 * DAY)
    for ago, value in ((20, "60"), (0, "73.5")):
        services.add_reading(goal=goal, actor=manager, value=Decimal(value), read_on=today - ago * DAY)
    owner.user.language = "nl"
    owner.user.save()

    page = enter(owner).get(url("execution", running))

    assert "75% van de weg; in een gelijk tempo zou dat 50% zijn" in words(page)
    assert page.text.count('class="goalchart__spot"') == page.text.count("<tr>") - 1 == 2
    assert 'd="M0 82L30 67.2L50 34"' in page.text  # with points, in Dutch too


def test_amounts_are_written_as_the_reader_writes_them(enter, running, goal, manager, today):
    services.add_reading(goal=goal, actor=manager, value=Decimal("73.5"), read_on=today)
    manager.language = "nl"
    manager.save()

    assert "nu 73,5 %" in words(enter(manager).get(url("execution", running)))


def test_goal_without_a_measure_says_so(enter, running, manager):
    Goal.objects.create(engagement=running, title="Vague")

    assert "can't be followed" in enter(manager).get(url("execution", running)).text


def test_goal_past_its_date_is_late_unless_it_is_settled_or_on_hold(enter, running, goal, manager, today):
    Goal.objects.filter(pk=goal.pk).update(due_on=today - DAY)
    browser = enter(manager)
    assert "Late" in browser.get(url("execution", running)).text

    type(running).objects.filter(pk=running.pk).update(standing="on_hold")
    PhaseChange.objects.create(
        engagement=running,
        command="hold",
        from_phase="execution",
        to_phase="execution",
        from_standing="active",
        to_standing="on_hold",
        actor=manager,
    )
    assert "Late" not in browser.get(url("execution", running)).text


def test_goals_with_a_date_come_before_those_without_and_settled_ones_last(
    enter, running, goal, manager, today
):
    for title, due_on, state in (
        ("Dated", today, "open"),
        ("Undated", None, "open"),
        ("Gone", today, "dropped"),
    ):
        Goal.objects.create(engagement=running, title=title, due_on=due_on, state=state)

    text = enter(manager).get(url("execution", running)).text

    assert text.index("Dated") < text.index("Undated") < text.index("Gone")


def test_buttons_are_only_there_for_who_may(enter, running, goal, owner, other_owner, manager, board):
    add, drop = url("reading-add", running, goal.pk), url("goal-drop", running, goal.pk)

    assert (add in enter(manager).get(url("execution", running)).text) is True
    assert (drop in enter(manager).get(url("execution", running)).text) is True
    assert (add in enter(owner).get(url("execution", running)).text) is True
    assert (drop in enter(owner).get(url("execution", running)).text) is False
    for who in (other_owner, board):
        assert add not in enter(who).get(url("execution", running)).text


def test_friction_is_shown_to_the_practice_alone(
    enter, running, promise, manager, sponsor, board, owner, today
):
    services.add_friction(
        engagement=running,
        actor=manager,
        about="Stormed out of the room",
        happened_on=today,
        commitment=promise,
    )
    shadow = seat_for(running, Role.SHADOW)

    for who in (manager, shadow):
        assert "Stormed out" in enter(who).get(url("execution", running)).text
        assert "It rubbed 1 time" in words(enter(who).get(url("commitments", running)))
    for who in (sponsor, board, owner):
        for page in ("execution", "commitments"):
            text = enter(who).get(url(page, running)).text
            assert "Stormed out" not in text
            assert "rubbed" not in text


def test_empty_pages_say_what_to_do(enter, running, manager, sponsor):
    text = words(enter(manager).get(url("execution", running)))
    assert "No interim goals yet" in text
    assert "No friction noted" in text
    assert "Add the first promise" in words(enter(sponsor).get(url("commitments", running)))
    assert "Nothing to hand over yet" in words(enter(sponsor).get(url("handover", running)))


def reading(**values):
    return {"value": "61,5", "read_on": timezone.localdate().isoformat(), "note": ""} | values


def test_reading_typed_with_a_comma_is_stored(enter, running, goal, owner):
    response = enter(owner).post(url("reading-add", running, goal.pk), reading(note=ANY_SCRIPT[2]))

    assert response.url == f"{url('execution', running)}#goal-{goal.pk}"
    assert GoalReading.objects.get().value == Decimal("61.5")
    assert_shown(enter(owner).get(url("execution", running)), ANY_SCRIPT[2])


@refused(value="number", read_on="day", note="optional text")
def test_reading_that_is_wrong_comes_back(enter, running, goal, manager, field, value):
    response = enter(manager).post(url("reading-add", running, goal.pk), reading(**{field: value}))

    assert_refused(response, field, value)
    assert not GoalReading.objects.exists()


def test_reading_of_tomorrow_is_refused_beside_its_date(enter, running, goal, manager, today):
    day = (today + DAY).isoformat()

    response = enter(manager).post(url("reading-add", running, goal.pk), reading(read_on=day))

    assert_refused(response, "read_on", day)
    assert "This day has not been yet." in response.text


def test_reading_form_of_a_goal_of_somebody_else_is_forbidden(enter, running, goal, other_owner):
    for method in ("get", "post"):
        assert getattr(enter(other_owner), method)(url("reading-add", running, goal.pk)).status_code == 403


def test_goal_is_settled_as_reached_once_its_button_is_there(enter, running, goal, manager, today):
    reached = url("goal-reached", running, goal.pk)
    assert reached not in enter(manager).get(url("execution", running)).text
    assert enter(manager).post(reached).status_code == 422

    services.add_reading(goal=goal, actor=manager, value=Decimal(80), read_on=today)
    assert reached in enter(manager).get(url("execution", running)).text
    assert enter(manager).post(reached).status_code == 302
    assert enter(manager).post(reached).status_code == 409
    assert fresh(goal).state == "reached"


@refused(reason="text")
def test_goal_is_not_dropped_for_a_reason_that_is_none(enter, running, goal, manager, field, value):
    assert_refused(enter(manager).post(url("goal-drop", running, goal.pk), {field: value}), field, value)


def test_goal_is_dropped_and_its_form_is_closed_after_that(enter, running, goal, manager):
    drop = url("goal-drop", running, goal.pk)

    assert enter(manager).post(drop, {"reason": "The ward closed"}).status_code == 302
    assert "The ward closed" in enter(manager).get(url("execution", running)).text
    assert enter(manager).get(drop).status_code == 409
    again = enter(manager).post(drop, {"reason": "Once more"})
    assert again.status_code == 409
    assert "Once more" in again.text  # what was typed is kept


# -- Friction


@refused(about="text", happened_on="day")
def test_friction_that_is_wrong_comes_back(enter, running, manager, field, value):
    values = {"about": "X", "happened_on": timezone.localdate().isoformat(), field: value}

    assert_refused(enter(manager).post(url("friction-add", running), values), field, value)


@pytest.mark.parametrize("value", ["nonsense", "999999", "1\x00"])
def test_friction_about_a_promise_that_is_not_here_comes_back(enter, running, manager, stranger, value):
    values = {"about": "X", "happened_on": timezone.localdate().isoformat(), "commitment": value}

    assert_beside(enter(manager).post(url("friction-add", running), values), "commitment")


@pytest.mark.parametrize("about", ["", "x", "²", "1\x00", "9" * 5000])
def test_friction_form_opens_whatever_promise_its_address_names(enter, running, manager, about):
    assert enter(manager).get(url("friction-add", running), {"commitment": about}).status_code == 200


def test_friction_is_noted_about_the_promise_it_was_opened_for(enter, running, promise, manager, today):
    page = enter(manager).get(url("friction-add", running), {"commitment": promise.pk})
    assert f'<option value="{promise.pk}" selected>' in page.text

    enter(manager).post(
        url("friction-add", running),
        {"about": ANY_SCRIPT[0], "happened_on": today.isoformat(), "commitment": promise.pk},
    )
    assert FrictionNote.objects.get().commitment == promise


# -- Promises


@pytest.mark.parametrize("many", [1, 3, 300])
def test_promises_take_as_many_queries_for_any_number(
    enter, running, board, manager, many, django_assert_num_queries
):
    promises = Commitment.objects.bulk_create(
        Commitment(
            engagement=running, member=board, text=f"Promise {n}", due_on=timezone.localdate(), new_home=board
        )
        for n in range(many)
    )
    CommitmentStep.objects.bulk_create(
        CommitmentStep(commitment=each, what="proposed", actor=manager, due_on=each.due_on)
        for each in promises
    )
    browser = enter(manager)

    with django_assert_num_queries(7):
        page = browser.get(url("commitments", running))

    assert page.text.count("Waits for an answer") == many


def test_promises_are_shown_per_person_open_ones_first_with_their_history(
    enter, running, promise, board, manager, today
):
    services.settle_commitment(
        commitment=promise, actor=board.user, outcome="broken", note="The agenda was full"
    )
    services.add_commitment(
        engagement=running, actor=manager, member=board, text="Free a planner", due_on=today
    )

    text = words(enter(board).get(url("commitments", running)))

    assert text.index("Free a planner") < text.index("Chair the monthly review")
    for said in ("Bente Board", "Waits for an answer", "Not kept", "The agenda was full"):
        assert said in text


def test_promise_past_its_date_is_late(enter, running, promise, sponsor):
    with time_machine.travel(promise.due_on + DAY):
        assert "Late" in enter(sponsor).get(url("commitments", running)).text
    with time_machine.travel(promise.due_on):
        assert "Late" not in enter(sponsor).get(url("commitments", running)).text


def test_pause_before_the_promise_does_not_move_it(enter, running, promise, manager, sponsor):
    pause = {"engagement": running, "from_phase": "execution", "to_phase": "execution", "actor": manager}
    for days, command, source, target in (
        (-60, "hold", "active", "on_hold"),
        (-20, "resume", "on_hold", "active"),
    ):
        at = timezone.now() + days * DAY
        PhaseChange.objects.create(**pause, command=command, from_standing=source, to_standing=target, at=at)

    with time_machine.travel(promise.due_on + DAY):
        assert "Late" in enter(sponsor).get(url("commitments", running)).text


def test_pause_after_the_promise_moves_it(enter, running, promise, manager, sponsor):
    pause = {"engagement": running, "from_phase": "execution", "to_phase": "execution", "actor": manager}
    for days, command, source, target in (
        (2, "hold", "active", "on_hold"),
        (12, "resume", "on_hold", "active"),
    ):
        at = timezone.now() + days * DAY
        PhaseChange.objects.create(**pause, command=command, from_standing=source, to_standing=target, at=at)

    with time_machine.travel(promise.due_on + 10 * DAY):
        assert "Late" not in enter(sponsor).get(url("commitments", running)).text
    with time_machine.travel(promise.due_on + 11 * DAY):
        assert "Late" in enter(sponsor).get(url("commitments", running)).text


def test_buttons_of_a_promise_are_only_there_for_who_may(enter, running, asked, board, sponsor, manager):
    answer, change = (url(f"commitment-{each}", running, asked.pk) for each in ("answer", "change"))

    seen = {
        who: enter(user).get(url("commitments", running)).text
        for who, user in (("b", board), ("s", sponsor), ("m", manager))
    }

    assert [answer in seen[who] for who in "bsm"] == [True, False, False]
    assert [change in seen[who] for who in "bsm"] == [False, False, True]


def test_promise_is_added_by_a_member_of_the_steering_group_for_themselves(enter, running, sponsor, today):
    page = enter(sponsor).get(url("commitment-add", running))
    assert f'<option value="{sponsor.pk}" selected>' in page.text

    values = {"member": sponsor.pk, "text": ANY_SCRIPT[1], "due_on": today.isoformat(), "unknown": "key"}
    assert enter(sponsor).post(url("commitment-add", running), values).status_code == 302
    assert Commitment.objects.get().state == "accepted"
    assert_shown(enter(sponsor).get(url("commitments", running)), ANY_SCRIPT[1])


@refused(text="text", due_on="day")
def test_promise_that_is_wrong_comes_back(enter, running, board, manager, field, value):
    values = {"member": board.pk, "text": "X", "due_on": timezone.localdate().isoformat(), field: value}

    assert_refused(enter(manager).post(url("commitment-add", running), values), field, value)
    assert not Commitment.objects.exists()


@pytest.mark.parametrize("who", ["", "nonsense", "employee", "elsewhere", "9" * 30])
def test_promise_of_somebody_who_cannot_answer_comes_back(enter, running, manager, stranger, today, who):
    if who == "elsewhere":
        who = seat_for(stranger.memberships.get().engagement, Role.BOARD).pk
    elif who == "employee":
        who = seat_for(running, Role.EMPLOYEE).pk

    values = {"member": who, "text": "X", "due_on": today.isoformat()}

    assert_beside(enter(manager).post(url("commitment-add", running), values), "member")


def test_answer_is_taken_from_the_form_as_it_was_shown(enter, running, asked, board):
    page = enter(board).get(url("commitment-answer", running, asked.pk))
    assert "Chair the monthly review" in page.text

    values = {"accepted": "yes", "reason": "", "seen": hidden(page, "seen")}
    response = enter(board).post(url("commitment-answer", running, asked.pk), values)

    assert response.status_code == 302
    assert fresh(asked).state == "accepted"
    assert enter(board).get(url("commitment-answer", running, asked.pk)).status_code == 409


def buttons(page, address):
    """Return what the one-tap forms to an address send, from the page as it is."""
    found = re.search(rf'<form method="post" action="{address}">.*?</form>', page.text, re.DOTALL).group()
    return {
        **dict(re.findall(r'name="(seen)"\s+value="(\d+)"', found)),
        **dict(re.findall(r'name="(accepted|outcome)"\s+value="(\w+)"', found)),
    }


def test_promise_is_given_and_kept_in_one_tap_each(enter, running, asked, board):
    home = url("commitments", running)

    for action, state in (("commitment-answer", "accepted"), ("commitment-settle", "kept")):
        address = url(action, running, asked.pk)
        response = enter(board).post(address, buttons(enter(board).get(home), address))
        assert response.url == f"{home}#commitment-{asked.pk}"
        assert fresh(asked).state == state


def test_no_asks_for_a_word_and_stands_chosen_already(enter, running, asked, board):
    page = enter(board).get(url("commitment-answer", running, asked.pk), {"accepted": "no"})

    assert re.search(r'value="no"[^>]*checked', page.text)


def test_answer_to_a_question_that_changed_shows_the_new_one(enter, running, asked, board, manager):
    page = enter(board).get(url("commitment-answer", running, asked.pk))
    services.change_commitment(
        commitment=asked, actor=manager, text="Chair it every week", due_on=asked.due_on
    )

    values = {"accepted": "yes", "reason": "Gladly", "seen": hidden(page, "seen")}
    response = enter(board).post(url("commitment-answer", running, asked.pk), values)

    assert response.status_code == 409
    assert "Chair it every week" in response.text
    assert "Gladly" in response.text
    assert fresh(asked).state == "proposed"
    again = values | {"seen": hidden(response, "seen")}
    assert enter(board).post(url("commitment-answer", running, asked.pk), again).status_code == 302


def test_refusal_without_a_reason_comes_back_beside_its_field(enter, running, asked, board):
    response = enter(board).post(url("commitment-answer", running, asked.pk), {"accepted": "no", "seen": 1})

    assert_refused(response, "reason", "")
    assert "Say why not" in response.text


@refused(reason="optional text", seen="seen")
def test_answer_that_is_wrong_comes_back(enter, running, asked, board, field, value):
    values = {"accepted": "yes", "reason": "", "seen": 1, field: value}

    response = enter(board).post(url("commitment-answer", running, asked.pk), values)

    if field == "seen":
        assert response.status_code == 422
    else:
        assert_refused(response, field, value)
    assert fresh(asked).state == "proposed"


@pytest.mark.parametrize("value", ["", "perhaps", "yes\x00"])
def test_answer_is_yes_or_no(enter, running, asked, board, value):
    response = enter(board).post(url("commitment-answer", running, asked.pk), {"accepted": value, "seen": 1})

    assert_beside(response, "accepted")


def test_question_to_somebody_else_is_forbidden(enter, running, asked, sponsor):
    for method in ("get", "post"):
        page = getattr(enter(sponsor), method)(url("commitment-answer", running, asked.pk))
        assert page.status_code == 403


def test_question_is_changed_and_a_stale_change_shows_both_texts(enter, running, asked, manager, today):
    page = enter(manager).get(url("commitment-change", running, asked.pk))
    values = {"text": "Mine", "due_on": asked.due_on.isoformat(), "seen": hidden(page, "seen")}
    services.change_commitment(commitment=asked, actor=manager, text="Theirs", due_on=asked.due_on)

    stale = enter(manager).post(url("commitment-change", running, asked.pk), values)

    assert stale.status_code == 409
    assert "Theirs" in stale.text
    assert "Mine" in stale.text
    values["seen"] = hidden(stale, "seen")
    assert enter(manager).post(url("commitment-change", running, asked.pk), values).status_code == 302
    assert fresh(asked).text == "Mine"


@refused(text="text", due_on="day")
def test_changed_question_that_is_wrong_comes_back(enter, running, asked, manager, field, value):
    values = {"text": "X", "due_on": asked.due_on.isoformat(), "seen": 1, field: value}

    assert_refused(enter(manager).post(url("commitment-change", running, asked.pk), values), field, value)


def test_promise_is_settled_by_form(enter, running, promise, board):
    settle = url("commitment-settle", running, promise.pk)
    broken = {"outcome": "broken", "note": "", "seen": promise.version}

    assert_refused(enter(board).post(settle, broken), "note", "")
    assert_beside(enter(board).post(settle, broken | {"outcome": "refused"}), "outcome")
    assert enter(board).post(settle, broken | {"note": "Forgotten"}).status_code == 302
    assert fresh(promise).state == "broken"
    assert enter(board).get(settle).status_code == 409


def test_history_keeps_the_day_and_the_words_that_held_before(enter, running, promise, board, manager, today):
    services.renegotiate_commitment(
        commitment=promise,
        actor=board.user,
        text="Chair it every quarter",
        due_on=today + 60 * DAY,
        reason="Monthly was too much",
    )

    text = words(enter(manager).get(url("commitments", running)))

    first = date_format(today + 30 * DAY)
    for said in (
        f"(was {first})",
        "It said before: <q>Chair the monthly review</q>",
        f"first agreed for {first}",
    ):
        assert said in text
    assert "Promised by you" not in text
    assert "Promised by you" in enter(board).get(url("commitments", running)).text


def test_promise_is_agreed_anew_by_form(enter, running, promise, manager, today):
    anew = url("commitment-renegotiate", running, promise.pk)
    assert "gets a message" in enter(manager).get(anew).text

    values = {"text": "Less often", "due_on": today.isoformat(), "reason": "Agenda", "seen": promise.version}
    assert enter(manager).post(anew, values).status_code == 302
    assert fresh(promise).state == "proposed"


@refused(text="text", due_on="day", reason="text")
def test_promise_agreed_anew_that_is_wrong_comes_back(enter, running, promise, board, field, value):
    values = {
        "text": "X",
        "due_on": promise.due_on.isoformat(),
        "reason": "Y",
        "seen": promise.version,
        field: value,
    }

    assert_refused(
        enter(board).post(url("commitment-renegotiate", running, promise.pk), values), field, value
    )
    assert fresh(promise).version == promise.version


def test_promise_gets_its_new_home_by_form(enter, running, promise, manager, sponsor):
    home = url("commitment-rehome", running, promise.pk)
    values = {"new_home": sponsor.pk, "new_home_note": "Quarterly review", "seen": promise.version}

    assert enter(manager).post(home, values).status_code == 302
    assert "from now on with Sanne Sponsor: Quarterly review" in words(
        enter(manager).get(url("commitments", running))
    )
    assert 'value="Quarterly review"' in enter(manager).get(home).text


@refused(new_home_note="text")
def test_new_home_that_is_wrong_comes_back(enter, running, promise, manager, sponsor, field, value):
    values = {"new_home": sponsor.pk, "new_home_note": "X", "seen": promise.version, field: value}

    assert_refused(enter(manager).post(url("commitment-rehome", running, promise.pk), values), field, value)


@pytest.mark.parametrize("who", ["", "manager", "elsewhere", "nonsense"])
def test_new_home_is_somebody_of_this_organisation(enter, running, promise, manager, stranger, who):
    if who == "manager":
        who = running.memberships.get(user=manager).pk
    elif who == "elsewhere":
        who = seat_for(stranger.memberships.get().engagement, Role.BOARD).pk

    values = {"new_home": who, "new_home_note": "X", "seen": promise.version}

    assert_beside(enter(manager).post(url("commitment-rehome", running, promise.pk), values), "new_home")


# -- Handing over


@pytest.mark.parametrize("many", [1, 3, 300])
def test_hand_over_takes_as_many_queries_for_any_number(
    enter, running, owner, many, django_assert_num_queries
):
    processes = CriticalProcess.objects.bulk_create(
        CriticalProcess(engagement=running, name=f"Process {n}", owner=owner) for n in range(many)
    )
    HandoverLine.objects.bulk_create(
        HandoverLine(engagement=running, process=each, what=f"Line {n}")
        for each in processes
        for n in range(2)
    )
    browser = enter(owner)

    with django_assert_num_queries(8):
        page = browser.get(url("handover", running))

    assert page.text.count("Accept this line") == 2 * many


def test_hand_over_shows_who_and_what_and_how_far(enter, running, process, line, owner, manager, board):
    services.refuse_line(line=line, actor=owner.user, reason=ANY_SCRIPT[2])

    page = enter(board).get(url("handover", running))

    for said in (
        "Weekly planning",
        "Omar Owner",
        "No deputy yet",
        "Chair of the planning board",
        "0 of 1 line accepted",
    ):
        assert said in words(page)
    assert_shown(page, ANY_SCRIPT[2])


def test_owner_alone_sees_the_buttons_to_answer(enter, running, process, line, owner, other_owner, manager):
    accept, change = (
        url("handover-line-accept", running, line.pk),
        url("handover-line-change", running, line.pk),
    )

    assert accept in enter(owner).get(url("handover", running)).text
    assert change not in enter(owner).get(url("handover", running)).text
    assert accept not in enter(other_owner).get(url("handover", running)).text
    assert accept not in enter(manager).get(url("handover", running)).text
    assert change in enter(manager).get(url("handover", running)).text


def test_line_is_accepted_in_the_version_that_was_seen(enter, running, line, owner, manager):
    accept = url("handover-line-accept", running, line.pk)
    seen = hidden(enter(owner).get(url("handover", running)), "seen")
    services.change_line(line=line, actor=manager, what="And the budget")

    assert enter(owner).post(accept, {"seen": seen}).status_code == 409
    assert fresh(line).state == "open"

    seen = hidden(enter(owner).get(url("handover", running)), "seen")
    assert enter(owner).post(accept, {"seen": seen}).status_code == 302
    assert enter(owner).post(accept, {"seen": seen}).status_code == 409  # a double click changes nothing
    assert fresh(line).state == "accepted"


@pytest.mark.parametrize("seen", [None, "", "x", "-1", "1.5", "9" * 5000, "1\x00"])
def test_line_is_not_accepted_from_a_page_nobody_saw(enter, running, line, owner, seen):
    response = enter(owner).post(
        url("handover-line-accept", running, line.pk), {} if seen is None else {"seen": seen}
    )

    assert response.status_code == 409
    assert fresh(line).state == "open"


def test_line_of_another_owner_is_forbidden(enter, running, line, other_owner):
    browser = enter(other_owner)

    assert browser.post(url("handover-line-accept", running, line.pk), {"seen": 1}).status_code == 403
    assert browser.get(url("handover-line-refuse", running, line.pk)).status_code == 403
    assert browser.get(url("handover-accept", running, line.process_id)).status_code == 403
    assert browser.post(url("handover-accept", running, line.process_id)).status_code == 403
    assert browser.get(url("handover-give-back", running, line.process_id)).status_code == 403


def test_line_is_added_changed_and_removed(enter, running, process, manager):
    browser = enter(manager)
    assert (
        browser.post(
            url("handover-line-add", running, process.pk), {"what": "Roster", "where": ""}
        ).status_code
        == 302
    )
    line = HandoverLine.objects.get()

    change = url("handover-line-change", running, line.pk)
    values = {"what": "The roster", "where": ANY_SCRIPT[0], "seen": hidden(browser.get(change), "seen")}
    assert browser.post(change, values).status_code == 302
    stale = browser.post(change, values | {"what": "Mine"})
    assert stale.status_code == 409
    assert "The roster" in stale.text

    assert browser.post(url("handover-line-remove", running, line.pk)).status_code == 302
    assert not HandoverLine.objects.exists()


@refused(what="text", where="optional text")
def test_line_that_is_wrong_comes_back(enter, running, process, line, manager, field, value):
    values = {"what": "X", "where": "", "seen": line.version, field: value}

    assert_refused(enter(manager).post(url("handover-line-add", running, process.pk), values), field, value)
    assert_refused(enter(manager).post(url("handover-line-change", running, line.pk), values), field, value)


@refused(reason="text")
def test_refusal_of_a_line_that_is_wrong_comes_back(enter, running, line, owner, field, value):
    values = {"seen": line.version, field: value}

    assert_refused(enter(owner).post(url("handover-line-refuse", running, line.pk), values), field, value)


def test_process_is_taken_over_and_given_back(enter, running, process, line, owner, manager):
    take, back = url("handover-accept", running, process.pk), url("handover-give-back", running, process.pk)
    extra = [services.add_line(process=process, actor=manager, what=f"Line {n}") for n in range(3)]
    browser = enter(owner)
    assert browser.get(take).status_code == 422
    assert browser.get(back).status_code == 409

    for each in (line, *extra):
        services.accept_line(line=each, actor=owner.user)
    assert take in browser.get(url("handover", running)).text
    assert "you decide in this process" in browser.get(take).text
    assert browser.post(take).status_code == 302
    assert browser.post(take).status_code == 409
    assert fresh(process).is_let_go
    assert "You let go of Weekly planning on" in enter(manager).get(url("handover", running)).text

    browser = enter(owner)
    assert browser.post(back, {"reason": ""}).status_code == 422
    assert browser.post(back, {"reason": ANY_SCRIPT[2]}).status_code == 302
    page = enter(manager).get(url("handover", running))
    assert_shown(page, ANY_SCRIPT[2])
    assert "1 time" in words(page)


def test_forms_of_the_execution_are_closed_in_another_phase(
    enter, running, process, line, goal, owner, manager
):
    in_phase(running, "specification")

    for who, name, pk in (
        (manager, "goal-drop", goal.pk),
        (manager, "handover-line-add", process.pk),
        (manager, "handover-line-change", line.pk),
        (owner, "handover-line-refuse", line.pk),
        (owner, "handover-accept", process.pk),
        (owner, "handover-give-back", process.pk),
    ):
        page = enter(who).get(url(name, running, pk))
        assert page.status_code == 409, name
        assert "This belongs to" in page.text
    posted = enter(manager).post(url("handover-line-add", running, process.pk), {"what": "Typed with care"})
    assert posted.status_code == 409
    assert "Typed with care" in posted.text
