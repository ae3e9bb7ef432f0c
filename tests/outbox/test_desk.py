"""The administrator's page of all mail: what went where and what did not, and never what it says."""

import pytest
from django.utils import timezone

from accounts.models import User
from outbox import post
from outbox.models import Mail
from tests.enquiries.conftest import received

URL = "/practice/mail/"


@pytest.fixture
def page(client, db):
    client.force_login(
        User.objects.create_user("ada@example.org", name="Ada", language="en", is_administrator=True)
    )
    return client


def many(ria, number, **values):
    """Put so many mails into the outbox, all about one enquiry."""
    fields = {"kind": "ask", "recipient": ria, "weight": "binding", "due_at": timezone.now()} | values
    Mail.objects.bulk_create(
        Mail(**fields, args={"number": each}, message_id=post.new_message_id("ask")) for each in range(number)
    )


def test_only_the_practice_administrator_gets_in(client, ria, kinds):
    many(ria, 1, last_error="No route")
    again = f"{URL}{Mail.objects.get().pk}/again/"
    assert client.get(URL)["Location"].startswith("/accounts/login/")
    client.force_login(ria)

    assert client.get(URL).status_code == 403
    assert client.post(again).status_code == 403
    assert Mail.objects.get().last_error


def test_page_tells_who_what_and_why_not_but_never_what_it_says(page, ria, kinds):
    enquiry = received()
    many(ria, 1, last_error="Gone fishing", attempts=3, topic=f"enquiry:{enquiry.pk}")

    text = page.get(URL).text

    for told in (
        "Ria de Vries",
        "Gone fishing",
        "tried 3 times",
        "Bibliotheek De Leestafel",
        "ria@bieb.example",
    ):
        assert told in text, told
    assert "Number 0 waits" not in text
    assert "verbouwing" not in text


def test_what_failed_can_be_tried_again_and_nothing_else(
    page, ria, kinds, mailoutbox, django_capture_on_commit_callbacks
):
    many(ria, 1, last_error="Gone fishing", attempts=40)
    again = f"{URL}{Mail.objects.get().pk}/again/"
    assert page.get(again).status_code == 405

    with django_capture_on_commit_callbacks(execute=True):
        assert page.post(again).status_code == 302
    refused = page.post(again)

    assert [each.subject for each in mailoutbox] == ["About 0"]
    assert refused.status_code == 409
    assert "has not failed" in refused.text
    assert page.post(f"{URL}999999/again/").status_code == 404


def test_overview_that_failed_is_tried_again_through_what_went_into_it(page, ria, kinds):
    many(ria, 2, last_error="Gone fishing")
    overview, told = Mail.objects.all()
    Mail.objects.filter(pk=told.pk).update(digest=overview, last_error="", due_at=None)

    assert page.get(URL).text.count("Gone fishing") == 2
    assert page.post(f"{URL}{told.pk}/again/").status_code == 302
    assert Mail.objects.get(pk=overview.pk).attempts == 0


@pytest.mark.parametrize(("shown", "numbers"), [("", 3), ("failed", 1), ("waiting", 2), ("nonsense", 3)])
def test_part_of_it_can_be_asked_for(page, ria, kinds, shown, numbers):
    many(ria, 1, sent_at=timezone.now())
    many(ria, 1, last_error="Gone fishing")
    many(ria, 1, due_at=None)

    assert page.get(f"{URL}?show={shown}").text.count('id="mail-') == numbers


@pytest.mark.parametrize("number", [1, 3, 300])
def test_page_costs_the_same_however_much_was_mailed(page, ria, kinds, number, django_assert_num_queries):
    enquiry = received()
    Mail.objects.all().delete()
    many(ria, number, topic=f"enquiry:{enquiry.pk}")

    # session, user, mail, the enquiry, and the menu's count
    with django_assert_num_queries(5):
        text = page.get(URL).text

    assert text.count('id="mail-') == min(number, 50)
    assert ("Older" in text) == (number > 50)


def test_older_mail_is_a_page_further_and_nonsense_is_the_first(page, ria, kinds):
    many(ria, 51)
    oldest, last = Mail.objects.order_by("pk")[:2]

    text = page.get(f"{URL}?before={last.pk}").text

    assert f'id="mail-{oldest.pk}"' in text
    assert text.count('id="mail-') == 1
    for nonsense in ("x", "1" * 50, "%00", "²"):
        assert page.get(f"{URL}?before={nonsense}").text.count('id="mail-') == 50
