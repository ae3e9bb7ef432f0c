"""The sparring desk and its forms: what they show to whom, what they take, what they refuse."""

import pytest

from engagements.people.roles import Role
from engagements.sparring import services
from engagements.sparring.models import SparringRequest, SparringWord
from tests.engagements.conftest import in_phase, seat_for
from tests.engagements.helpers import ANY_SCRIPT, assert_refused, assert_shown, hidden, refused, url
from tests.engagements.sparring.conftest import OPTIONS, WEEK


@pytest.fixture
def enter(client):
    """Sign somebody in and return the browser."""

    def sign_in(who):
        client.force_login(getattr(who, "user", who))
        return client

    return sign_in


@pytest.fixture
def right(today):
    """A question as its owner types it."""
    return {
        "question": "Who plans?",
        "options": "Hire\n\n Train \n",
        "leaning": "Train",
        "decide_by": (today + WEEK).isoformat(),
    }


def words(page):
    return " ".join(page.text.split())


@pytest.mark.parametrize("many", [1, 3, 300])
def test_desk_takes_as_many_queries_for_any_number(
    enter, running, owner, manager, today, many, django_assert_num_queries
):
    member = running.memberships.get(user=manager)
    SparringRequest.objects.bulk_create(
        SparringRequest(
            engagement=running,
            owner=owner,
            opened_by=member if n % 2 else owner,
            started_by="manager" if n % 2 else "organisation",
            turn="manager",
            question=f"Question {n}",
            decide_by=today,
        )
        for n in range(many)
    )
    browser = enter(manager)

    with django_assert_num_queries(6):
        page = browser.get(url("sparring", running))

    assert page.text.count('id="sparring-') == many
    assert f"{(many + 1) // 2} of {many} talk" in words(page)


@pytest.mark.parametrize("many", [1, 3, 300])
def test_talk_takes_as_many_queries_for_any_number_of_words(
    enter, asked, manager, many, django_assert_num_queries
):
    member = asked.engagement.memberships.get(user=manager)
    SparringWord.objects.bulk_create(
        SparringWord(sparring=asked, member=member, text=f"Word {n}") for n in range(many)
    )
    browser = enter(manager)

    with django_assert_num_queries(7):
        page = browser.get(url("sparring-question", asked.engagement, asked.pk))

    assert page.text.count("Word ") == many


def test_owner_puts_a_question_and_finds_it_on_the_desk(enter, running, owner, right):
    browser = enter(owner)

    page = browser.post(url("sparring-add", running), right, follow=True)

    asked = SparringRequest.objects.get()
    assert asked.options == ["Hire", "Train"]
    assert "Who plans?" in page.text
    assert 'name="owner"' not in browser.get(url("sparring-add", running)).text


def test_manager_comes_with_process_and_owner_filled_in(enter, running, manager, owner, right):
    browser = enter(manager)
    form = browser.get(url("sparring-add", running) + f"?owner={owner.pk}&process=x").text

    assert f'<option value="{owner.pk}" selected>' in form
    assert 'name="leaning"' not in form

    browser.post(url("sparring-add", running), right | {"owner": owner.pk, "options": ""})
    assert SparringRequest.objects.get().owner == owner


@refused(question="text", leaning="text", decide_by="day", options="text")
def test_question_that_cannot_be_taken_comes_back(enter, running, owner, right, field, value):
    assert_refused(enter(owner).post(url("sparring-add", running), right | {field: value}), field, value)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("Only one", "at least two options"),
        ("\n".join("abcdefg"), "Six options at most"),
        ("ok\n" + "x" * 201, "within 200 characters"),
    ],
)
def test_options_that_are_no_choice_are_refused_beside_the_field(enter, running, owner, right, options, said):
    page = enter(owner).post(url("sparring-add", running), right | {"options": options})

    assert_refused(page, "options", options.splitlines()[0])
    assert said in page.text


@pytest.mark.parametrize("text", ANY_SCRIPT)
def test_word_in_any_script_is_shown_as_it_was_typed(enter, asked, manager, text):
    page = enter(manager).post(url("sparring-say", asked.engagement, asked.pk), {"text": text}, follow=True)

    assert_shown(page, text)


@refused(text="text")
def test_word_that_cannot_be_taken_comes_back(enter, asked, manager, field, value):
    page = enter(manager).post(url("sparring-say", asked.engagement, asked.pk), {field: value})

    assert_refused(page, field, value)


def test_owner_alone_finds_the_way_to_the_decision_and_records_it(enter, answered, owner, manager):
    engagement, pk = answered.engagement, answered.pk
    page = enter(manager).get(url("sparring-question", engagement, pk))
    assert url("sparring-decide", engagement, pk) not in page.text
    assert "Nobody else can record it" in words(page)
    assert enter(manager).get(url("sparring-decide", engagement, pk)).status_code == 403

    browser = enter(owner)
    form = browser.get(url("sparring-decide", engagement, pk))
    data = {"seen": hidden(form, "seen"), "option": "1", "decision": "She starts in June"}
    page = browser.post(url("sparring-decide", engagement, pk), data, follow=True)

    assert OPTIONS[1] in page.text
    assert "She starts in June" in page.text
    assert "Chosen" in page.text
    assert 'name="text"' not in page.text  # the talk is closed
    assert browser.get(url("sparring-decide", engagement, pk)).status_code == 409


def test_decision_that_is_none_of_the_options_is_something_else(enter, answered, owner):
    data = {"seen": answered.version, "option": "other", "decision": "We share one with the other site"}

    enter(owner).post(url("sparring-decide", answered.engagement, answered.pk), data)

    answered.refresh_from_db()
    assert (answered.option, answered.is_decided) == (None, True)


@refused(option="choice", decision="text", seen="seen")
def test_decision_that_cannot_be_taken_is_not_recorded(enter, answered, owner, field, value):
    data = {"seen": answered.version, "option": "1", "decision": "Yes"} | {field: value}

    page = enter(owner).post(url("sparring-decide", answered.engagement, answered.pk), data)

    assert page.status_code == 422
    answered.refresh_from_db()
    assert not answered.is_decided


def test_question_changed_elsewhere_is_shown_beside_what_was_typed(enter, asked, owner, right, today):
    browser = enter(owner)
    form = browser.get(url("sparring-change", asked.engagement, asked.pk))
    services.change_question(
        sparring=asked,
        actor=owner.user,
        question="Stored meanwhile",
        options=OPTIONS,
        leaning="Hire",
        decide_by=today,
    )

    page = browser.post(
        url("sparring-change", asked.engagement, asked.pk), right | {"seen": hidden(form, "seen")}
    )

    assert page.status_code == 409
    assert "Stored meanwhile" in page.text
    assert "Who plans?" in page.text


def test_talk_is_unknown_to_others_until_it_is_shared(enter, asked, owner, sponsor):
    engagement, pk = asked.engagement, asked.pk
    shadow = seat_for(engagement, Role.SHADOW)
    for other in (sponsor, shadow):
        assert enter(other).get(url("sparring-question", engagement, pk)).status_code == 404
        assert "September" not in enter(other).get(url("sparring", engagement)).text

    browser = enter(owner)
    form = browser.get(url("sparring-share", engagement, pk))
    browser.post(url("sparring-share", engagement, pk), {"shared": "yes", "seen": hidden(form, "seen")})

    for other in (sponsor, shadow):
        page = enter(other).get(url("sparring-question", engagement, pk))
        assert "September" in page.text
        assert 'name="text"' not in page.text
        assert "September" in enter(other).get(url("sparring", engagement)).text


def test_owner_of_another_question_finds_only_their_own(enter, asked, running):
    other = seat_for(running, Role.PROCESS_OWNER, "Odile Owner")

    page = enter(other).get(url("sparring", running))

    assert "September" not in page.text
    assert "No question on the desk" in page.text
    assert enter(other).post(url("sparring-say", running, asked.pk), {"text": "x"}).status_code == 404


def test_desk_says_before_the_execution_when_it_opens(enter, engagement, owner):
    in_phase(engagement, "specification")
    browser = enter(owner)

    assert "The desk opens once the plan is carried out" in browser.get(url("sparring", engagement)).text
    assert browser.get(url("sparring-add", engagement)).status_code == 409
