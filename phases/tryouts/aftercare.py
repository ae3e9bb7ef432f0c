"""What can happen after the manager has left, and what it does to three processes with or without handholds."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phases.durability import Question
from phases.shapes import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happens in the half year after; `strain` (1 or 2) says which questions it makes hard."""

    key: str
    title: Text
    does: Text
    strain: Mapping[Question, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handhold:
    """Something to hold on to; it `carries` the answers to some of the questions."""

    key: str
    title: Text
    helps: Text
    carries: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """A critical process: the question that is hard for it anyway, and the one it carries by itself."""

    key: str
    title: Text
    weak: Question
    strong: Question


EVENTS = (
    Event(
        key="absent",
        title=_("The owner is away for six weeks"),
        does=_("What only the owner knew, nobody knows for six weeks."),
        strain={Question.SURVIVES_ABSENCE: 2, Question.STILL_DONE: 1},
    ),
    Event(
        key="board",
        title=_("The board looks elsewhere"),
        does=_("Nobody at the top asks about it any more, and that gets noticed."),
        strain={Question.LEADERS_VISIBLE: 2, Question.MEASURED: 1},
    ),
    Event(
        key="leaves",
        title=_("A key person leaves"),
        does=_("The one everybody went to is gone; the newcomer brings habits along."),
        strain={Question.STILL_DONE: 2, Question.SURVIVES_ABSENCE: 1, Question.STILL_FITS: 1},
    ),
    Event(
        key="measuring",
        title=_("The measuring stops"),
        does=_("The list is no longer kept up, so what slips is noticed late."),
        strain={Question.MEASURED: 2, Question.STILL_FITS: 1},
    ),
    Event(
        key="crowd",
        title=_("A third more patients come"),
        does=_("What fitted a quiet clinic creaks in a full one."),
        strain={Question.STILL_FITS: 2, Question.STILL_DONE: 1},
    ),
)

HANDHOLDS = (
    Handhold(
        key="document",
        title=pgettext_lazy("handhold", "a document"),
        helps=_("a document, so that somebody else can look up how it goes"),
        carries=(Question.STILL_DONE, Question.SURVIVES_ABSENCE),
    ),
    Handhold(
        key="rhythm",
        title=pgettext_lazy("handhold", "a rhythm"),
        helps=_("a rhythm, so that it is noticed in the same week and put right"),
        carries=(Question.STILL_DONE, Question.MEASURED, Question.LEADERS_VISIBLE),
    ),
    Handhold(
        key="person",
        title=pgettext_lazy("handhold", "a person"),
        helps=_("a person, a deputy who can do it too and knows why"),
        carries=(Question.SURVIVES_ABSENCE, Question.STILL_FITS),
    ),
    Handhold(
        key="number",
        title=pgettext_lazy("handhold", "a number"),
        helps=_("a number everybody sees, so that it shows before it hurts"),
        carries=(Question.MEASURED, Question.LEADERS_VISIBLE),
    ),
    Handhold(
        key="training",
        title=pgettext_lazy("handhold", "a training"),
        helps=_("a training, so that newcomers learn the new way instead of the old one"),
        carries=(Question.STILL_DONE, Question.STILL_FITS),
    ),
)

PROCESSES = (
    Process(
        key="referrals",
        title=_("Letters"),
        weak=Question.SURVIVES_ABSENCE,
        strong=Question.STILL_DONE,
    ),
    Process(
        key="rosters",
        title=_("Rosters"),
        weak=Question.LEADERS_VISIBLE,
        strong=Question.SURVIVES_ABSENCE,
    ),
    Process(
        key="places",
        title=_("Places"),
        weak=Question.MEASURED,
        strong=Question.LEADERS_VISIBLE,
    ),
)
