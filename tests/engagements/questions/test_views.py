"""Questions over HTTP: whoever asks leaves no trace that leads to them, in any page, file or log."""

import datetime
import logging

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from engagements.lifecycle.models import Engagement
from engagements.people.roles import Role
from engagements.questions import rules
from engagements.questions.models import Question
from engagements.questions.services import answer_question
from tests.engagements.conftest import person, seat_for
from tests.engagements.helpers import (
    ANY_SCRIPT,
    assert_refused,
    assert_shown,
    refused,
    url,
)
from tests.engagements.questions.conftest import employees

SECRET = "Why is the night roster never discussed with us?"
LONG_AGO = datetime.date(2026, 1, 5)


@pytest.fixture
def asker(client, crowd):
    """The second of five employees, signed in."""
    client.force_login(crowd[1].user)
    return crowd[1].user


def make(engagement, text=SECRET, **values):
    return Question.objects.create(
        **{"engagement": engagement, "text": text, "shown_from": LONG_AGO} | values
    )


def answered(engagement, **values):
    return make(
        engagement,
        answered_on=timezone.localdate(),
        answered_by=engagement.memberships.get(role=Role.MANAGER),
        **{"answer": "From May on."} | values,
    )


@pytest.fixture
def administrator(db):
    return person("Ada Administrator", is_administrator=True)


def test_asking_leaves_neither_session_nor_message_nor_log_line(client, engagement, asker, caplog):
    caplog.set_level(logging.INFO)
    session = Session.objects.get().session_data

    response = client.post(url("question-add", engagement), {"text": SECRET})
    page = client.get(response.url)

    assert response.url == url("question-kept", engagement)
    assert "without a name" in page.text
    assert SECRET not in page.text
    assert Session.objects.get().session_data == session
    assert caplog.messages == []
    assert Question.objects.get().text == SECRET


def test_asker_finds_nothing_of_their_own_before_it_is_answered(client, engagement, asker):
    client.post(url("question-add", engagement), {"text": SECRET})
    Question.objects.update(shown_from=LONG_AGO)

    page = client.get(url("questions", engagement))

    assert SECRET not in page.text
    assert "1 question waits" in page.text


def test_nobody_reads_a_question_before_its_monday(client, engagement, manager, administrator):
    question = make(engagement, shown_from=rules.next_batch())

    for user in (manager, administrator):
        client.force_login(user)
        page = client.get(url("questions", engagement))
        assert SECRET not in page.text
        assert "waits for the interim" not in page.text
    client.force_login(manager)
    assert client.get(url("question-answer", engagement, question.pk)).status_code == 404


def test_manager_reads_what_waits_and_answers_it(client, engagement, manager):
    question = make(engagement, text=ANY_SCRIPT[2])
    client.force_login(manager)

    assert_shown(client.get(url("questions", engagement)), ANY_SCRIPT[2])
    assert "Answer the question of an employee" in client.get(engagement.get_absolute_url()).text
    response = client.post(
        url("question-answer", engagement, question.pk), {"answer": "From May on.", "wording": "", "seen": 1}
    )

    assert response.url == url("questions", engagement) + f"#question-{question.pk}"
    assert "From May on." in client.get(url("questions", engagement)).text


READERS = [Role.EMPLOYEE, Role.BOARD, Role.FINANCE, Role.WORKS_COUNCIL, Role.SHADOW]


@pytest.mark.parametrize("role", READERS)
def test_only_what_is_answered_is_for_everybody(client, engagement, role):
    make(engagement, text="Still waiting words")
    answered(engagement)
    client.force_login(seat_for(engagement, role).user)

    page = client.get(url("questions", engagement))

    assert SECRET in page.text
    assert "From May on." in page.text
    assert "Still waiting words" not in page.text
    assert "Answer it" not in page.text


PLACES = ["questions", "progress", "log", "people", "search", "audit", "history", "gate"]
FILES = ["questions", "audit-trail", "log", "people"]


def test_who_asked_is_on_no_page_and_in_no_file(client, engagement, manager, sponsor, administrator, asker):
    """Names of employees stand on several pages; the one who asked stands there no more often than one who did not."""
    client.post(url("question-add", engagement), {"text": SECRET})
    Question.objects.update(shown_from=LONG_AGO)
    answer_question(
        question=Question.objects.get(), actor=manager, answer="From May on.", wording="Other words"
    )
    name, other = "Emma Employee 1", "Emma Employee 2"
    assert str(asker) == name

    for user in (manager, sponsor.user, administrator):
        client.force_login(user)
        addresses = [url(place, engagement) for place in PLACES]
        addresses += [url("list-file", engagement, name, "csv") for name in FILES]
        for place in addresses:
            response = client.get(place, {"q": "may"})
            if response.status_code != 200:
                continue
            body = (b"".join(response) if response.streaming else response.content).decode()
            assert body.count(name) == body.count(other), (str(user), place)
            assert SECRET not in body, (str(user), place)


def test_words_of_the_asker_that_were_put_otherwise_are_found_by_nobody(client, engagement, manager, sponsor):
    question = make(engagement)
    client.force_login(sponsor.user)
    search = url("search", engagement)
    assert SECRET not in client.get(search, {"q": "roster"}).text

    answer_question(question=question, actor=manager, answer="From May on.", wording="How is it planned?")

    assert "How is it planned?" in client.get(search, {"q": "planned"}).text
    assert client.get(search, {"q": "night roster"}).text.count("#question-") == 0


@pytest.mark.parametrize("count", [0, 4])
def test_small_group_is_told_before_anything_is_typed(client, engagement, count):
    member = [*employees(engagement, count), seat_for(engagement, Role.EMPLOYEE, "Nora New")][0]
    client.force_login(member.user)  # which is a sign-in too: the new one counts from then on

    page = client.get(url("questions", engagement))
    form = client.get(url("question-add", engagement))
    sent = client.post(url("question-add", engagement), {"text": SECRET})

    assert f"at present that is {count or 1}" in page.text
    assert "<textarea" not in page.text
    assert form.status_code == 409
    assert "<textarea" not in form.text
    assert sent.status_code == 409
    assert not Question.objects.exists()


def test_question_of_somebody_signed_out_is_kept_nowhere(client, engagement, crowd):
    response = client.post(url("question-add", engagement), {"text": SECRET})

    assert "/accounts/login/" in response.url
    assert not Session.objects.exists()


@refused(text="text")
def test_question_that_cannot_be_taken_comes_back_as_typed(client, engagement, asker, field, value):
    assert_refused(client.post(url("question-add", engagement), {"text": value}), field, value)


def test_no_draft_of_a_question_stays_on_the_device(client, engagement, asker):
    page = client.get(url("questions", engagement)).text

    assert 'data-draft="off"' in page
    assert page.count("<textarea") == 1


def test_no_question_is_asked_of_an_engagement_that_rests(client, engagement, asker):
    Engagement.objects.update(standing="on_hold")

    assert "<textarea" not in client.get(url("questions", engagement)).text
    assert client.post(url("question-add", engagement), {"text": SECRET}).status_code == 409


@refused(answer="text", wording="optional text", seen="seen")
def test_answer_that_cannot_be_taken_comes_back_as_typed(client, engagement, manager, field, value):
    question = make(engagement)
    client.force_login(manager)
    given = {"answer": "From May on.", "wording": "", "seen": 1}

    response = client.post(url("question-answer", engagement, question.pk), given | {field: value})

    assert response.status_code == 422
    if field != "seen":
        assert_refused(response, field, value)


@pytest.mark.parametrize("count", [1, 3, 300])
def test_page_asks_the_same_few_queries(client, engagement, asker, django_assert_num_queries, count):
    member = engagement.memberships.get(role=Role.MANAGER)
    Question.objects.bulk_create(
        Question(
            engagement=engagement,
            text=f"Question {number}",
            shown_from=LONG_AGO,
            answer="Yes.",
            answered_on=LONG_AGO,
            answered_by=member,
        )
        for number in range(count)
    )

    with django_assert_num_queries(8):
        page = client.get(url("questions", engagement))

    assert page.text.count("answered on") == count
