"""The doors of the life cycle: what each refuses, writes and tells."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import get_language, override

from engagements.lifecycle import services
from engagements.lifecycle.commands import COMMANDS, START, Standing
from engagements.lifecycle.criteria import REGISTRY, Answer
from engagements.lifecycle.exceptions import NotNow, NotReady, Stale
from engagements.lifecycle.models import AuditEntry, Engagement, PhaseChange, Waiver
from outbox.models import Mail
from outbox.rhythms import Rhythm
from phases.definitions import BY_KEY, CRITERIA
from tests.engagements.conftest import in_phase, person, seat_for
from tests.engagements.helpers import says


def fresh(engagement):
    return Engagement.objects.get(pk=engagement.pk)


def test_started_engagement_is_in_intake_with_its_manager_and_first_line_of_history(engagement, manager):
    assert (engagement.phase, engagement.standing, engagement.moves) == ("intake", Standing.ACTIVE, 1)
    assert [(m.user, m.role) for m in engagement.memberships.all()] == [(manager, "manager")]
    assert [(c.command, c.from_phase, c.to_phase, c.actor) for c in engagement.changes.all()] == [
        (START, "", "intake", manager)
    ]


def test_somebody_who_is_no_manager_of_the_practice_starts_nothing(db):
    with pytest.raises(PermissionDenied):
        services.start_engagement(actor=person("Nobody"), organisation={"name": "X"}, title="Y")

    assert not Engagement.objects.exists()


def test_administrator_starts_an_engagement_that_somebody_else_leads_in_their_own_name(manager):
    administrator = person("Ada Administrator", is_administrator=True)

    started = services.start_engagement(
        actor=administrator, manager=manager, organisation={"name": "X"}, title="Y"
    )

    assert [(m.user, m.role, m.invited_by) for m in started.memberships.all()] == [
        (manager, "manager", administrator)
    ]
    assert [change.actor for change in started.changes.all()] == [administrator]
    assert [(line.action, line.actor, line.after) for line in started.audit.all()] == [
        ("new", administrator, {"manager": manager.pk})
    ]


@pytest.mark.parametrize(
    ("actor", "leader"),
    [
        ({"is_manager": True}, {"is_manager": True}),
        ({"is_administrator": True}, {}),
        ({"is_administrator": True}, {"is_manager": True, "is_active": False}),
        ({}, {"is_manager": True}),
    ],
    ids=["a manager for another", "for no manager", "for one who has left", "by a client"],
)
def test_nobody_starts_an_engagement_for_whom_they_may_not(db, actor, leader):
    with pytest.raises(PermissionDenied):
        services.start_engagement(
            actor=person("Acting", **actor),
            manager=person("Leading", **leader),
            organisation={"name": "X"},
            title="Y",
        )

    assert not Engagement.objects.exists()


def test_advance_with_an_open_gate_moves_one_phase_and_keeps_the_criteria(engagement, manager, gate):
    entry = services.change(engagement=engagement, actor=manager, command="advance", seen=1)

    assert fresh(engagement).phase == "specification"
    assert (entry.from_phase, entry.to_phase, entry.actor) == ("intake", "specification", manager)
    assert [line["key"] for line in entry.criteria] == [c.key for c in BY_KEY["intake"].criteria]
    assert {line["state"] for line in entry.criteria} == {"met"}


def test_history_keeps_the_answers_in_the_language_of_the_engagement(engagement, manager, gate, monkeypatch):
    def spoken(engagement):
        return Answer(met=True, said=get_language(), spot="history")

    monkeypatch.setitem(REGISTRY, "observations", spoken)

    with override("nl"):
        entry = services.change(engagement=engagement, actor=manager, command="advance", seen=1)

    assert engagement.language == "en"
    assert [line["said"] for line in entry.criteria if line["key"] == "observations"] == ["en"]


def test_advance_with_an_unmet_criterion_is_refused_with_its_sentence(engagement, manager, gate):
    gate("observations")

    with pytest.raises(NotReady) as refusal:
        services.change(engagement=engagement, actor=manager, command="advance", seen=1)

    assert refusal.value.reasons == (CRITERIA["observations"].manager,)
    assert fresh(engagement).phase == "intake"


def test_advance_with_an_unmet_advised_criterion_is_refused_until_it_is_waived(
    engagement, manager, board, gate
):
    gate("board_takes_part")

    with pytest.raises(NotReady):
        services.change(engagement=engagement, actor=manager, command="advance", seen=1)
    services.waive(
        engagement=engagement, actor=manager, criterion="board_takes_part", reason="One-person board"
    )
    entry = services.change(engagement=engagement, actor=manager, command="advance", seen=1)

    waived = next(line for line in entry.criteria if line["key"] == "board_takes_part")
    assert (waived["state"], waived["waived_because"]) == ("waived", "One-person board")


def test_second_click_on_the_same_page_is_stale_and_skips_no_phase(engagement, manager, gate):
    services.change(engagement=engagement, actor=manager, command="advance", seen=1)

    with pytest.raises(Stale) as refusal:
        services.change(engagement=engagement, actor=manager, command="advance", seen=1)

    assert "Marit Manager" in refusal.value.reasons[0]
    assert fresh(engagement).phase == "specification"


@pytest.mark.parametrize("key", sorted(COMMANDS))
def test_command_is_refused_for_a_role_the_table_does_not_name(engagement, gate, key):
    observer = seat_for(engagement, "works_council").user

    with pytest.raises(PermissionDenied):
        services.change(engagement=engagement, actor=observer, command=key, seen=1, reason="Because")

    assert PhaseChange.objects.count() == 1


@pytest.mark.parametrize("key", sorted(COMMANDS))
def test_command_is_refused_for_a_stranger(engagement, stranger, gate, key):
    with pytest.raises(PermissionDenied):
        services.change(engagement=engagement, actor=stranger, command=key, seen=1, reason="Because")

    assert engagement.changes.count() == 1


@pytest.mark.parametrize("key", sorted(key for key, command in COMMANDS.items() if command.needs_reason))
def test_command_without_the_reason_it_needs_is_refused(engagement, manager, sponsor, gate, key):
    command = COMMANDS[key]
    phase = "specification" if key == "step-back" else "evaluation" if key == "reopen" else "intake"
    put = in_phase(engagement, phase)
    if key == "reopen":
        Engagement.objects.filter(pk=put.pk).update(standing=Standing.COMPLETED)
    actor = sponsor.user if key == "withdraw" else manager

    with pytest.raises(NotReady):
        services.change(engagement=put, actor=actor, command=key, seen=1, reason="  ")

    assert fresh(engagement).moves == 1
    assert command.needs_reason


def test_wrong_phase_is_refused_and_writes_nothing(engagement, manager, gate):
    with pytest.raises(NotNow):
        services.change(engagement=engagement, actor=manager, command="complete", seen=1)

    assert engagement.changes.count() == 1


def test_hold_keeps_the_phase_and_the_expected_return_until_work_resumes(engagement, manager, gate):
    back = timezone.localdate() + datetime.timedelta(days=20)

    services.change(
        engagement=engagement, actor=manager, command="hold", seen=1, reason="Illness", expected_return=back
    )
    held = fresh(engagement)
    services.change(engagement=engagement, actor=manager, command="resume", seen=2)
    resumed = fresh(engagement)

    assert (held.phase, held.standing, held.expected_return) == ("intake", Standing.ON_HOLD, back)
    assert (resumed.standing, resumed.expected_return) == (Standing.ACTIVE, None)


def test_ending_early_keeps_the_last_working_day(engagement, manager, gate):
    day = timezone.localdate()

    entry = services.change(
        engagement=engagement,
        actor=manager,
        command="end-early",
        seen=1,
        reason="No sponsor left",
        last_working_day=day,
    )

    assert fresh(engagement).last_working_day == day
    assert entry.details["last_working_day"] == day.isoformat()
    assert "open_items" in entry.details


def test_completed_engagement_reopens_within_a_year_and_not_after(engagement, manager, gate):
    put = in_phase(engagement, "evaluation")
    services.change(engagement=put, actor=manager, command="complete", seen=1)

    with time_machine.travel(timezone.now() + datetime.timedelta(days=366)), pytest.raises(NotNow):
        services.change(engagement=put, actor=manager, command="reopen", seen=2, reason="Relapse")
    services.change(engagement=put, actor=manager, command="reopen", seen=2, reason="Relapse")

    assert fresh(engagement).standing == Standing.ACTIVE


def test_waiving_a_criterion_that_binds_the_actor_is_forbidden(engagement, board, gate):
    gate("board_takes_part")

    with pytest.raises(PermissionDenied):
        services.waive(
            engagement=engagement, actor=board.user, criterion="board_takes_part", reason="We'd rather not"
        )

    assert not Waiver.objects.exists()


@pytest.mark.parametrize(
    ("still_open", "criterion"),
    [(("observations",), "observations"), ((), "board_takes_part"), ((), "plan_approved"), ((), "nonsense")],
    ids=["required", "already met", "of another phase", "unknown"],
)
def test_waiving_what_cannot_be_waived_is_refused(engagement, manager, gate, still_open, criterion):
    gate(*still_open)

    with pytest.raises(NotNow):
        services.waive(engagement=engagement, actor=manager, criterion=criterion, reason="Because")


def test_waiving_without_a_reason_is_refused(engagement, manager, gate):
    gate("board_takes_part")

    with pytest.raises(NotReady):
        services.waive(engagement=engagement, actor=manager, criterion="board_takes_part", reason=" ")


@pytest.mark.parametrize("model", [PhaseChange, AuditEntry, Waiver])
def test_history_can_be_neither_changed_nor_deleted(engagement, manager, gate, model):
    gate("board_takes_part")
    services.waive(
        engagement=engagement, actor=manager, criterion="board_takes_part", reason="One-person board"
    )
    row = model.objects.first()

    for attempt in (
        row.save,
        row.delete,
        model.objects.all().delete,
        lambda: model.objects.update(actor=manager),
    ):
        with pytest.raises(TypeError):
            attempt()
    assert model.objects.filter(pk=row.pk).exists()


def test_change_is_told_at_once_to_those_it_binds_and_to_the_others_as_they_want_it(
    engagement, manager, sponsor, owner, board, stranger, gate, mailoutbox, django_capture_on_commit_callbacks
):
    board.user.mail_rhythm = Rhythm.BINDING
    board.user.save()
    sponsor.user.mail_rhythm = Rhythm.WEEKLY
    sponsor.user.save()

    with django_capture_on_commit_callbacks(execute=True):
        services.change(engagement=engagement, actor=manager, command="advance", seen=1)

    assert [mail.to for mail in mailoutbox] == [[sponsor.user.email]]
    assert [mail.recipient for mail in Mail.objects.held()] == [owner.user]


def test_refused_change_tells_nobody(
    engagement, manager, sponsor, gate, mailoutbox, django_capture_on_commit_callbacks
):
    gate("observations")

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(NotReady):
        services.change(engagement=engagement, actor=manager, command="advance", seen=1)

    assert mailoutbox == []


def test_mail_about_a_change_is_in_the_language_of_each_recipient(
    engagement, manager, sponsor, owner, gate, mailoutbox, django_capture_on_commit_callbacks
):
    sponsor.user.language = "nl"
    sponsor.user.save()

    with django_capture_on_commit_callbacks(execute=True):
        change = services.change(
            engagement=engagement, actor=manager, command="hold", seen=1, reason="Illness"
        )

    assert (
        "Done by Marit Manager, with this reason:"
        in says("phase-changed", owner.user, change=change.pk).sentence
    )
    assert "Illness" in mailoutbox[0].body
    assert "Gedaan door Marit Manager, met deze reden:" in mailoutbox[0].body


def test_basics_change_is_audited_with_before_and_after(engagement, manager):
    services.change_basics(
        engagement=engagement,
        actor=manager,
        seen=1,
        organisation={"name": "Zeezicht Hospital", "sector": "Care", "headcount": 1900},
        title="Theatres start on time",
    )

    entries = AuditEntry.objects.filter(action="engagement-change")
    assert [(e.before, e.after) for e in entries.order_by("pk")] == [
        ({"title": "Theatres on time"}, {"title": "Theatres start on time"}),
        (
            {"name": "Zeezicht Hospital", "sector": "", "headcount": None},
            {"name": "Zeezicht Hospital", "sector": "Care", "headcount": 1900},
        ),
    ]


def test_basics_change_of_an_old_page_is_stale(engagement, manager):
    services.change_basics(engagement=engagement, actor=manager, seen=1, organisation={}, title="First")

    with pytest.raises(Stale) as refusal:
        services.change_basics(engagement=engagement, actor=manager, seen=1, organisation={}, title="Second")

    assert refusal.value.current.title == "First"
