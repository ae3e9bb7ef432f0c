"""What was mailed about an engagement: for its managers and the administrator, about this one alone."""

import pytest
from django.utils import timezone

from engagements.people.roles import Role
from outbox import post
from outbox.models import Mail
from tests.engagements.conftest import person, seat_for


def url(engagement, *rest):
    return "/".join(["/engagements", engagement.ref, "mail", *map(str, rest), ""])


def mailed(engagement, reader, number=1, **values):
    """Put mail about the engagement into the outbox."""
    fields = {"kind": "phase-changed", "weight": "binding", "due_at": timezone.now()} | values
    return Mail.objects.bulk_create(
        Mail(
            **fields,
            recipient=reader,
            topic=f"engagement:{engagement.pk}",
            message_id=post.new_message_id("phase-changed"),
        )
        for _each in range(number)
    )


@pytest.fixture
def page(client, manager):
    client.force_login(manager)
    return client


def test_manager_reads_to_whom_and_what_became_of_it(page, engagement, sponsor):
    mailed(engagement, sponsor.user, sent_at=timezone.now())
    mailed(engagement, sponsor.user, last_error="Gone fishing", attempts=2)
    other = Mail.objects.last()
    mailed(engagement, person("Elsewhere"))
    Mail.objects.filter(recipient__name="Elsewhere").update(topic=f"engagement:{engagement.pk}1")

    text = page.get(url(engagement)).text

    assert text.count(str(sponsor.user)) == 3  # twice in the list, once on the button
    assert "Gone fishing" in text
    assert f'action="{url(engagement, other.pk, "again")}"' in text
    assert "Elsewhere" not in text


@pytest.mark.parametrize("role", [Role.SPONSOR, Role.SHADOW])
def test_nobody_else_reads_whom_the_practice_mails(client, engagement, role):
    member = seat_for(engagement, role)
    (mail,) = mailed(engagement, member.user, last_error="Gone fishing")
    client.force_login(member.user)

    assert client.get(url(engagement)).status_code == 403
    assert client.post(url(engagement, mail.pk, "again")).status_code == 403


def test_mail_that_failed_is_tried_again_once(page, engagement, sponsor):
    (mail,) = mailed(engagement, sponsor.user, last_error="Gone fishing", attempts=40)

    assert page.post(url(engagement, mail.pk, "again"))["Location"] == url(engagement)
    assert Mail.objects.get().attempts == 0
    Mail.objects.update(last_error="", sent_at=timezone.now())
    assert page.post(url(engagement, mail.pk, "again")).status_code == 409


def test_mail_about_another_engagement_is_not_found(page, engagement, sponsor):
    (mail,) = mailed(engagement, sponsor.user, last_error="Gone fishing")
    Mail.objects.update(topic="enquiry:1")

    assert page.post(url(engagement, mail.pk, "again")).status_code == 404


@pytest.mark.parametrize("number", [1, 3, 300])
def test_page_costs_the_same_however_much_was_mailed(
    page, engagement, sponsor, number, django_assert_num_queries
):
    mailed(engagement, sponsor.user, number)

    with django_assert_num_queries(6):  # session, user, engagement, seat, phase changes, mail
        text = page.get(url(engagement)).text

    assert text.count('id="mail-') == min(number, 50)
