"""Does a change last? When it is asked, the five questions, what can be answered, and what five answers say together.

Pure data and arithmetic: the engagements ask it of owners, the public try-out plays with it.
"""

from collections.abc import Mapping
from enum import IntEnum, StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phases.shapes import Text

#: The days after the manager has stepped back on which the owner of a process is asked.
CHECK_DAYS = (30, 90, 180)


class Question(StrEnum):
    """The five questions of a durability check."""

    STILL_DONE = "still_done"
    MEASURED = "measured"
    SURVIVES_ABSENCE = "survives_absence"
    LEADERS_VISIBLE = "leaders_visible"
    STILL_FITS = "still_fits"


class Answer(IntEnum):
    """What can be answered to each of them."""

    NO = 0
    PARTLY = 1
    YES = 2


class Verdict(StrEnum):
    """What five answers say together."""

    HOLDS = "holds"
    FINE_TUNE = "fine_tune"
    RELAPSING = "relapsing"


#: The questions in short; the form of a check asks them in full.
QUESTIONS: dict[Question, Text] = {
    Question.STILL_DONE: _("Still done?"),
    Question.MEASURED: _("Still measured?"),
    Question.SURVIVES_ABSENCE: _("Survives absence?"),
    Question.LEADERS_VISIBLE: _("Leaders visible?"),
    Question.STILL_FITS: _("Still fits?"),
}
ANSWERS: dict[Answer, Text] = {
    Answer.YES: pgettext_lazy("answer", "Yes"),
    Answer.PARTLY: pgettext_lazy("answer", "Partly"),
    Answer.NO: pgettext_lazy("answer", "No"),
}
VERDICTS: dict[Verdict, Text] = {
    Verdict.HOLDS: _("Holds"),
    Verdict.FINE_TUNE: _("Needs fine-tuning"),
    Verdict.RELAPSING: _("Relapsing"),
}


def judge(answers: Mapping[Question, Answer]) -> Verdict:
    """What the answers to all five questions say together.

    Holds: five times yes. Relapsing: it is no longer done the new way, or at least two of the five are a no. Anything
    in between needs fine-tuning.
    """
    given = list(answers.values())
    if all(answer is Answer.YES for answer in given):
        return Verdict.HOLDS
    if answers[Question.STILL_DONE] is Answer.NO or given.count(Answer.NO) >= 2:
        return Verdict.RELAPSING
    return Verdict.FINE_TUNE
