"""Somebody asks: what they typed, and the form they typed it in."""

import pytest
from django.utils import timezone

from accounts.models import User
from enquiries import mails, services, spam
from enquiries.readiness import QUESTIONS
from outbox import post
from outbox.models import Mail

TYPED = {
    "name": "Ria de Vries",
    "email": "Ria@Bieb.example",
    "organisation": "Bibliotheek De Leestafel",
    "message": "De verbouwing loopt vast.\nNiemand beslist.",
}


def asked(**values):
    """Return what somebody typed, checked."""
    return services.Asked(**TYPED | values)


def answers(points="21012210"):
    """Return answers to the readiness check, a digit for the points of each question."""
    return {
        question.key: {"choice": question.choices[2 - int(each)].key, "words": ""}
        for question, each in zip(QUESTIONS, points, strict=True)
    }


def received(**values):
    """Return a stored enquiry that came from no form."""
    language = values.pop("language", "nl")
    return services.receive(asked=asked(**values), language=language)[0]


def in_outbox(enquiry, kind, **values):
    """Put a mail to the prospect into the outbox as it stands after whatever happened to it; return it."""
    return Mail.objects.create(
        **{"address": enquiry.email, "args": {"enquiry": enquiry.pk}, "due_at": timezone.now()} | values,
        kind=kind,
        topic=mails.topic(enquiry),
        weight="urgent",
        message_id=post.new_message_id(kind),
    )


@pytest.fixture
def stamp(time_machine):
    """Return the stamp of a form that was opened a minute ago."""
    time_machine.move_to("2026-11-23 12:00 +0000", tick=False)
    made = spam.new_stamp()
    time_machine.move_to("2026-11-23 12:01 +0000", tick=False)
    return made


@pytest.fixture
def administrator(db):
    """The active administrator of the practice, who reads English."""
    return User.objects.create_user(
        "ada@example.org", name="Ada Administrator", language="en", is_administrator=True
    )
