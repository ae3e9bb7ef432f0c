"""The mail server of the tests is a real one: what is sent through settings and socket arrives whole."""

from django.core.mail import send_mail


def test_mail_arrives_with_its_envelope(smtp_server, mailoutbox):
    sent = send_mail(
        "Één onderwerp", "Eerste\n.\nlaatste", "ik@example.org", ["jij@example.org", "u@example.org"]
    )

    (message,) = smtp_server.messages
    assert sent == 1
    assert message["subject"] == "Één onderwerp"
    assert message.envelope.sender == "ik@example.org"
    assert message.envelope.recipients == ["jij@example.org", "u@example.org"]
    assert message.get_content().split() == ["Eerste", ".", "laatste"]
    assert mailoutbox == []
