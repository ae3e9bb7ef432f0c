"""The overview of engagements: asked first, then what happened, one mail by SMTP, with nothing that is not theirs."""

from datetime import datetime

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from django.utils.translation import override

from engagements.execution.models import FrictionNote
from engagements.lifecycle import asking, services
from engagements.lifecycle.models import AuditEntry, Engagement
from engagements.people.models import Membership
from engagements.people.roles import Role
from engagements.record.services import add_entry
from outbox import composing, delivery
from outbox.digests import gather
from phases.definitions import BY_KEY, CRITERIA
from tests.engagements.conftest import seat_for

BEFORE, MONDAY, TUESDAY = "2026-11-23 07:02+01:00", "2026-11-23 10:00+01:00", "2026-11-24 07:02+01:00"
WEDNESDAY = "2026-11-25 07:02+01:00"
REQUIRED = "assignment_signed"
GATHERING = (
    12  # engagements, seat, what happened, the log, three of the gate, five of what the rooms ask in intake
)


@pytest.fixture(autouse=True)
def english():
    """The words of definitions, as the test looks for them."""
    with override("en"):
        yield


@pytest.fixture
def daily(engagement, manager, sponsor, owner, board, gate):
    """Everybody wants a daily overview, has signed in before, and has been told everything up to Monday morning."""
    manager.last_login = timezone.now()
    manager.save()
    for member in Membership.objects.select_related("user"):
        member.user.mail_rhythm, member.user.last_login = "daily", timezone.now()
        member.user.save()
    with time_machine.travel(BEFORE):
        composing.compose_due(timezone.now())
        delivery.send_due()
    mail.outbox.clear()
    return {each.user.email: each.user for each in Membership.objects.select_related("user")}


def happen(engagement, actor, *actions, at=MONDAY):
    """Write that actor did this in the trail, as the services do."""
    with time_machine.travel(at, tick=False):
        rows = [
            AuditEntry(engagement=engagement, actor=actor, action=action, subject=subject)
            for action, subject in actions
        ]
        AuditEntry.objects.bulk_create(rows)


def overviews(at=TUESDAY):
    """Make and send the overviews of that moment."""
    with time_machine.travel(at, tick=False):
        composing.compose_due(timezone.now())
        delivery.send_due()


def parts(message):
    """Return the plain text and the HTML of a mail as it was received."""
    return [message.get_body((kind,)).get_content() for kind in ("plain", "html")]


def of(messages, member):
    """Return the one mail this member got."""
    (found,) = [each for each in messages if each.envelope.recipients == [member.user.email]]
    return found


def test_working_day_with_forty_changes_is_one_mail_each_that_says_what_is_asked_first(
    smtp_server, engagement, manager, sponsor, board, daily, gate
):
    gate(REQUIRED)
    happen(engagement, manager, *[("goal-reached", f"Goal {number}") for number in range(38)])
    with time_machine.travel(MONDAY, tick=False):
        asking.add_requests(
            engagement=engagement,
            actor=manager,
            criterion=REQUIRED,
            members=[sponsor.pk],
            text="Please, today",
        )

    overviews()

    assert len(smtp_server.messages) == 4  # the manager, who did it all, is asked to sign as well
    message = of(smtp_server.messages, sponsor)
    assert message["Subject"] == "Marit Manager asks you something: Theatres on time"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    text, html = parts(message)
    for said in (text, html):
        assert "Please, today" in said
        assert "Goal 37" in said
        assert "And 31 more on your page." in said
        assert "Goal 20" not in said
        assert said.index("Please, today") < said.index("Goal 37")
    first = next(word for word in text.split() if word.startswith("http"))
    assert first.endswith(engagement.get_absolute_url())
    assert html.count('class="button"') == 1
    assert "Goal 37" in parts(of(smtp_server.messages, board))[0]
    assert "Please, today" not in parts(of(smtp_server.messages, board))[0]


def test_overview_is_in_the_language_of_its_reader(smtp_server, engagement, manager, sponsor, daily, gate):
    type(sponsor.user).objects.filter(pk=sponsor.user_id).update(language="nl")
    gate(REQUIRED)
    happen(engagement, manager, ("goal-reached", "Op tijd beginnen"), ("goal-drop", "Sneller opruimen"))

    overviews()

    text, html = parts(of(smtp_server.messages, sponsor))
    assert "Tussendoel bereikt: Op tijd beginnen" in text
    assert 'lang="nl"' in html
    assert "Asked of you" not in text + html


def test_nothing_internal_is_in_the_mail_of_a_client(
    smtp_server, engagement, manager, sponsor, owner, stranger, daily, gate
):
    gate("board_takes_part")
    shadow = seat_for(engagement, Role.SHADOW, "Sharon Shadow")
    theirs = stranger.memberships.get().engagement
    with time_machine.travel(MONDAY, tick=False):
        add_entry(engagement=engagement, actor=manager, text="SECRET doubts about the board")
        add_entry(engagement=engagement, actor=shadow.user, text="SECRET of the two", audience="practice")
        add_entry(engagement=theirs, actor=stranger, text="SECRET of the other", audience="everyone")
        FrictionNote.objects.create(
            engagement=engagement, about="SECRET friction", happened_on=timezone.localdate()
        )
    happen(
        engagement,
        manager,
        ("goal-reached", "Start on time"),
        ("shadow-add", "Sharon Shadow"),
        ("log-add", "SECRET doubts about the board"),
        ("friction-add", "SECRET friction"),
        ("observation-add", "SECRET observation"),
        ("selfcheck-add", "SECRET self-check"),
    )
    happen(theirs, stranger, ("goal-reached", "SECRET of another client"))
    happen(engagement, shadow.user, ("commitment-kept", "Visit the floor"))

    overviews()

    for member in (sponsor, owner):
        text, html = parts(of(smtp_server.messages, member))
        for said in (text, html, of(smtp_server.messages, member)["Subject"]):
            assert "SECRET" not in said
            assert "Sharon" not in said
            assert "Another engagement" not in said
        assert "Start on time" in text


def test_what_the_log_shares_is_told_to_whom_it_is_shared_with(
    smtp_server, engagement, manager, sponsor, owner, board, daily, gate
):
    gate("board_takes_part")
    with time_machine.travel(MONDAY, tick=False):
        for audience in ("sponsor", "steering", "everyone"):
            add_entry(engagement=engagement, actor=manager, text=f"Read by {audience}", audience=audience)

    overviews()

    for member, reads in ((sponsor, 3), (board, 2), (owner, 1)):
        text, _html = parts(of(smtp_server.messages, member))
        assert text.count("Read by") == reads
        assert "Read by everyone Marit Manager" in " ".join(text.split())
    assert [manager.email] not in [each.envelope.recipients for each in smtp_server.messages]


def test_change_of_phase_is_told_to_the_client_in_their_words(
    smtp_server, engagement, manager, sponsor, owner, daily, gate
):
    with time_machine.travel(MONDAY, tick=False):
        services.change(engagement=engagement, actor=manager, command="advance", seen=1)
        delivery.send_due()
    assert [each.envelope.recipients for each in smtp_server.messages] == [[sponsor.user.email]]

    overviews()

    phase = BY_KEY["specification"]
    for member in (sponsor, owner):  # at once to whom it binds, the next morning to the other
        for said in parts(of(smtp_server.messages, member)):
            assert str(phase.public_title) in said
            assert f"in: {phase.title}" not in said


def test_own_deeds_are_not_told_and_nothing_is_no_mail(smtp_server, engagement, manager, sponsor, daily):
    happen(engagement, sponsor.user, ("plan-approve", "version 1"))

    overviews()

    assert sponsor.user.email not in {each.envelope.recipients[0] for each in smtp_server.messages}
    assert of(smtp_server.messages, manager.memberships.get())


def test_nobody_is_mailed_who_no_longer_takes_part_or_may_not_sign_in(
    smtp_server, engagement, manager, sponsor, owner, board, daily
):
    happen(engagement, manager, ("goal-reached", "Start on time"))
    Membership.objects.filter(pk=sponsor.pk).update(ended_on="2026-11-23")
    type(owner.user).objects.filter(pk=owner.user_id).update(is_active=False)
    type(board.user).objects.filter(pk=board.user_id).update(last_login=None)  # invited, never came

    overviews()

    assert smtp_server.messages == []


def test_engagement_on_hold_asks_for_nothing(smtp_server, engagement, manager, sponsor, daily, gate):
    gate(REQUIRED)
    with time_machine.travel(MONDAY, tick=False):
        asking.add_requests(engagement=engagement, actor=manager, criterion=REQUIRED, members=[sponsor.pk])
    Engagement.objects.update(standing="on_hold")
    happen(engagement, manager, ("goal-reached", "Start on time"))

    overviews()

    for said in parts(of(smtp_server.messages, sponsor)):
        assert str(CRITERIA[REQUIRED].client) not in said
        assert "Start on time" in said


def test_what_stays_asked_is_repeated_only_beside_news(
    smtp_server, engagement, manager, sponsor, daily, gate
):
    gate(REQUIRED)

    overviews()
    asked = len(smtp_server.messages)
    overviews(WEDNESDAY)
    happen(engagement, manager, ("goal-reached", "Start on time"), at="2026-11-25 10:00+01:00")
    overviews("2026-11-26 07:02+01:00")

    mine = [each for each in smtp_server.messages if each.envelope.recipients == [sponsor.user.email]]
    assert (asked, len(mine)) == (2, 2)  # sponsor and manager can sign; the day without news brought nothing
    assert all(str(CRITERIA[REQUIRED].client) in parts(each)[0] for each in mine)


def test_several_engagements_are_one_mail_with_what_asks_first(
    smtp_server, engagement, manager, sponsor, stranger, daily, gate
):
    other = stranger.memberships.get().engagement
    Membership.objects.create(engagement=other, user=sponsor.user, role=Role.EMPLOYEE)
    happen(other, stranger, ("member-add", "Piet Pieters"))
    gate(REQUIRED)

    overviews()

    text, html = parts(of(smtp_server.messages, sponsor))
    assert text.index("Theatres on time, Zeezicht Hospital") < text.index("Another engagement, Other Client")
    assert "Piet Pieters takes part" in text
    assert html.count('class="button"') == 1


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_gathering_costs_the_same_however_much_happened(
    engagement, manager, sponsor, daily, rows, django_assert_num_queries
):
    happen(engagement, manager, *[("goal-reached", f"Goal {number}") for number in range(rows)])

    reader = daily[sponsor.user.email]
    since, until = datetime.fromisoformat(BEFORE), datetime.fromisoformat(TUESDAY)

    with django_assert_num_queries(GATHERING):
        assert gather(reader, since, until, asks=True)
