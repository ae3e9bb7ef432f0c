"""What an enquiry says already of the engagement it may become: its first texts, so that nothing is typed again.

All of it is in the prospect's own language and words. Pure: no query, nothing stored.
"""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from engagements.intake.models import AssignmentVersion
from engagements.lifecycle.fields import TEXT_LENGTH
from engagements.lifecycle.models import Engagement
from enquiries import readiness
from enquiries.models import Enquiry
from enquiries.readiness import Line
from phases.definitions import BY_KEY
from phases.shapes import Text

#: Which answers of the readiness check begin which text of the assignment. Its purpose is the message itself.
ANSWERS_FOR: dict[str, tuple[str, ...]] = {
    "result": ("done_when",),
    "authority": ("mandate",),
    "limits": ("may_not_change",),
    "reporting": ("problem_owner", "backing"),
}


def answers_of(enquiry: Enquiry) -> list[Line]:
    """Return what was answered, in the order of the questions."""
    return [line for line in readiness.lines(enquiry.readiness) if line.choice or line.words.strip()]


def in_words(line: Line, *, asked: bool = True) -> str:
    """Return the answer that was given (a choice, own words, or both), below its question if `asked`."""
    question = str(line.question.text) if asked else ""
    label = str(line.choice.label) if line.choice else ""
    return "\n".join(filter(None, (question, label, line.words.strip())))


def title_of(enquiry: Enquiry) -> str:
    """Return what the engagement could be called."""
    with override(enquiry.language):
        title = _("Interim management at %(organisation)s") % {"organisation": enquiry.organisation}
    return shortened(title, Engagement._meta.get_field("title").max_length)


def assignment_of(enquiry: Enquiry) -> dict[str, str]:
    """Return the texts of the first draft of the assignment; what nobody said yet says that of itself."""
    texts = {"purpose": enquiry.message}
    with override(enquiry.language):
        given = {line.question.key: line for line in answers_of(enquiry)}
        for name, keys in ANSWERS_FOR.items():
            field: Any = AssignmentVersion._meta.get_field(name)
            unsaid = "" if field.blank else _("Still to be agreed.")
            # One answer stands under the name of the text, which asks the same; of two each needs its question.
            found = [in_words(given[key], asked=len(keys) > 1) for key in keys if key in given]
            text = "\n\n".join(found)
            texts[name] = shortened(text or unsaid, field.max_length)
    return texts


def shown(texts: dict[str, str]) -> list[tuple[Text, str]]:
    """Return the texts of a draft with what each is called."""
    fields: dict[str, Any] = {name: AssignmentVersion._meta.get_field(name) for name in texts}
    return [(fields[name].verbose_name, text) for name, text in texts.items()]


def record_of(enquiry: Enquiry) -> list[str]:
    """Return the whole enquiry as entries for the log of the engagement: one, or more when it does not fit."""
    with override(enquiry.language):
        text = "\n\n".join(_parts(enquiry))
    return list(pieces(text, TEXT_LENGTH))


def _parts(enquiry: Enquiry) -> Iterator[str]:
    sent = date_format(timezone.localdate(enquiry.sent_at), "DATE_FORMAT")
    who = ", ".join(filter(None, (enquiry.name, enquiry.organisation, enquiry.email, enquiry.phone)))
    yield _("The enquiry of %(day)s, as it was sent by %(who)s.") % {"day": sent, "who": who}
    if enquiry.step in BY_KEY:
        yield _("Reading: %(step)s") % {"step": BY_KEY[enquiry.step].public_title}
    yield enquiry.message
    for line in answers_of(enquiry):
        yield in_words(line)


def shortened(text: str, most: int | None) -> str:
    """Return the text, cut off with an ellipsis where it is longer than `most`."""
    return text if most is None or len(text) <= most else f"{text[: most - 1].rstrip()}…"


def pieces(text: str, most: int) -> Iterator[str]:
    """Yield the text in pieces of at most `most` characters, broken between words where it has any."""
    while len(text) > most:
        breaks = [text.rfind(blank, 1, most) for blank in ("\n\n", "\n", " ")]
        end = next((each for each in breaks if each > most // 2), most)
        yield text[:end].rstrip()
        text = text[end:].lstrip()
    if text:
        yield text
