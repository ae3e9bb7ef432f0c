"""Mail of signing in, as it arrives by SMTP."""

import pytest
from django.tasks import TaskResultStatus

from accounts.models import User
from accounts.tasks import send_invitation, send_password_link

ENGAGEMENT = {"inviter": "Anna de Vries", "title": "Planning in the OR", "path": "/accounts/preferences/"}


def bodies(message):
    return [message.get_body((kind,)).get_content() for kind in ("plain", "html")]


def test_newcomer_is_mailed_a_link_to_choose_a_password(smtp_server, client_user, settings):
    result = send_invitation.enqueue(client_user.pk, role="sponsor", **ENGAGEMENT)

    assert result.status == TaskResultStatus.SUCCESSFUL
    [message] = smtp_server.messages
    assert message.envelope.recipients == ["pat@example.org"]
    assert message["Subject"] == "Anna de Vries invites you to “Planning in the OR”"
    for body in bodies(message):
        assert f"{settings.SITE_URL}/accounts/password/reset/key/" in body
        assert "as sponsor" in body
        assert "next=/accounts/preferences/" in body


def test_person_with_password_is_mailed_only_the_address(smtp_server, manager, settings):
    send_invitation.enqueue(manager.pk, **ENGAGEMENT)

    [message] = smtp_server.messages
    for body in bodies(message):
        assert f"{settings.SITE_URL}/accounts/preferences/" in body
        assert "/password/" not in body


def test_invitation_is_in_the_language_of_the_recipient(smtp_server, manager):
    send_invitation.enqueue(manager.pk, role="opdrachtgever", **ENGAGEMENT)

    [message] = smtp_server.messages
    plain, html = bodies(message)
    assert message["Subject"] == "Anna de Vries nodigt je uit voor ‘Planning in the OR’"
    assert "als opdrachtgever" in plain
    assert 'lang="nl"' in html


def test_title_with_markup_and_line_breaks_does_no_harm(smtp_server, client_user):
    send_invitation.enqueue(
        client_user.pk, inviter="A <b>", title="x\r\nBcc: all@example.org\n<script>", path="/"
    )

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
def test_subject_with_accents_arrives_as_it_was_written(smtp_server, client_user, title):
    send_invitation.enqueue(client_user.pk, inviter="Renée", title=title, path="/")

    assert smtp_server.messages[0]["Subject"] == f"Renée invites you to “{title}”".replace(" ”", " ”")


@pytest.mark.parametrize("task", [send_invitation, send_password_link])
def test_inactive_or_vanished_people_get_nothing(smtp_server, client_user, task):
    User.objects.filter(pk=client_user.pk).update(is_active=False)
    extra = ENGAGEMENT if task is send_invitation else {}
    task.enqueue(client_user.pk, **extra)
    task.enqueue(0, **extra)

    assert smtp_server.messages == []


def test_mail_that_cannot_be_sent_fails_the_task_not_the_caller(settings, client_user):
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 9, "timeout": 1},
        }
    }

    assert send_password_link.enqueue(client_user.pk).status == TaskResultStatus.FAILED
