"""Pages of the life cycle over HTTP: what is shown, refused, kept and undone."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from engagements.lifecycle import services
from engagements.lifecycle.commands import COMMANDS, Standing
from engagements.lifecycle.models import Engagement, PhaseChange
from phases.definitions import CRITERIA
from tests.engagements.conftest import in_phase, seat_for


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


def url(name, engagement, *args):
    return reverse(f"engagements:{name}", args=[engagement.ref, *args])


def hidden(response, name):
    """Return the value of a hidden field as the page really carries it."""
    return re.search(rf'name="{name}" value="([^"]*)"', response.text).group(1)


def later(days):
    """Return a day after today, as a browser sends it."""
    return (timezone.localdate() + datetime.timedelta(days=days)).isoformat()


def fresh(engagement):
    return Engagement.objects.get(pk=engagement.pk)


def test_advance_page_carries_what_was_seen_and_moves_on_when_handed_in(as_manager, engagement, gate):
    page = as_manager.get(url("advance", engagement))

    answer = as_manager.post(url("advance", engagement), {"seen": hidden(page, "seen")})

    assert (answer.status_code, answer.url) == (302, engagement.get_absolute_url())
    assert fresh(engagement).phase == "specification"


def test_advance_page_lists_what_is_open_instead_of_a_button(as_manager, engagement, gate):
    gate("observations")

    page = as_manager.get(url("advance", engagement))

    assert str(CRITERIA["observations"].manager) in page.text
    assert "about observations" in page.text
    assert 'name="seen"' not in page.text


def test_advance_against_an_open_criterion_is_unprocessable_with_the_list(as_manager, engagement, gate):
    page = as_manager.get(url("advance", engagement))
    gate("observations")

    answer = as_manager.post(url("advance", engagement), {"seen": hidden(page, "seen")})

    assert answer.status_code == 422
    assert str(CRITERIA["observations"].manager) in answer.text
    assert fresh(engagement).phase == "intake"


def test_double_click_is_a_conflict_that_says_what_happened(as_manager, engagement, gate):
    seen = hidden(as_manager.get(url("advance", engagement)), "seen")
    as_manager.post(url("advance", engagement), {"seen": seen})

    second = as_manager.post(url("advance", engagement), {"seen": seen})

    assert second.status_code == 409
    assert "Marit Manager has changed the engagement in the meantime" in second.text
    assert fresh(engagement).phase == "specification"


def test_command_without_its_token_needs_a_real_browser_form(client, engagement, manager, gate):
    strict = type(client)(enforce_csrf_checks=True)
    strict.force_login(manager)

    assert strict.post(url("advance", engagement), {"seen": 1}).status_code == 403
    assert fresh(engagement).phase == "intake"


@pytest.mark.parametrize("key", sorted(COMMANDS))
def test_command_page_that_leads_nowhere_now_is_a_conflict(
    as_manager, client, engagement, sponsor, gate, key
):
    Engagement.objects.filter(pk=engagement.pk).update(standing=Standing.DECLINED)
    if key == "withdraw":
        client.force_login(sponsor.user)

    assert client.get(url(key, engagement)).status_code == 409


def test_hold_asks_a_reason_and_an_expected_return_beside_the_field(as_manager, engagement):
    answer = as_manager.post(
        url("hold", engagement), {"seen": 1, "reason": "", "expected_return": "0000-01-01"}
    )

    assert answer.status_code == 422
    assert 'id="id_reason_error"' in answer.text
    assert 'id="id_expected_return_error"' in answer.text
    assert "0000-01-01" in answer.text


GARBAGE = {
    "nothing": "",
    "NUL bytes": "a\x00b",
    "too long": "x" * 1_000_000,
}


@pytest.mark.parametrize("value", GARBAGE.values(), ids=GARBAGE.keys())
def test_reason_that_cannot_be_taken_is_kept_beside_its_message(as_manager, engagement, value):
    answer = as_manager.post(url("decline", engagement), {"seen": 1, "reason": value})

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert value.replace("\x00", "") in answer.text.replace("\x00", "")
    assert fresh(engagement).standing == Standing.ACTIVE


@pytest.mark.parametrize("seen", ["", "x", "-1", "99999999999999999999", "1.5"])
def test_seen_that_is_no_number_changes_nothing(as_manager, engagement, gate, seen):
    assert as_manager.post(url("advance", engagement), {"seen": seen}).status_code == 422
    assert fresh(engagement).phase == "intake"


@pytest.mark.parametrize("reason", ["🌬️ wind", "مرحبا بالعالم", "<script>alert(1)</script>"])
def test_reason_in_any_script_is_kept_and_shown_as_text(as_manager, engagement, reason):
    as_manager.post(url("hold", engagement), {"seen": 1, "reason": reason, "expected_return": later(30)})

    page = as_manager.get(url("history", engagement))

    assert reason.replace("<", "&lt;").replace(">", "&gt;") in page.text
    assert "<script>alert" not in page.text


def test_waiving_shows_the_criterion_and_stores_the_reason(as_manager, engagement, gate):
    gate("board_takes_part")
    page = as_manager.get(url("waive", engagement, "board_takes_part"))

    answer = as_manager.post(url("waive", engagement, "board_takes_part"), {"reason": "One-person board"})

    assert str(CRITERIA["board_takes_part"].manager) in page.text
    assert answer.status_code == 302
    assert engagement.waivers.get().reason == "One-person board"


def test_waiving_a_criterion_that_does_not_exist_is_not_found(as_manager, engagement, gate):
    assert as_manager.get(url("waive", engagement, "nonsense")).status_code == 404


def test_history_tells_every_change_with_its_criteria(as_manager, engagement, gate):
    as_manager.post(url("advance", engagement), {"seen": 1})
    as_manager.post(url("step-back", engagement), {"seen": 2, "reason": "The sponsor changed"})

    page = as_manager.get(url("history", engagement))

    for words in ("On to: Specification", "Back to: Intake", "The sponsor changed", "about observations"):
        assert words in page.text


def test_history_speaks_the_words_of_the_client_to_the_client(as_manager, client, engagement, sponsor, gate):
    as_manager.post(url("advance", engagement), {"seen": 1})
    client.force_login(sponsor.user)

    page = client.get(url("history", engagement))

    assert "On to: Think it through together" in page.text
    assert str(CRITERIA["observations"].client) in page.text
    assert "On to: Specification" not in page.text


@pytest.mark.parametrize("lines", [1, 3, 300])
def test_history_costs_the_same_whatever_its_length(
    as_manager, engagement, manager, lines, django_assert_num_queries
):
    for number in range(lines - 1):
        standings = ("active", "on_hold") if number % 2 else ("on_hold", "active")
        PhaseChange.objects.create(
            engagement=engagement,
            command="hold",
            from_phase="intake",
            to_phase="intake",
            from_standing=standings[0],
            to_standing=standings[1],
            actor=manager,
        )

    with django_assert_num_queries(6):
        as_manager.get(url("history", engagement))


def test_basics_are_changed_on_one_page(as_manager, engagement):
    page = as_manager.get(url("engagement-change", engagement))
    data = {
        "seen": hidden(page, "seen"),
        "title": "New title",
        "kind": "crisis",
        "situation": "",
        "language": "nl",
        "days_per_week": "3",
        "starts_on": "2026-03-02",
        "planned_end_on": "",
        "organisation_name": "Renamed Hospital",
        "organisation_sector": "",
        "organisation_headcount": "",
    }

    answer = as_manager.post(url("engagement-change", engagement), data)

    now = fresh(engagement)
    assert answer.status_code == 302
    assert (now.title, now.kind, now.organisation.name) == ("New title", "crisis", "Renamed Hospital")


def test_basics_changed_by_somebody_else_are_shown_side_by_side(as_manager, engagement):
    page = as_manager.get(url("engagement-change", engagement))
    Engagement.objects.filter(pk=engagement.pk).update(title="Theirs", version=2)
    data = {
        "seen": hidden(page, "seen"),
        "title": "Mine",
        "kind": "change",
        "language": "en",
        "days_per_week": "4",
        "starts_on": "2026-03-02",
        "organisation_name": "Zeezicht Hospital",
    }

    answer = as_manager.post(url("engagement-change", engagement), data)

    assert answer.status_code == 409
    assert "Theirs" in answer.text
    assert "Mine" in answer.text
    assert hidden(answer, "seen") == "2"


def test_organisation_renamed_by_somebody_else_is_shown_side_by_side(as_manager, engagement, manager):
    page = as_manager.get(url("engagement-change", engagement))
    services.change_basics(
        engagement=engagement, actor=manager, seen=engagement.version, organisation={"name": "Their Hospital"}
    )
    data = {
        "seen": hidden(page, "seen"),
        "title": engagement.title,
        "kind": engagement.kind,
        "language": engagement.language,
        "days_per_week": engagement.days_per_week,
        "starts_on": engagement.starts_on.isoformat(),
        "organisation_name": "My Hospital",
    }

    answer = as_manager.post(url("engagement-change", engagement), data)

    assert answer.status_code == 409
    assert [(each["stored"], each["typed"]) for each in answer.context["differences"]] == [
        ("Their Hospital", "My Hospital")
    ]


def test_what_was_typed_when_the_session_had_expired_is_back_after_sign_in(client, engagement, manager):
    client.post(
        url("hold", engagement), {"seen": 1, "reason": "A long and careful reason", "expected_return": ""}
    )
    client.force_login(manager)

    page = client.get(url("hold", engagement))
    again = client.get(url("hold", engagement))

    assert "A long and careful reason" in page.text
    assert "A long and careful reason" not in again.text
    assert fresh(engagement).standing == Standing.ACTIVE


@pytest.mark.parametrize(("role", "knows"), [("manager", True), ("sponsor", False)])
def test_shadow_manager_is_named_as_recipient_to_the_practice_alone(
    client, engagement, manager, sponsor, role, knows
):
    seat_for(engagement, "shadow", "Sharon Shadow")
    seat_for(engagement, "board", "Bente Board")
    client.force_login(manager if role == "manager" else sponsor.user)

    page = client.get(url("hold", engagement))

    assert "Bente Board" in page.text
    assert ("Sharon Shadow" in page.text) is knows


def test_step_back_from_execution_reaches_specification(as_manager, engagement, gate):
    in_phase(engagement, "execution")

    as_manager.post(url("step-back", engagement), {"seen": 1, "reason": "The largest customer left"})

    assert fresh(engagement).phase == "specification"


@pytest.mark.parametrize(
    ("role", "asked", "not_asked"),
    [("manager", "taken_over", "wished"), ("sponsor", "wished", "taken_over")],
)
def test_ending_early_asks_each_side_its_own_and_history_tells_the_answers(
    client, engagement, manager, sponsor, role, asked, not_asked
):
    client.force_login(manager if role == "manager" else sponsor.user)
    page = client.get(url("end-early", engagement))
    data = {"seen": 1, "reason": "Other priorities", "last_working_day": later(10)}

    refused = client.post(url("end-early", engagement), data | {"last_working_day": "2001-01-01"})
    client.post(url("end-early", engagement), data | {asked: "Piet takes over the roster"})

    assert f'name="{asked}"' in page.text
    assert f'name="{not_asked}"' not in page.text
    assert refused.status_code == 422
    assert 'id="id_last_working_day_error"' in refused.text
    assert f'id="id_{asked}_error"' in refused.text
    history = client.get(url("history", engagement)).text
    assert "Piet takes over the roster" in history
    assert "Last working day" in history


def test_return_from_a_pause_lies_ahead(as_manager, engagement):
    answer = as_manager.post(
        url("hold", engagement), {"seen": 1, "reason": "Summer", "expected_return": later(0)}
    )

    assert answer.status_code == 422
    assert "Choose a day after today." in answer.text


def test_resuming_says_how_long_it_was_paused(as_manager, engagement):
    as_manager.post(url("hold", engagement), {"seen": 1, "reason": "Summer", "expected_return": later(9)})

    assert "0 days ago" in as_manager.get(url("resume", engagement)).text


def test_advancing_shows_what_follows_in_the_next_phase_and_what_is_recorded(as_manager, engagement, gate):
    in_phase(engagement, "specification")

    page = as_manager.get(url("advance", engagement))

    assert "Hand-over opens" in page.text
    assert "about plan_approved" in page.text


def test_engagement_completed_over_a_year_ago_shows_no_form_to_reopen_it(as_manager, engagement, manager):
    Engagement.objects.filter(pk=engagement.pk).update(phase="evaluation", standing=Standing.COMPLETED)
    PhaseChange.objects.create(
        engagement=engagement,
        command="complete",
        from_phase="evaluation",
        to_phase="evaluation",
        from_standing="active",
        to_standing="completed",
        actor=manager,
        at=timezone.now() - datetime.timedelta(days=366),
    )

    page = as_manager.get(url("reopen", engagement))

    assert page.status_code == 409
    assert "within a year" in page.text
