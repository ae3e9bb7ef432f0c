"""Mail of signing in, as it arrives by SMTP."""

import time

import pytest

from accounts import codes
from accounts.invitations import links
from accounts.invitations import services as invitations
from accounts.letters import PASSWORD_LINK
from accounts.models import User
from outbox import delivery, post
from outbox.models import Mail
from tests.accounts.conftest import digits_in


def bodies(message):
    return [message.get_body((kind,)).get_content() for kind in ("plain", "html")]


def test_invitation_says_who_asks_whom_into_what_and_leads_to_one_page(
    smtp_server, invite, settings, posting
):
    with posting():
        made = invite()

    [message] = smtp_server.messages
    assert message.envelope.recipients == ["pat@example.org"]
    assert message["Subject"] == "Anna de Vries invites you to “Theatres on time”"
    for body in bodies(message):
        assert "as sponsor" in body
        assert f"{settings.SITE_URL}{links.path_of(made)}" in body
        assert body.count("http") == 1


def test_invitation_is_in_the_language_of_the_recipient(smtp_server, manager, client_user, invite, posting):
    with posting():
        invite(user=manager, inviter=client_user, title="Planning in the OR")

    [message] = smtp_server.messages
    plain, html = bodies(message)
    assert message["Subject"] == "Pat Lee nodigt je uit voor ‘Planning in the OR’"
    assert "als opdrachtgever" in plain
    assert 'lang="nl"' in html


def test_nothing_that_opens_is_stored(invite, posting):
    with posting():
        made = invite()
        codes.mail(made.user.email, codes.new_key())

    token = links.token_of(made)
    stored = [*Mail.objects.values_list(), *type(made).objects.values_list()]
    assert token.partition("-")[2] not in repr(stored)
    assert codes.digits_of(Mail.objects.get(kind=codes.KIND).args["key"]) not in repr(stored)


def test_sign_in_mail_does_not_offer_to_stop_it(smtp_server, client_user, invite, posting):
    with posting():
        invite()
        codes.mail(client_user.email, codes.new_key())
        post.queue(PASSWORD_LINK, recipient=client_user)

    assert [message["List-Unsubscribe"] for message in smtp_server.messages] == [None, None, None]


def test_code_is_in_the_subject_and_there_is_no_link_to_click(smtp_server, client_user, posting):
    key = codes.new_key()
    with posting():
        codes.mail(client_user.email, key)

    [message] = smtp_server.messages
    assert message["Subject"] == f"{codes.digits_of(key)} is your code"
    for body in bodies(message):
        assert codes.digits_of(key) in body
        assert "http" not in body


def test_invitation_that_was_settled_before_it_could_be_sent_is_not_sent(smtp_server, invite, posting):
    with posting():
        made = invite()
        invitations.revoke(user=made.user, path=made.path)

    assert smtp_server.messages == []


def test_code_that_is_too_old_is_not_sent(smtp_server, client_user, posting):
    with posting():
        post.queue(codes.KIND, recipient=client_user, key=codes.new_key(), until=int(time.time()) - 1)

    assert smtp_server.messages == []


def test_second_copy_of_a_mail_says_the_same(mailoutbox, invite, posting):
    with posting():
        made = invite()
        codes.mail(made.user.email, codes.new_key())
    Mail.objects.update(sent_at=None)

    delivery.send_due()

    first, code, *again = mailoutbox
    assert [message.body for message in again] == [first.body, code.body]
    assert digits_in(again[1]) == digits_in(code)


def test_title_with_markup_and_line_breaks_does_no_harm(smtp_server, invite, manager, posting):
    User.objects.filter(pk=manager.pk).update(name="A <b>")
    manager.refresh_from_db()
    with posting():
        invite(inviter=manager, title="x\r\nBcc: all@example.org\n<script>")

    [message] = smtp_server.messages
    assert message["Bcc"] is None
    assert message.envelope.recipients == ["pat@example.org"]
    assert "<script>" not in bodies(message)[1]
    assert "A <b>" in bodies(message)[0]


@pytest.mark.parametrize(
    "title",
    [
        "Café Élan: planning in het ziekenhuis van Zoë, één jaar later, Renée ‘vóór’ alles",
        "😀 " * 40,
        "é" * 200,
    ],
)
def test_subject_with_accents_arrives_as_it_was_written(smtp_server, invite, title, posting):
    with posting():
        invite(title=title)

    assert smtp_server.messages[0]["Subject"] == f"Anna de Vries invites you to “{title}”".replace(" ”", " ”")


def test_inactive_people_get_nothing(smtp_server, client_user, invite, posting):
    User.objects.filter(pk=client_user.pk).update(is_active=False)
    client_user.refresh_from_db()
    with posting():
        invite()
        codes.mail(client_user.email, codes.new_key())
        post.queue(PASSWORD_LINK, recipient=client_user)

    assert smtp_server.messages == []
    assert not Mail.objects.exists()


def test_mail_server_that_is_away_is_no_reason_to_fail(settings, invite, posting):
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 9, "timeout": 1},
        }
    }
    with posting():
        made = invite()

    made.mail.refresh_from_db()
    assert (made.mail.sent_at, made.mail.attempts) == (None, 1)
    assert made.mail.last_error
