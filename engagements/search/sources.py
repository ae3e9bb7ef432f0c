"""What can be searched: of each kind its texts, who may see it, and the way to it.

Who may see something is never decided here. A kind belongs to a page, which the table of permissions opens or not,
and its rows are those of the very queryset that page shows.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from engagements.documents.models import Document, DocumentVersion
from engagements.evaluation.models import Lesson
from engagements.execution.models import Commitment, CommitmentStep
from engagements.intake.models import AssignmentVersion, Claim, IntendedChange, Observation
from engagements.people.permissions import Seat
from engagements.processes.models import CriticalProcess
from engagements.questions.models import Question
from engagements.record.models import Approval, LogEntry
from engagements.record.permissions import WORDS_ON, kinds_of_words
from engagements.specification.models import Goal
from phases.definitions import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Rows that hang on those of a source and are only ever added: `way` leads to what they hang on, `many` back."""

    model: type[models.Model]
    fields: tuple[str, ...]
    way: str
    many: str

    @property
    def kind(self) -> str:
        """The name under which they are in the index."""
        return self.model._meta.model_name or ""


def texts_of(row: Any, fields: Iterable[str]) -> Iterator[str]:
    """Yield the texts in these fields; a list is one text, an item on a line."""
    for name in fields:
        value = getattr(row, name)
        yield "\n".join(value) if isinstance(value, list) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One kind of thing that can be searched.

    `pages` show it, the first unless `path` says otherwise. `rows` gives what a seat may see there, in every engagement
    where it sits in that role. `at` is the place on the page; `path` the whole address where that is not enough.
    `parts` are the rows that hang on it and are searched with it.
    """

    key: str
    label: Text
    pages: tuple[str, ...]
    model: type[models.Model]
    fields: tuple[str, ...]
    heading: Callable[[Any], str]
    rows: Callable[[Seat], QuerySet]
    at: Callable[[Any], str] = lambda each: ""
    path: Callable[[Any], str] | None = None
    on: Callable[[Any], datetime.date] = lambda each: timezone.localdate(each.created_at)
    related: tuple[str, ...] = ()
    parts: tuple["Part", ...] = ()

    def texts(self, each: Any) -> Iterator[str]:
        """Yield the texts of one of its rows, with those of its parts. One query a part, unless they are fetched."""
        yield from texts_of(each, self.fields)
        for part in self.parts:
            for row in getattr(each, part.many).all():
                yield from texts_of(row, part.fields)

    @property
    def kind(self) -> str:
        """The name under which its rows are in the index."""
        return self.model._meta.model_name or ""

    def opens_to(self, seat: Seat) -> bool:
        """Return whether the seat may open a page where it stands."""
        return any(seat.may(page) for page in self.pages)

    def url(self, each: Any) -> str:
        """Return the address of one of its rows."""
        if self.path is not None:
            return self.path(each)
        fragment = self.at(each)
        address = reverse(f"engagements:{self.pages[0]}", args=[each.engagement.ref])
        return f"{address}#{fragment}" if fragment else address


SOURCES: dict[str, Source] = {}


def searchable(source: Source) -> Source:
    """Register a kind of thing that can be searched; the order is that of the results."""
    SOURCES[source.key] = source
    return source


def everything(model: Any) -> Callable[[Seat], QuerySet]:
    """Return the rows of what a page shows to everybody who may open it."""
    return lambda seat: model.objects.all()


def short(text: str) -> str:
    """Return the beginning of a text, as a heading."""
    return Truncator(text).chars(60)


def entry_path(entry: LogEntry) -> str:
    """Return the address of a log entry: its own."""
    return reverse("engagements:record-line", args=[entry.engagement.ref, "entry", entry.pk])


def process_path(process: CriticalProcess) -> str:
    """Return the address of a process: it has a page of its own."""
    return reverse("engagements:process", args=[process.engagement.ref, process.pk])


def document_path(document: Document) -> str:
    """Return the address of a document's own page."""
    return reverse("engagements:document", args=[document.engagement.ref, document.pk])


def version_path(version: DocumentVersion) -> str:
    """Return the address of a version on the page of its document."""
    page = reverse("engagements:document", args=[version.engagement.ref, version.document_id])
    return f"{page}#version-{version.number}"


def words_seen_from(seat: Seat) -> QuerySet:
    """Return the words, with their reasons, on the pages the seat may open."""
    return Approval.objects.filter(kind__in=kinds_of_words(seat)).exclude(reason="")


searchable(
    Source(
        key="log",
        label=_("Log"),
        pages=("log",),
        model=LogEntry,
        fields=("text",),
        heading=lambda each: date_format(each.happened_on, "DATE_FORMAT"),
        rows=lambda seat: LogEntry.objects.seen_from(seat),
        path=entry_path,
        on=lambda each: each.happened_on,
    )
)
searchable(
    Source(
        key="questions",
        label=_("Questions"),
        pages=("questions",),
        model=Question,
        fields=("told", "answer", "wording"),  # `told`: nothing is found before it is answered
        heading=str,
        rows=lambda seat: Question.objects.answered(),
        at=lambda each: f"question-{each.pk}",
        on=lambda each: each.answered_on,
    )
)
searchable(
    Source(
        key="documents",
        label=_("Documents"),
        pages=("documents",),
        model=Document,
        fields=("title",),
        heading=lambda each: each.title,
        rows=lambda seat: Document.objects.listed().seen_from(seat),
        path=document_path,
    )
)
searchable(
    Source(
        key="versions",
        label=_("Versions of documents"),
        pages=("documents",),
        model=DocumentVersion,
        fields=("note", "name"),
        heading=lambda each: each.document.title,
        rows=lambda seat: DocumentVersion.objects.listed().seen_from(seat),
        path=version_path,
        related=("document",),
    )
)
searchable(
    Source(
        key="observations",
        label=_("Observations"),
        pages=("intake",),
        model=Observation,
        fields=("text",),
        heading=lambda each: each.get_area_display(),
        rows=everything(Observation),
        at=lambda each: f"observation-{each.pk}",
        on=lambda each: each.seen_on,
    )
)
searchable(
    Source(
        key="changes",
        label=_("Intended changes"),
        pages=("intake",),
        model=IntendedChange,
        fields=("from_state", "to_state"),
        heading=lambda each: short(each.to_state),
        rows=everything(IntendedChange),
        at=lambda each: f"change-{each.pk}",
    )
)
searchable(
    Source(
        key="claims",
        label=_("Claims"),
        pages=("claims",),
        model=Claim,
        fields=("text", "party"),
        heading=lambda each: each.party,
        rows=everything(Claim),
        at=lambda each: f"claim-{each.pk}",
    )
)
searchable(
    Source(
        key="assignment",
        label=_("Assignment"),
        pages=("assignment",),
        model=AssignmentVersion,
        fields=("purpose", "result", "authority", "limits", "reporting", "why_new"),
        heading=lambda each: str(_("Version %(number)s")) % {"number": each.number},
        rows=everything(AssignmentVersion),
        at=lambda each: f"version-{each.number}",
    )
)
searchable(
    Source(
        key="processes",
        label=_("Processes"),
        pages=("process",),
        model=CriticalProcess,
        fields=("name", "present_state", "desired_state"),
        heading=lambda each: each.name,
        rows=everything(CriticalProcess),
        path=process_path,
    )
)
searchable(
    Source(
        key="goals",
        label=_("Interim goals"),
        pages=("plan",),
        model=Goal,
        fields=("title", "secures", "measure", "settled_because"),
        heading=lambda each: each.title,
        rows=everything(Goal),
        at=lambda each: f"goal-{each.pk}",
    )
)
searchable(
    Source(
        key="commitments",
        label=_("Commitments"),
        pages=("commitments",),
        model=Commitment,
        fields=("text", "new_home_note"),
        heading=lambda each: str(each.member),
        rows=everything(Commitment),
        at=lambda each: f"commitment-{each.pk}",
        related=("member__user",),
        parts=(Part(model=CommitmentStep, fields=("note", "text"), way="commitment", many="steps"),),
    )
)
searchable(
    Source(
        key="words",
        label=_("Approvals and requests for a change"),
        pages=tuple(dict.fromkeys(WORDS_ON.values())),
        model=Approval,
        fields=("reason",),
        heading=lambda each: f"{each.get_kind_display()}, {each.who}",
        rows=words_seen_from,
        path=lambda each: reverse(f"engagements:{WORDS_ON[each.kind]}", args=[each.engagement.ref]),
        on=lambda each: timezone.localdate(each.at),
        related=("member__user", "on_behalf_of__user"),
    )
)
searchable(
    Source(
        key="lessons",
        label=_("Lessons"),
        pages=("evaluation",),
        model=Lesson,
        fields=("text",),
        heading=lambda each: str(each.member),
        rows=everything(Lesson),
        at=lambda each: f"lesson-{each.pk}",
        on=lambda each: each.learnt_on,
        related=("member__user",),
    )
)
