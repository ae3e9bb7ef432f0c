"""The aftercare page and its forms: what they show to whom, what they take, what they refuse."""

import datetime
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from engagements.evaluation import services
from engagements.evaluation.models import (
    DurabilityCheck,
    Evaluation,
    FineTuningAction,
    FreshWindOutcome,
    Lesson,
)
from engagements.intake.models import Observation
from engagements.people.roles import ADMINISTRATOR, Role
from engagements.processes.models import CriticalProcess
from phases.durability import CHECK_DAYS, QUESTIONS
from tests.engagements.conftest import in_phase, person, seat_for
from tests.engagements.evaluation.conftest import FINE_TUNE, HOLDS, RELAPSING
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


# -- The page


@pytest.mark.parametrize("many", [1, 3, 300])
def test_page_takes_as_many_queries_for_any_number(
    enter, lasting, owner, manager, many, django_assert_num_queries
):
    today = timezone.localdate()
    processes = CriticalProcess.objects.bulk_create(
        CriticalProcess(engagement=lasting, name=f"Process {n}", owner=owner) for n in range(many)
    )
    DurabilityCheck.objects.bulk_create(
        DurabilityCheck(engagement=lasting, process=each, day=day, due_on=today)
        for each in processes
        for day in CHECK_DAYS
    )
    FineTuningAction.objects.bulk_create(
        FineTuningAction(engagement=lasting, process=each, text="X", owner=owner, due_on=today)
        for each in processes
    )
    Lesson.objects.bulk_create(
        Lesson(engagement=lasting, member=owner, side="organisation", text=f"L{n}") for n in range(many)
    )
    seen = Observation.objects.bulk_create(
        Observation(engagement=lasting, area="people", text=f"O{n}", seen_on=today, author=manager)
        for n in range(many)
    )
    member = lasting.memberships.get(user=manager)
    FreshWindOutcome.objects.bulk_create(
        FreshWindOutcome(engagement=lasting, observation=each, outcome="refused", line="X", settled_by=member)
        for each in seen
    )
    browser = enter(owner)

    with django_assert_num_queries(12):
        page = browser.get(url("evaluation", lasting))

    assert page.text.count("check-circle") == 0
    assert page.text.count(">Answer<") == 3 * many


def test_matrix_shows_verdicts_and_dates(enter, lasting, process, relapse, checks, manager, board):
    services.skip_check(check=checks[1], actor=manager, reason=ANY_SCRIPT[2])

    page = enter(board).get(url("evaluation", lasting))

    for said in ("Stock control", "Omar Owner", "or Dirk Deputy", "Relapsing", "Skipped", "Not answered yet"):
        assert said in words(page)
    assert "At the last check 0 of 1 process held." in words(page)
    assert_shown(page, ANY_SCRIPT[2])


def test_answers_can_be_read_by_whoever_reads_the_aftercare(enter, lasting, checks, owner, deputy):
    services.answer_check(check=checks[0], actor=owner.user, remark=ANY_SCRIPT[2], **FINE_TUNE)

    page = enter(deputy).get(url("evaluation", lasting))

    assert "Is it still measured?" in page.text
    assert "Partly" in page.text
    assert_shown(page, ANY_SCRIPT[2])


def test_relapse_suggests_one_adjustment_until_there_is_one(enter, lasting, process, relapse, owner, manager):
    add = f"{url('fine-tuning-add', lasting)}?process={process.pk}"
    page = enter(owner).get(url("evaluation", lasting))
    assert "Stock control is sliding back into the old way." in page.text
    assert add in page.text
    assert url("check-again", lasting, process.pk) in page.text

    services.add_fine_tuning(
        engagement=lasting, actor=manager, process=process, text="X", owner=owner, due_on=timezone.localdate()
    )
    assert add not in enter(owner).get(url("evaluation", lasting)).text


def test_page_without_anything_says_why(enter, lasting, sponsor):
    text = words(enter(sponsor).get(url("evaluation", lasting)))

    for said in (
        "No checks planned yet",
        "Nothing to adjust so far",
        "No lessons yet",
        "Nobody",
        "has not evaluated yet",
    ):
        assert (said in text) is (said != "Nobody")


def test_late_check_is_marked_and_waits_while_on_hold(enter, lasting, checks, manager):
    browser = enter(manager)
    with time_machine.travel(checks[0].due_on + DAY):
        assert "Late" in browser.get(url("evaluation", lasting)).text
    with time_machine.travel(checks[0].due_on):
        assert "Late" not in browser.get(url("evaluation", lasting)).text


def test_buttons_are_only_there_for_who_may(
    enter, lasting, checks, owner, deputy, other_owner, manager, sponsor
):
    answer, skip = url("check-answer", lasting, checks[0].pk), url("check-skip", lasting, checks[0].pk)

    found = {
        name: enter(who).get(url("evaluation", lasting)).text
        for name, who in (
            ("owner", owner),
            ("deputy", deputy),
            ("other", other_owner),
            ("m", manager),
            ("s", sponsor),
        )
    }

    assert {name for name, text in found.items() if answer in text} == {"owner", "deputy"}
    assert {name for name, text in found.items() if skip in text} == {"m", "s"}
    assert url("check-answer", lasting, checks[2].pk) not in found["owner"]  # months away


# -- Both sides' evaluation


SECRET = "He talked more than he listened"


def give(engagement, user, went_well, score="1.7"):
    return services.give_evaluation(
        engagement=engagement, actor=user, score=Decimal(score), went_well=went_well
    )


def everybody(engagement):
    """Return one person of every other role, and the practice administrator."""
    roles = set(Role.values) - {Role.MANAGER, Role.SPONSOR, Role.FINANCE}
    people = {role: seat_for(engagement, role).user for role in sorted(roles)}
    return people | {ADMINISTRATOR: person("Ada Administrator", is_administrator=True)}


@pytest.mark.parametrize("first", ["manager", "sponsor"])
def test_first_evaluation_is_read_by_its_author_alone(enter, lasting, manager, sponsor, first):
    author, other = (manager, sponsor.user) if first == "manager" else (sponsor.user, manager)
    give(lasting, author, SECRET)

    assert SECRET in enter(author).get(url("evaluation", lasting)).text
    for user in (other, *everybody(lasting).values()):
        text = enter(user).get(url("evaluation", lasting)).text
        assert SECRET not in text
        assert "1.7 out of 5" not in text
        assert "has evaluated" in text


@pytest.mark.parametrize("first", ["manager", "sponsor"])
def test_first_evaluation_leaks_nowhere_else(enter, lasting, manager, sponsor, first):
    author, other = (manager, sponsor.user) if first == "manager" else (sponsor.user, manager)
    give(lasting, author, SECRET)

    for user in (other, *everybody(lasting).values()):
        for page in ("progress", "history", "evaluation-give", "log", "execution"):
            assert SECRET not in enter(user).get(url(page, lasting), follow=True).text


def test_both_evaluations_open_together_for_practice_and_steering_group(enter, lasting, manager, sponsor):
    give(lasting, manager, "Manager was glad", score="4.3")
    give(lasting, sponsor.user, "Sponsor was glad", score="4.6")
    others = everybody(lasting)
    readers = {"manager": manager, "sponsor": sponsor.user} | {
        role: others.pop(role) for role in (Role.SHADOW, Role.BOARD, Role.MANAGEMENT, ADMINISTRATOR)
    }

    for user in readers.values():
        text = enter(user).get(url("evaluation", lasting)).text
        for said in ("Manager was glad", "Sponsor was glad", "4.3 out of 5", "4.6 out of 5"):
            assert said in text
    for user in others.values():
        text = enter(user).get(url("evaluation", lasting)).text
        assert "was glad" not in text
        assert "Both sides have evaluated." in text


def evaluation(**values):
    return {"score": "4,3", "went_well": "Much", "could_better": ""} | values


def test_evaluation_is_given_once_by_form(enter, lasting, sponsor):
    page = url("evaluation-give", lasting)

    assert enter(sponsor).post(page, evaluation(may_be_quoted="on", unknown="key")).status_code == 302
    given = Evaluation.objects.get()
    assert (given.score, given.may_be_quoted, given.side) == (Decimal("4.3"), True, "organisation")
    assert enter(sponsor).get(page).status_code == 409
    again = enter(sponsor).post(page, evaluation(went_well="Second thoughts"))
    assert again.status_code == 409
    assert "Second thoughts" in again.text


def test_manager_is_not_asked_whether_they_may_be_quoted(enter, lasting, manager):
    assert "may_be_quoted" not in enter(manager).get(url("evaluation-give", lasting)).text

    enter(manager).post(url("evaluation-give", lasting), evaluation(may_be_quoted="on"))
    assert Evaluation.objects.get().may_be_quoted is False


@refused(score="number", went_well="text", could_better="optional text")
def test_evaluation_that_is_wrong_comes_back(enter, lasting, sponsor, field, value):
    response = enter(sponsor).post(url("evaluation-give", lasting), evaluation(**{field: value}))

    assert_refused(response, field, value)
    assert not Evaluation.objects.exists()


@pytest.mark.parametrize("score", ["0,9", "5.1", "4.25", "-3"])
def test_score_outside_its_scale_comes_back(enter, lasting, sponsor, score):
    assert_refused(
        enter(sponsor).post(url("evaluation-give", lasting), evaluation(score=score)), "score", score
    )


# -- Checks


def answers(check, **values):
    return {name: 2 for name in QUESTIONS} | {"remark": "", "seen": check.version} | values


def test_check_is_answered_by_form_once(enter, lasting, checks, owner):
    page = url("check-answer", lasting, checks[0].pk)
    shown = enter(owner).get(page)
    assert "Stock control" in shown.text

    response = enter(owner).post(page, answers(checks[0], measured=1, seen=hidden(shown, "seen")))

    assert response.url == f"{url('evaluation', lasting)}#process-{checks[0].process_id}"
    assert fresh(checks[0]).verdict == "fine_tune"
    assert enter(owner).get(page).status_code == 409
    assert enter(owner).post(page, answers(fresh(checks[0]))).status_code == 409


@pytest.mark.parametrize("field", QUESTIONS)
@pytest.mark.parametrize("value", ["", "3", "-1", "yes", "1.0", "2\x00"])
def test_question_without_an_answer_comes_back(enter, lasting, checks, owner, field, value):
    response = enter(owner).post(
        url("check-answer", lasting, checks[0].pk), answers(checks[0], **{field: value})
    )

    assert_beside(response, field)
    assert not fresh(checks[0]).is_settled


@refused(remark="optional text")
def test_remark_that_is_wrong_comes_back(enter, lasting, checks, owner, field, value):
    response = enter(owner).post(
        url("check-answer", lasting, checks[0].pk), answers(checks[0], **{field: value})
    )

    assert_refused(response, field, value)


def test_check_somebody_else_answered_meanwhile_is_stale(enter, lasting, checks, owner, deputy):
    services.answer_check(check=checks[0], actor=deputy.user, remark="Mine", **HOLDS)

    response = enter(owner).post(
        url("check-answer", lasting, checks[0].pk), answers(checks[0], remark="Theirs")
    )

    assert response.status_code == 409
    assert "Theirs" in response.text


def test_check_of_another_owner_is_forbidden(enter, lasting, checks, other_owner):
    for method in ("get", "post"):
        page = getattr(enter(other_owner), method)(url("check-answer", lasting, checks[0].pk))
        assert page.status_code == 403


def test_check_that_is_months_away_says_from_when(enter, lasting, checks, owner):
    page = enter(owner).get(url("check-answer", lasting, checks[2].pk))

    assert page.status_code == 409
    assert "too early to tell" in page.text


@refused(reason="text")
def test_check_is_not_skipped_for_a_reason_that_is_none(enter, lasting, checks, manager, field, value):
    assert_refused(
        enter(manager).post(url("check-skip", lasting, checks[0].pk), {field: value}), field, value
    )


def test_check_is_skipped_once_by_form(enter, lasting, checks, sponsor):
    page = url("check-skip", lasting, checks[2].pk)

    assert enter(sponsor).post(page, {"reason": "The ward closed"}).status_code == 302
    assert enter(sponsor).get(page).status_code == 409
    assert enter(sponsor).post(page, {"reason": "Again"}).status_code == 409
    assert "The ward closed" in enter(sponsor).get(url("evaluation", lasting)).text


def test_one_more_check_is_planned_by_form(enter, lasting, process, relapse, owner, other_owner):
    page = url("check-again", lasting, process.pk)
    day = (timezone.localdate() + 30 * DAY).isoformat()
    assert f'value="{day}"' in enter(owner).get(page).text
    assert enter(other_owner).get(page).status_code == 403

    assert enter(owner).post(page, {"due_on": day}).status_code == 302
    assert "Once more" in enter(owner).get(url("evaluation", lasting)).text
    assert enter(owner).get(page).status_code == 409


@refused(due_on="day")
def test_one_more_check_on_no_day_comes_back(enter, lasting, process, relapse, owner, field, value):
    assert_refused(enter(owner).post(url("check-again", lasting, process.pk), {field: value}), field, value)


# -- Fine-tuning


def adjustment(of, by, **values):
    day = timezone.localdate().isoformat()
    return {"process": of.pk, "text": "By the list", "owner": by.pk, "due_on": day} | values


def test_adjustment_is_added_for_the_process_it_was_opened_for(enter, lasting, process, owner, deputy):
    add = url("fine-tuning-add", lasting)
    assert f'<option value="{process.pk}" selected>' in enter(deputy).get(add, {"process": process.pk}).text

    assert enter(deputy).post(add, adjustment(process, owner, text=ANY_SCRIPT[1])).status_code == 302
    assert_shown(enter(deputy).get(url("evaluation", lasting)), ANY_SCRIPT[1])


@pytest.mark.parametrize("about", ["", "x", "²", "1\x00", "9" * 5000])
def test_adjustment_form_opens_whatever_process_its_address_names(enter, lasting, manager, about):
    assert enter(manager).get(url("fine-tuning-add", lasting), {"process": about}).status_code == 200


@refused(text="text", due_on="day")
def test_adjustment_that_is_wrong_comes_back(enter, lasting, process, action, owner, field, value):
    values = adjustment(process, owner, seen=action.version, **{field: value})

    assert_refused(enter(owner).post(url("fine-tuning-add", lasting), values), field, value)
    assert_refused(enter(owner).post(url("fine-tuning-change", lasting, action.pk), values), field, value)


@pytest.mark.parametrize("field", ["process", "owner"])
@pytest.mark.parametrize("value", ["", "nonsense", "elsewhere", "9" * 30])
def test_adjustment_of_something_that_is_not_here_comes_back(
    enter, lasting, process, owner, manager, stranger, field, value
):
    if value == "elsewhere":
        other = stranger.memberships.get().engagement
        theirs = seat_for(other, Role.PROCESS_OWNER)
        made = CriticalProcess.objects.create(engagement=other, name="Theirs")
        value = made.pk if field == "process" else theirs.pk

    assert_beside(
        enter(manager).post(url("fine-tuning-add", lasting), adjustment(process, owner, **{field: value})),
        field,
    )


def test_adjustment_is_changed_and_a_stale_change_shows_both_texts(
    enter, lasting, process, action, owner, deputy
):
    change = url("fine-tuning-change", lasting, action.pk)
    values = adjustment(process, owner, text="Mine", seen=hidden(enter(owner).get(change), "seen"))
    services.change_fine_tuning(
        action=action, actor=deputy.user, text="Theirs", owner=owner, due_on=action.due_on
    )

    stale = enter(owner).post(change, values)

    assert stale.status_code == 409
    assert "Theirs" in stale.text
    assert "Mine" in stale.text
    values["seen"] = hidden(stale, "seen")
    assert enter(owner).post(change, values).status_code == 302
    assert fresh(action).text == "Mine"


def test_adjustment_is_finished_once_by_form(enter, lasting, action, owner):
    done = url("fine-tuning-done", lasting, action.pk)

    assert enter(owner).post(done, {"result": "Half the stock", "seen": action.version}).status_code == 302
    assert "Half the stock" in enter(owner).get(url("evaluation", lasting)).text
    assert enter(owner).get(done).status_code == 409


@refused(result="text")
def test_result_that_is_wrong_comes_back(enter, lasting, action, owner, field, value):
    values = {"seen": action.version, field: value}

    assert_refused(enter(owner).post(url("fine-tuning-done", lasting, action.pk), values), field, value)


def test_adjustment_of_a_process_let_go_is_forbidden_to_the_manager(
    enter, lasting, action, manager, other_owner
):
    for who in (manager, other_owner):
        for name in ("fine-tuning-change", "fine-tuning-done"):
            assert enter(who).get(url(name, lasting, action.pk)).status_code == 403


# -- Lessons


def test_lesson_is_written_down(enter, lasting, owner):
    assert enter(owner).post(url("lesson-add", lasting), {"text": ANY_SCRIPT[2]}).status_code == 302
    assert_shown(enter(owner).get(url("evaluation", lasting)), ANY_SCRIPT[2])


@refused(text="text")
def test_lesson_that_is_wrong_comes_back(enter, lasting, manager, field, value):
    assert_refused(enter(manager).post(url("lesson-add", lasting), {field: value}), field, value)


def test_forms_of_the_aftercare_are_closed_in_another_phase(
    enter, lasting, process, checks, action, owner, manager
):
    services.answer_check(check=checks[0], actor=owner.user, **RELAPSING)
    in_phase(lasting, "execution")

    for who, name, *pk in (
        (owner, "check-answer", checks[1].pk),
        (manager, "check-skip", checks[1].pk),
        (owner, "check-again", process.pk),
        (owner, "fine-tuning-add"),
        (owner, "fine-tuning-change", action.pk),
        (owner, "fine-tuning-done", action.pk),
        (manager, "evaluation-give"),
        (manager, "lesson-add"),
    ):
        page = enter(who).get(url(name, lasting, *pk))
        assert page.status_code == 409, name
        assert "This belongs to" in page.text
    posted = enter(manager).post(url("lesson-add", lasting), {"text": "Typed with care"})
    assert posted.status_code == 409
    assert "Typed with care" in posted.text
