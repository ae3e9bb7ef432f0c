"""The pages about who takes part: what each side sees, and what comes back beside its field."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from engagements.lifecycle.commands import Standing
from engagements.people import services
from engagements.people.models import Membership
from engagements.people.roles import ORGANISATION, Role
from tests.engagements.conftest import person, seat_for
from tests.engagements.helpers import ANY_SCRIPT, assert_refused, assert_shown, hidden, refused, url

NEW = {"name": "Nora Nieuw", "email": "nora@example.org", "role": "sponsor", "title": "", "language": "nl"}


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def shadow(engagement):
    return seat_for(engagement, Role.SHADOW, "Tjitske Shadow")


def test_inviting_somebody_leads_back_to_the_list_with_them_on_it(
    as_manager, engagement, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = as_manager.post(url("member-add", engagement), NEW, follow=True)

    assert answer.redirect_chain == [(url("people", engagement), 302)]
    for words in ("Added. The invitation is on its way by mail.", "Nora Nieuw", "has not signed in yet"):
        assert words in answer.text
    assert [message.to for message in mail.outbox] == [["nora@example.org"]]


def test_answer_does_not_tell_whether_somebody_had_an_account(as_manager, engagement):
    known = person("Nora Nieuw")

    for email in (known.email, "unknown@example.org"):
        answer = as_manager.post(url("member-add", engagement), NEW | {"email": email}, follow=True)
        assert "Added. The invitation is on its way by mail." in answer.text


def test_page_without_a_sponsor_asks_for_one_first(as_manager, engagement):
    page = as_manager.get(url("people", engagement))
    form = as_manager.get(url("member-add", engagement), {"role": "sponsor"})

    assert "Nobody is sponsor yet" in page.text
    assert f"{url('member-add', engagement)}?role=sponsor" in page.text
    assert form.text.count(" checked") == 1


@refused(name="text", email="email", title="optional text")
def test_member_that_cannot_be_taken_comes_back_beside_its_field(as_manager, engagement, field, value):
    assert_refused(as_manager.post(url("member-add", engagement), NEW | {field: value}), field, value)
    assert engagement.memberships.count() == 1


@pytest.mark.parametrize("field", ["role", "language"])
@pytest.mark.parametrize("value", ["", "nonsense", "administrator", "a\x00b"])
def test_choice_that_is_none_is_refused_with_the_rest_kept(as_manager, engagement, field, value):
    answer = as_manager.post(url("member-add", engagement), NEW | {field: value})

    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.text
    assert "Nora Nieuw" in answer.text
    assert engagement.memberships.count() == 1


def test_somebody_who_takes_part_is_refused_beside_the_address(as_manager, engagement, sponsor):
    answer = as_manager.post(url("member-add", engagement), NEW | {"email": sponsor.user.email})

    assert_refused(answer, "email", sponsor.user.email)
    assert "This person already takes part here." in answer.text


@pytest.mark.parametrize("name", ANY_SCRIPT)
def test_name_in_any_script_is_kept_and_shown_as_text(as_manager, engagement, name):
    as_manager.post(url("member-add", engagement), NEW | {"name": name})

    assert User.objects.get(email="nora@example.org").name == name
    assert_shown(as_manager.get(url("people", engagement)), name)


@pytest.mark.parametrize("role", sorted(ORGANISATION))
def test_client_never_learns_of_the_shadow_manager(client, engagement, shadow, role):
    client.force_login(seat_for(engagement, role, "Looking Around").user)

    page = client.get(url("people", engagement))

    assert "Looking Around" in page.text
    assert "Marit Manager" in page.text
    for words in ("Tjitske", "Shadow"):
        assert words not in page.text


def test_client_sees_neither_addresses_nor_who_has_not_signed_in(client, engagement, sponsor, board):
    client.force_login(sponsor.user)

    page = client.get(url("people", engagement))

    for words in (
        "@example.org",
        "has not signed in",
        "Send the invitation again",
        "End their part",
        "Invite",
    ):
        assert words not in page.text


def test_practice_sees_who_took_part_before_and_the_client_does_not(
    as_manager, client, engagement, sponsor, board
):
    as_manager.post(url("member-end", engagement, board.pk))
    assert "Bente Board" in as_manager.get(url("people", engagement)).text

    client.force_login(sponsor.user)

    assert "Bente Board" not in client.get(url("people", engagement)).text


def test_button_says_who_is_mailed_until_they_have_signed_in(as_manager, engagement, sponsor):
    assert "mails Sanne" in as_manager.get(url("people", engagement)).text

    User.objects.filter(pk=sponsor.user_id).update(last_login=timezone.now())

    assert "mails Sanne" not in as_manager.get(url("people", engagement)).text
    assert as_manager.post(url("member-resend", engagement, sponsor.pk)).status_code == 409


def test_invitation_is_sent_again_by_one_button(
    as_manager, engagement, sponsor, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = as_manager.post(url("member-resend", engagement, sponsor.pk), follow=True)

    assert "on its way to Sanne Sponsor once more" in answer.text
    assert len(mail.outbox) == 1
    assert as_manager.get(url("member-resend", engagement, sponsor.pk)).status_code == 405


def test_invitation_is_withdrawn_after_saying_what_that_means(as_manager, client, engagement):
    as_manager.post(url("member-add", engagement), NEW)
    member = engagement.memberships.get(user__email=NEW["email"])

    listed = as_manager.get(url("people", engagement)).text
    page = as_manager.get(url("member-revoke", engagement, member.pk))
    answer = as_manager.post(url("member-revoke", engagement, member.pk), follow=True)

    assert "The link in the mail works until" in listed
    assert url("member-revoke", engagement, member.pk) in listed
    assert "The link in the mail stops working" in page.text
    assert "The invitation of Nora Nieuw is withdrawn." in answer.text
    assert not engagement.memberships.current().filter(pk=member.pk).exists()


def test_invitation_somebody_came_in_by_is_not_withdrawn(as_manager, engagement, sponsor):
    User.objects.filter(pk=sponsor.user_id).update(last_login=timezone.now())

    assert url("member-revoke", engagement, sponsor.pk) not in as_manager.get(url("people", engagement)).text
    assert as_manager.get(url("member-revoke", engagement, sponsor.pk)).status_code == 409
    assert as_manager.post(url("member-revoke", engagement, sponsor.pk)).status_code == 409


def test_client_reads_nothing_of_invitations(client, engagement, manager, board):
    services.add_member(engagement=engagement, actor=manager, **NEW)
    client.force_login(board.user)

    page = client.get(url("people", engagement)).text

    for words in ("has not signed in", "works until", "Withdraw"):
        assert words not in page


def test_role_is_changed_within_its_side(as_manager, engagement, board):
    page = as_manager.get(url("member-change", engagement, board.pk))
    assert 'value="sponsor"' in page.text
    assert 'value="manager"' not in page.text

    as_manager.post(
        url("member-change", engagement, board.pk),
        {"role": "management", "title": "Director", "seen": hidden(page, "seen")},
    )

    board.refresh_from_db()
    assert (board.role, board.title) == (Role.MANAGEMENT, "Director")


@pytest.mark.parametrize(
    ("field", "value"),
    [("role", "manager"), ("role", ""), ("title", "a\x00b"), ("title", "x" * 121), ("seen", "x")],
)
def test_change_that_cannot_be_taken_changes_nothing(as_manager, engagement, board, field, value):
    answer = as_manager.post(
        url("member-change", engagement, board.pk),
        {"role": "board", "title": "Chair", "seen": 1} | {field: value},
    )

    assert answer.status_code == 422
    board.refresh_from_db()
    assert (board.role, board.title) == (Role.BOARD, "")


def test_stale_change_shows_both(as_manager, engagement, board):
    Membership.objects.filter(pk=board.pk).update(title="Stored chair", version=2)

    answer = as_manager.post(
        url("member-change", engagement, board.pk), {"role": "board", "title": "Typed chair", "seen": 1}
    )

    assert answer.status_code == 409
    assert "Stored chair" in answer.text
    assert "Typed chair" in answer.text


def test_only_manager_is_told_why_they_stay(as_manager, engagement, manager):
    own = engagement.memberships.get(user=manager)

    page = as_manager.get(url("people", engagement))
    shown = as_manager.get(url("member-end", engagement, own.pk))
    sent = as_manager.post(url("member-end", engagement, own.pk))
    demoted = as_manager.post(
        url("member-change", engagement, own.pk), {"role": "shadow", "title": "", "seen": 1}
    )

    assert "The only interim manager" in page.text
    for answer in (shown, sent, demoted):
        assert answer.status_code == 409
        assert "Marit Manager is the only interim manager" in answer.text


def test_ending_a_part_says_what_it_means_first(as_manager, client, engagement, board):
    page = as_manager.get(url("member-end", engagement, board.pk))
    answer = as_manager.post(url("member-end", engagement, board.pk), follow=True)

    assert "What they wrote, signed and approved stays" in page.text
    assert "Bente Board no longer takes part." in answer.text
    client.force_login(board.user)
    assert client.get(url("people", engagement)).status_code == 404


def test_manager_who_ends_their_own_part_lands_on_their_list(as_manager, engagement, manager):
    seat_for(engagement, Role.MANAGER, "Second Manager")
    own = engagement.memberships.get(user=manager)

    assert as_manager.post(url("member-end", engagement, own.pk)).url == reverse("engagements:list")


@pytest.mark.parametrize("name", ["member-change", "member-end"])
def test_part_that_ended_has_no_pages(as_manager, engagement, board, name):
    as_manager.post(url("member-end", engagement, board.pk))

    assert as_manager.get(url(name, engagement, board.pk)).status_code == 404


def test_member_of_another_engagement_is_not_there(as_manager, engagement, stranger):
    other = stranger.memberships.get()

    assert as_manager.get(url("member-change", engagement, other.pk)).status_code == 404


@pytest.mark.parametrize("members", [1, 3, 300])
def test_people_page_asks_the_same_few_queries_however_many_there_are(
    as_manager, engagement, members, django_assert_num_queries
):
    people = User.objects.bulk_create(
        User(email=f"p{number}@example.org", name=f"P {number}") for number in range(members)
    )
    Membership.objects.bulk_create(
        Membership(engagement=engagement, user=user, role=Role.EMPLOYEE) for user in people
    )

    with django_assert_num_queries(8):
        page = as_manager.get(url("people", engagement))

    assert page.text.count('id="member-') == members + 1


def test_invitation_while_on_hold_is_a_conflict_and_kept(as_manager, engagement):
    type(engagement).objects.filter(pk=engagement.pk).update(standing=Standing.ON_HOLD)

    assert as_manager.get(url("member-add", engagement)).status_code == 409
    answer = as_manager.post(url("member-add", engagement), NEW)

    assert answer.status_code == 409
    assert "The engagement is not active" in answer.text
    assert "Nora Nieuw" in answer.text


def test_stale_role_is_shown_in_words(as_manager, engagement, board):
    Membership.objects.filter(pk=board.pk).update(role=Role.FINANCE, version=2)

    answer = as_manager.post(
        url("member-change", engagement, board.pk), {"role": "board", "title": "", "seen": 1}
    )

    assert answer.status_code == 409
    assert "<p>Finance. Reads the worked days and approves them.</p>" in answer.text
