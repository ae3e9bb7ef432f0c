"""Asking without a name, and answering for everybody."""

import datetime

import pytest
import time_machine
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import override

from engagements.lifecycle.exceptions import NotNow, Stale
from engagements.lifecycle.models import AuditEntry
from engagements.people.roles import Role
from engagements.questions import rules
from engagements.questions.models import Question
from engagements.questions.services import add_question, answer_question
from tests.engagements.conftest import seat_for
from tests.engagements.helpers import HUGE
from tests.engagements.questions.conftest import employees

SECRET = "Why is the night roster never discussed with us?"


def ask(engagement, member, text=SECRET):
    add_question(engagement=engagement, actor=member.user, text=text)


def waiting(engagement, text=SECRET):
    return Question.objects.create(engagement=engagement, text=text, shown_from=datetime.date(2026, 1, 5))


def test_asker_is_in_no_row_of_any_table(engagement, crowd):
    """Everything that asking writes, over all tables: one question, and in it nothing but words and a Monday."""
    before = {model: set(model.objects.values_list("pk", flat=True)) for model in apps.get_models()}

    ask(engagement, crowd[2])

    written = {
        model._meta.label: list(model.objects.exclude(pk__in=known).values())
        for model, known in before.items()
        if model.objects.exclude(pk__in=known).exists()
    }
    (question,) = written.pop("engagements.Question")
    assert written == {}
    assert question.keys() == {
        *("id", "engagement_id", "text", "shown_from", "version"),
        *("wording", "answer", "answered_by_id", "answered_on"),
    }
    assert (question["text"], question["answered_by_id"]) == (SECRET, None)


def test_ids_say_nothing_about_the_order(engagement, crowd):
    for number in range(12):
        ask(engagement, crowd[0], f"Question {number}")

    assert list(Question.objects.order_by("pk").values_list("text", flat=True)) != [
        f"Question {number}" for number in range(12)
    ]


@pytest.mark.parametrize(
    ("asked", "appears"),
    [("2026-03-02", "2026-03-09"), ("2026-03-05", "2026-03-09"), ("2026-03-08", "2026-03-09")],
    ids=["Monday", "Thursday", "Sunday"],
)
def test_what_is_asked_in_a_week_appears_on_the_monday_after(engagement, crowd, asked, appears):
    with time_machine.travel(f"{asked} 12:00+01:00", tick=False):
        ask(engagement, crowd[0])
        assert not Question.objects.shown().exists()

    assert Question.objects.get().shown_from == datetime.date.fromisoformat(appears)
    with time_machine.travel(f"{appears} 00:30+01:00", tick=False):
        assert Question.objects.waiting().exists()


def test_group_counts_employees_who_have_been_here(engagement, owner, board):
    here = employees(engagement, 4)
    never = seat_for(engagement, Role.EMPLOYEE, "Nora Never")
    assert rules.group_size(engagement) == 4

    never.user.last_login = timezone.now()
    never.user.save()
    assert rules.group_size(engagement) == 5

    here[0].ended_on = timezone.localdate()
    here[0].save()
    here[1].user.is_active = False
    here[1].user.save()
    assert rules.group_size(engagement) == 3


def test_question_in_a_group_smaller_than_five_is_refused_and_not_held(engagement):
    four = employees(engagement, 4)

    with override("en"), pytest.raises(NotNow, match="at present that is 4"):
        ask(engagement, four[0])

    assert not Question.objects.exists()


def test_same_words_twice_in_a_week_are_one_question(engagement, crowd):
    ask(engagement, crowd[0])
    ask(engagement, crowd[0])

    assert Question.objects.count() == 1


def test_limit_to_a_week_is_one_for_all(engagement, crowd):
    Question.objects.bulk_create(
        Question(engagement=engagement, text=f"{number}", shown_from=rules.next_batch())
        for number in range(rules.MOST_A_WEEK)
    )

    with override("en"), pytest.raises(NotNow, match="until Monday"):
        ask(engagement, crowd[0])


@pytest.mark.parametrize("text", ["", " \n", HUGE], ids=["nothing", "blanks", "1 MB"])
def test_words_that_cannot_be_kept_are_refused(engagement, crowd, text):
    with pytest.raises(ValidationError) as refused:
        ask(engagement, crowd[0], text)

    assert "text" in refused.value.message_dict


@pytest.mark.parametrize("role", [Role.PROCESS_OWNER, Role.SPONSOR, Role.WORKS_COUNCIL, Role.SHADOW])
def test_nobody_but_an_employee_asks(engagement, crowd, role):
    with pytest.raises(PermissionDenied):
        ask(engagement, seat_for(engagement, role))


def test_answer_is_audited_in_the_managers_name_without_the_askers_own_words(engagement, manager):
    answered = answer_question(
        question=waiting(engagement), actor=manager, answer="It will be.", wording="How are rosters made?"
    )

    entry = AuditEntry.objects.get(action="question-answer")
    assert (entry.actor, entry.subject) == (manager, "How are rosters made?")
    assert SECRET not in str([entry.before, entry.after])
    assert (answered.asked, answered.answered_by.user) == ("How are rosters made?", manager)


def test_answer_can_be_put_better_and_is_told_once(engagement, manager):
    first = answer_question(question=waiting(engagement), actor=manager, answer="Soon.", seen=1)

    with pytest.raises(Stale):
        answer_question(question=first, actor=manager, answer="Later", seen=1)
    answer_question(question=first, actor=manager, answer="In May.", seen=2)

    told = AuditEntry.objects.filter(subject_kind="question").order_by("pk")
    assert [entry.action for entry in told] == ["question-answer", "question-reword"]
    assert Question.objects.get().answer == "In May."


def test_answer_needs_words_and_a_manager(engagement, manager, crowd):
    question = waiting(engagement)

    with pytest.raises(ValidationError):
        answer_question(question=question, actor=manager, answer=" ")
    with pytest.raises(PermissionDenied):
        answer_question(question=question, actor=crowd[0].user, answer="Me")


def test_nothing_was_kept_in_a_session(engagement, crowd, client):
    client.force_login(crowd[0].user)
    before = Session.objects.get().session_data

    ask(engagement, crowd[0])

    assert Session.objects.get().session_data == before
