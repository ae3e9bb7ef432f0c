"""The figures of a case are those of the engagement, rounded so that they tell and nothing more."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from engagements.cases.content import content_of, digest, languages_in, texts_of
from engagements.cases.figures import figures_of, goal_figure, measured_goals
from engagements.cases.telling import told, told_in
from engagements.evaluation.models import DurabilityCheck
from engagements.lifecycle.models import Engagement, Organisation, PhaseChange
from engagements.processes.models import CriticalProcess, Rating
from engagements.specification.models import Goal

FIRST = datetime.date(2025, 1, 1)


def at(engagement, actor, days, phase, standing="active", before=("", "")):
    """Note a change so many days after the first."""
    when = datetime.datetime.combine(FIRST + datetime.timedelta(days=days), datetime.time(12), datetime.UTC)
    PhaseChange.objects.create(
        engagement=engagement,
        command="advance",
        from_phase=before[0],
        from_standing=before[1],
        to_phase=phase,
        to_standing=standing,
        actor=actor,
        at=when,
    )


@pytest.fixture
def walked(manager):
    """An engagement of 400 days: once back, once on hold."""
    engagement = Engagement.objects.create(
        organisation=Organisation.objects.create(name="Zeezicht"), title="Walked", starts_on=FIRST
    )
    for days, phase, standing in (
        (0, "intake", "active"),
        (30, "specification", "active"),
        (90, "execution", "active"),
        (100, "specification", "active"),
        (120, "execution", "active"),
        (150, "execution", "on_hold"),
        (200, "execution", "active"),
        (300, "evaluation", "active"),
        (400, "evaluation", "completed"),
    ):
        at(engagement, manager, days, phase, standing)
    return engagement


def rate(engagement, process, owner, *ratings):
    for days, rung in ratings:
        Rating.objects.create(
            engagement=engagement,
            process=process,
            side="owner",
            rater=owner,
            rung=rung,
            rated_on=FIRST + datetime.timedelta(days=days),
        )


def test_months_leave_out_pauses_and_what_came_after_the_end(walked):
    with time_machine.travel(FIRST + datetime.timedelta(days=900)):
        months = figures_of(walked)["months"]

    # 30, 60 + 20, 10 + 30 + 100 and 100 days
    assert months == {"intake": 1, "specification": 3, "execution": 5, "evaluation": 3}


def test_line_is_the_mean_of_the_owners_at_each_eighth_of_the_time(walked, owner):
    first, second = (
        CriticalProcess.objects.create(engagement=walked, name=name, owner=owner) for name in ("A", "B")
    )
    rate(walked, first, owner, (10, 2), (210, 4), (390, 7))
    rate(walked, second, owner, (60, 1), (260, 6))
    Rating.objects.create(
        engagement=walked, process=first, side="manager", rater=owner, rung=7, rated_on=FIRST
    )

    figures = figures_of(walked)

    assert figures["line"] == [15, 15, 15, 15, 15, 25, 50, 50, 65]
    assert figures["rungs"] == [15, 65]
    assert figures["processes"] == 2


@pytest.mark.parametrize(
    ("verdicts", "held"),
    [([], None), (["holds"], [1, 1]), (["holds", "fine_tune", ""], [1, 2]), (["relapsing"], [0, 1])],
)
def test_share_that_holds_counts_what_was_checked_at_180_days(walked, owner, verdicts, held):
    for number, verdict in enumerate(verdicts):
        process = CriticalProcess.objects.create(engagement=walked, name=f"P{number}", owner=owner)
        for day, said in ((90, "relapsing"), (180, verdict)):
            DurabilityCheck.objects.create(
                engagement=walked, process=process, day=day, due_on=FIRST, verdict=said
            )

    assert figures_of(walked)["held"] == held


def test_goals_are_those_with_a_first_and_a_last_number(goal, completed):
    Goal.objects.create(engagement=completed, title="Never read", baseline=1)
    Goal.objects.create(engagement=completed, title="Without a baseline")
    Goal.objects.filter(pk=goal.pk).update(unit=" % ")

    (found,) = measured_goals(completed)

    assert goal_figure(found, "On time") == {
        "label": "On time",
        "baseline": "54",
        "result": "81.5",
        "percent": True,
    }
    Goal.objects.filter(pk=goal.pk).update(state="dropped")
    assert measured_goals(completed) == []


def test_figures_take_as_many_queries_for_any_number(completed, goal, owner, django_assert_num_queries):
    CriticalProcess.objects.bulk_create(
        CriticalProcess(engagement=completed, name=f"P{number}", owner=owner) for number in range(30)
    )

    with django_assert_num_queries(5):
        figures_of(completed)
        measured_goals(completed)


# -- In words


def test_case_tells_its_figures_in_its_own_language(both):
    dutch, english = told(both.content)

    assert (dutch.language, english.language) == ("nl", "en")
    assert english.facts == (
        ("Worked on it together", "10 months"),
        ("Processes it was about", "1"),
        ("Who decides, on a ladder of seven", "2 → 7"),
        ("Still holds after 180 days", "1 of 1"),
    )
    assert ("Samen eraan gewerkt", "10 maanden") in dutch.facts
    (change,) = english.changes
    assert (change.label, change.before, change.after) == ("First sessions at eight", "54 %", "81.5 %")
    assert dutch.changes == ()  # it has no name in Dutch
    assert "began at 2 (“The interim manager decides and tells us why”)" in english.sentence
    assert english.moments[0] == ("At the start", "2")
    assert english.moments[-1] == ("At the end", "7")


def test_case_without_figures_is_told_without_them(engagement):
    figures = figures_of(engagement)
    text = {"title": "T", "about": "A", "situation": "S", "holds_now": "H", "quote": "", "goals": []}
    did = dict.fromkeys(figures["months"], "D")

    case = told_in({"figures": figures, "texts": {"en": text | {"did": did}}}, "en")

    assert (case.drawing, case.sentence, case.moments) == (None, "", ())
    assert [label for label, _value in case.facts] == ["Worked on it together"]


@pytest.mark.parametrize(("rung", "shown"), [(20, "2"), (25, "2,5"), (70, "7")])
def test_rung_is_written_as_people_write_it(engagement, rung, shown):
    figures = figures_of(engagement) | {"line": [rung] * 9, "rungs": [rung, rung]}
    text = dict.fromkeys(("title", "about", "situation", "holds_now", "quote"), "X") | {"goals": []}
    did = dict.fromkeys(figures["months"], "D")

    case = told_in({"figures": figures, "texts": {"nl": text | {"did": did}}}, "nl")

    assert case.moments[0][1] == shown


def test_content_has_the_same_digest_wherever_it_was_stored(both, written, completed):
    stored = type(both).objects.get(pk=both.pk).content

    assert digest(stored) == digest(
        content_of(texts_of(written), figures_of(completed), measured_goals(completed))
    )
    assert languages_in(stored) == ["nl", "en"]
    assert languages_in({}) == []
    assert timezone.localdate() == both.published_on
