"""The self-check over HTTP: six answers for oneself, shared on purpose, and never anybody else's to read."""

import pytest

from engagements.lifecycle.models import AuditEntry
from engagements.people.models import Membership
from engagements.people.roles import ORGANISATION
from engagements.selfcheck.items import ITEMS
from engagements.selfcheck.models import SelfCheck
from tests.engagements.conftest import person, seat_for
from tests.engagements.helpers import ANY_SCRIPT, HUGE, NUL, assert_shown, url

SECRET = "Nobody here wants this change"


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


def answers(yes, line=""):
    """Return six answers as the form sends them, the first `yes` of them yes."""
    replies = {f"reply_{item.key}": "yes" if each < yes else "no" for each, item in enumerate(ITEMS)}
    return replies | {f"line_{item.key}": line for item in ITEMS}


def kept(engagement, author, yes=4, **values):
    """Keep a self-check with a line that could leak."""
    return SelfCheck.objects.create(
        engagement=engagement,
        author=author,
        answers={
            item.key: {"reply": "yes" if each < yes else "no", "line": SECRET}
            for each, item in enumerate(ITEMS)
        },
        **values,
    )


@pytest.mark.parametrize(("yes", "suggested"), [(2, False), (3, True)])
def test_three_times_yes_suggests_the_talk(as_manager, engagement, manager, yes, suggested):
    answer = as_manager.post(url("selfcheck-add", engagement), answers(yes, line=SECRET))

    page = as_manager.get(url("selfcheck", engagement))
    assert answer.status_code == 302
    assert (SelfCheck.objects.get().flags, SelfCheck.objects.get().author) == (yes, manager)
    assert SECRET in page.text
    assert (url("selfcheck-talk", engagement) in page.text) is suggested


def test_nothing_of_it_reaches_the_audit_trail(as_manager, engagement):
    before = AuditEntry.objects.count()

    as_manager.post(url("selfcheck-add", engagement), answers(6, line=SECRET))
    seat_for(engagement, "shadow")
    as_manager.post(url("selfcheck-share", engagement, SelfCheck.objects.get().pk))

    assert SelfCheck.objects.get().shared_at
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("value", ["", "maybe", NUL], ids=["nothing", "unknown", "NUL"])
def test_reply_that_cannot_be_taken_keeps_the_rest(as_manager, engagement, value):
    answer = as_manager.post(
        url("selfcheck-add", engagement), answers(1, line="Kept words") | {"reply_role": value}
    )

    assert answer.status_code == 422
    assert 'id="id_reply_role_error"' in answer.text
    assert answer.text.count("Kept words") == 6
    assert not SelfCheck.objects.exists()


@pytest.mark.parametrize("value", [NUL, HUGE], ids=["NUL", "1 MB"])
def test_line_that_cannot_be_taken_is_refused_beside_it(as_manager, engagement, value):
    answer = as_manager.post(url("selfcheck-add", engagement), answers(1) | {"line_role": value})

    assert answer.status_code == 422
    assert 'id="id_line_role_error"' in answer.text


def test_lines_of_any_script_are_shown_as_text(as_manager, engagement):
    as_manager.post(url("selfcheck-add", engagement), answers(1, line=ANY_SCRIPT[2]))

    assert_shown(as_manager.get(url("selfcheck", engagement)), ANY_SCRIPT[2])


PAGES = ("engagement", "progress", "selfcheck", "selfcheck-talk", "log", "history", "gate", "people")


@pytest.mark.parametrize("role", [*sorted(ORGANISATION), "shadow", "administrator", "second manager"])
def test_answers_are_read_by_their_author_alone(client, engagement, manager, role):
    """On every page where it could turn up; a shadow manager reads nothing until it is shared."""
    check = kept(engagement, manager)
    if role == "administrator":
        user = person("Ada Administrator", is_administrator=True)
    else:
        user = seat_for(engagement, "manager" if role == "second manager" else role).user
    client.force_login(user)

    shown = [name for name in PAGES if SECRET in client.get(url(name, engagement), follow=True).text]
    share = client.post(url("selfcheck-share", engagement, check.pk))

    assert shown == []
    assert share.status_code in {403, 404}
    assert not SelfCheck.objects.get().shared_at


@pytest.mark.parametrize(("role", "reads"), [("shadow", True), ("second manager", False), ("sponsor", False)])
def test_shared_answers_are_read_by_the_shadow_manager_and_nobody_else(
    client, engagement, manager, role, reads
):
    shadow = seat_for(engagement, "shadow", "Sharon Shadow")
    check, other = kept(engagement, manager), kept(engagement, manager, yes=0)
    user = shadow.user if role == "shadow" else seat_for(engagement, role.split()[-1], "Somebody Else").user
    client.force_login(manager)
    asked = client.get(url("selfcheck-share", engagement, check.pk))
    client.post(url("selfcheck-share", engagement, check.pk))
    client.force_login(user)

    page = client.get(url("selfcheck", engagement))

    assert "Sharon Shadow" in asked.text
    assert (SECRET in page.text) is reads
    assert f'id="check-{other.pk}"' not in page.text


def test_sharing_needs_somebody_to_share_with_and_happens_once(as_manager, engagement, manager):
    check = kept(engagement, manager)
    alone = as_manager.get(url("selfcheck-share", engagement, check.pk))
    seat_for(engagement, "shadow")
    as_manager.post(url("selfcheck-share", engagement, check.pk))

    again = as_manager.post(url("selfcheck-share", engagement, check.pk))

    assert (alone.status_code, again.status_code) == (409, 409)
    assert "No shadow manager takes part" in alone.text
    assert "shared this one already" in again.text


def test_talk_says_with_whom_in_the_words_for_what_was_noticed_and_the_ways_out(
    as_manager, engagement, manager, sponsor
):
    kept(engagement, manager, yes=1)

    page = as_manager.get(url("selfcheck-talk", engagement))

    assert "Sanne Sponsor" in page.text
    assert str(ITEMS[0].in_the_talk) in page.text
    assert str(ITEMS[1].in_the_talk) not in page.text
    for way in ("hold", "end-early"):
        assert f'href="{url(way, engagement)}"' in page.text
    assert f'href="{url("step-back", engagement)}"' not in page.text  # there is nothing before intake


def test_overview_leads_to_it_for_the_manager_alone(client, engagement, manager):
    client.force_login(manager)
    mine = client.get(url("engagement", engagement)).text
    client.force_login(person("Ada Administrator", is_administrator=True))
    theirs = client.get(url("engagement", engagement)).text

    assert url("selfcheck", engagement) in mine
    assert url("selfcheck", engagement) not in theirs


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_list_costs_the_same_whatever_its_length(
    as_manager, engagement, manager, rows, django_assert_num_queries
):
    for _each in range(rows):
        kept(engagement, manager)

    with django_assert_num_queries(7):
        as_manager.get(url("selfcheck", engagement))


def test_stranger_finds_nothing_in_their_own_engagement(client, engagement, manager, stranger):
    check = kept(engagement, manager)
    theirs = Membership.objects.get(user=stranger).engagement
    client.force_login(stranger)

    assert SECRET not in client.get(url("selfcheck", theirs)).text
    assert client.get(url("selfcheck-share", theirs, check.pk)).status_code == 404
