"""Who may read which line of the trail; nothing that nobody thought of ever reaches the client."""

import datetime

import pytest
from django.apps import apps

from engagements.audit import kinds
from engagements.audit.kinds import KINDS
from engagements.evaluation.models import Evaluation, FreshWindOutcome
from engagements.execution.models import FrictionNote
from engagements.intake.models import TrustAnswer, TrustRound
from engagements.lifecycle.models import AuditEntry, Item
from engagements.people import services as people
from engagements.people.models import Membership
from engagements.people.permissions import Seat, seat_of
from engagements.people.roles import ADMINISTRATOR, Role
from engagements.record import services as record
from engagements.record.models import LogEntry

#: Kept, but never written to the trail: nobody else's business.
UNAUDITED = {"selfcheck", "sparringword"}


def actions(engagement, user):
    """Return what the user reads was done, newest first."""
    return [entry.action for entry in kinds.readable(engagement, seat_of(user, engagement)).order_by("-pk")]


def line(engagement, actor, kind, pk, action="x-change", **values):
    return AuditEntry.objects.create(
        engagement=engagement, actor=actor, action=action, subject_kind=kind, subject_id=pk, **values
    )


def test_every_kind_of_thing_has_its_place_in_the_table():
    written_down = {
        model._meta.model_name
        for model in apps.get_app_config("engagements").get_models()
        if issubclass(model, Item)
    }

    assert written_down - UNAUDITED <= KINDS.keys()


@pytest.mark.parametrize("model", [FrictionNote, FreshWindOutcome])
def test_what_is_the_practices_own_opens_to_no_client(model):
    kind = KINDS[model._meta.model_name]

    assert not any(kind.opens_to(Seat(None, role)) for role in Role.values)


def test_administrator_reads_everything(private, engagement, administrator):
    assert actions(engagement, administrator) == list(
        AuditEntry.objects.filter(engagement=engagement).order_by("-pk").values_list("action", flat=True)
    )


def test_sponsor_reads_what_is_theirs_and_nothing_private(private, process, engagement, sponsor):
    assert actions(engagement, sponsor.user) == ["process-owner-named", "process-add", "new"]


def test_kind_nobody_thought_of_is_never_the_clients(engagement, manager, sponsor):
    line(engagement, manager, "inventedmodel", 1)
    line(engagement, manager, "", None)

    assert actions(engagement, sponsor.user) == ["new"]


def test_entry_is_told_from_the_moment_it_was_shared(engagement, manager, sponsor):
    entry = record.add_entry(engagement=engagement, actor=manager, text="Mine")
    record.change_entry(entry=entry, actor=manager, text="Ours", happened_on=datetime.date(2026, 3, 2))
    assert actions(engagement, sponsor.user) == ["new"]

    record.change_entry(entry=entry, actor=manager, audience="sponsor")

    seen = kinds.readable(engagement, seat_of(sponsor.user, engagement)).order_by("-pk").first()
    assert (seen.action, seen.after) == ("log-change", {"audience": "sponsor"})
    assert actions(engagement, sponsor.user) == ["log-change", "new"]


def test_worked_days_are_told_from_where_they_were_handed_in(private, engagement, manager, sponsor):
    assert "worked-month-add" not in actions(engagement, sponsor.user)
    record.change_worked_month(worked_month=private, actor=manager, days="12", note="Fine")
    handed_in = record.submit_worked_month(worked_month=private, actor=manager)
    record.dispute_worked_month(worked_month=handed_in, actor=sponsor.user, reason="One less")
    record.change_worked_month(worked_month=private, actor=manager, days="4")

    seen = actions(engagement, sponsor.user)

    assert seen == [
        "approval-refused",
        "worked-month-dispute",
        "worked-month-figures",
        "worked-month-submit",
        "new",
    ]
    figures = AuditEntry.objects.get(action="worked-month-figures")
    assert figures.after == {"days": "12", "note": "Fine"}


def test_nobody_is_named_who_the_client_does_not_know_of(engagement, manager, sponsor, shadow, board):
    line(engagement, shadow.user, "goal", 1)  # nothing a shadow manager can do now; if ever, it stays inside
    people.change_member(member=board, actor=manager, title="Chair")
    people.end_member(member=shadow, actor=manager)

    assert actions(engagement, sponsor.user) == ["member-change", "new"]


def test_who_was_a_shadow_manager_and_is_manager_now_is_told_as_manager_alone(
    engagement, manager, sponsor, shadow
):
    now = people.change_member(member=shadow, actor=manager, role=Role.MANAGER)
    people.change_member(member=now, actor=manager, title="Co-manager")
    line(engagement, shadow.user, "goal", 1)

    assert actions(engagement, sponsor.user) == ["x-change", "member-change", "new"]
    assert "shadow" not in str(list(kinds.readable(engagement, seat_of(sponsor.user, engagement)).values()))


def test_trust_is_told_once_both_have_answered(engagement, manager, sponsor):
    scores = dict.fromkeys(("keeps_word", "competent", "means_well", "hard_things"), 3)
    ours = Membership.objects.get(engagement=engagement, user=manager)
    asked = TrustRound.objects.create(engagement=engagement)
    for member, side in ((ours, "manager"), (sponsor, "organisation")):
        assert "trust-answer" not in actions(engagement, sponsor.user)
        answer = TrustAnswer.objects.create(
            engagement=engagement, round=asked, member=member, side=side, **scores
        )
        line(engagement, member.user, "trustanswer", answer.pk, "trust-answer")

    assert actions(engagement, sponsor.user).count("trust-answer") == 2


def test_evaluation_is_told_once_both_are_given(engagement, manager, sponsor):
    ours = Membership.objects.get(engagement=engagement, user=manager)
    for member, side in ((ours, "manager"), (sponsor, "organisation")):
        assert "evaluation-give" not in actions(engagement, sponsor.user)
        given = Evaluation.objects.create(
            engagement=engagement, member=member, side=side, score="4", went_well="All"
        )
        line(engagement, member.user, "evaluation", given.pk, "evaluation-give")

    assert actions(engagement, sponsor.user).count("evaluation-give") == 2


def test_engagements_never_meet(engagement, stranger, sponsor):
    theirs = stranger.memberships.get().engagement
    entry = LogEntry.objects.create(engagement=theirs, author=stranger, text="x", audience="everyone")
    line(
        engagement, stranger, "logentry", entry.pk, after={"audience": "everyone"}
    )  # an id of another engagement

    assert actions(engagement, sponsor.user) == ["new"]
    assert set(
        kinds.readable(theirs, Seat(stranger, ADMINISTRATOR)).values_list("engagement", flat=True)
    ) == {theirs.pk}
