"""A mail as it arrives: whole, in the reader's language, with safe headers and one link."""

import re

import pytest

from accounts.models import User
from outbox import delivery, post
from outbox.letters import Letter, compose


def bodies(message):
    found = (message.get_body((kind,)).get_content() for kind in ("plain", "html"))
    return [each.replace("\r\n", "\n") for each in found]


def sent(server, ria, **values):
    """Send one mail and return it as it arrived."""
    post.queue(values.pop("kind", "ask"), recipient=ria, **values)
    delivery.send_due()
    return server.messages[-1]


def test_mail_says_all_in_text_and_in_html_with_one_link(smtp_server, ria, kinds, settings):
    message = sent(smtp_server, ria, number=7)

    plain, html = bodies(message)
    assert plain.startswith("Dear Ria de Vries,\n\nNumber 7 waits.\n\n“Soon <b>”\n\nLook: http")
    assert "<p>Number 7 waits.</p>" in html
    assert "“Soon &lt;b&gt;”" in html
    for body in (plain, html):
        assert re.findall(r"https?://[^\s\"<]+", body) == [f"{settings.SITE_URL}/accounts/preferences/"]


def test_mail_is_in_the_language_of_its_reader(smtp_server, ria, kinds):
    ria.language = "nl"
    ria.save()

    plain, html = bodies(sent(smtp_server, ria))

    assert plain.startswith("Beste Ria de Vries,")
    assert 'lang="nl"' in html


def test_headers_tell_machines_what_it_is_and_how_to_get_less(smtp_server, ria, kinds):
    message = sent(smtp_server, ria)

    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert re.fullmatch(r"<http://127\.0\.0\.1:8000/mail/stop/[\w:-]+/>", message["List-Unsubscribe"])


def test_what_was_asked_for_this_minute_can_not_be_stopped(smtp_server, ria, kinds):
    message = sent(smtp_server, ria, kind="code")

    assert message["List-Unsubscribe"] is None
    assert "How often" not in bodies(message)[0]


@pytest.mark.parametrize("title", ["Zoë “Kees” 🙂\u202e" * 9, "x\r\nBcc: all@example.org", "a" * 5000])
def test_title_does_no_harm_to_the_headers(title):
    message = compose(Letter(subject=title), to=User(pk=1, email="ria@example.org", name=title)).message()

    assert len(message["Subject"].splitlines()) == 1
    assert message["Subject"] == " ".join(title.split())
    assert "Bcc" not in message


def test_row_keeps_nothing_of_what_the_mail_says(ria, kinds):
    mail = post.queue("ask", recipient=ria, number=7)

    assert (mail.args, mail.address) == ({"number": 7}, "")
    assert re.fullmatch(r"<ask\.[0-9a-f]{32}@127\.0\.0\.1>", mail.message_id)
