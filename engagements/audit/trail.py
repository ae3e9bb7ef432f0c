"""Reading the trail: a page of it, in words, with what stood before beside what stands after."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from engagements.audit import words
from engagements.audit.kinds import KINDS, Kind, readable
from engagements.intake.wording import ADDED, REMOVED, Piece, difference
from engagements.lifecycle.models import AuditEntry, Engagement
from engagements.people.models import Membership
from engagements.people.permissions import Seat
from engagements.people.roles import ADMINISTRATOR, Role
from engagements.record.lines import start_of
from phases.definitions import BY_KEY

PER_PAGE = 25
AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One field: what stood and what stands, in words. For a text the two come in pieces that say what differs."""

    label: str
    before: str
    after: str
    pieces: tuple[Piece, ...] = ()

    @property
    def was(self) -> list[Piece]:
        """The text before, with what went out of it."""
        return [piece for piece in self.pieces if piece.kind != ADDED]

    @property
    def became(self) -> list[Piece]:
        """The text after, with what came into it."""
        return [piece for piece in self.pieces if piece.kind != REMOVED]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One line of the trail."""

    pk: int
    at: datetime.datetime
    who: str
    kind: str
    deed: str
    subject: str
    changes: list[Changed]
    shape: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which part of the trail is asked for; what is empty does not narrow it."""

    person: User | None = None
    kind: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some lines, newest first, and the id of the last when there are more; otherwise empty."""

    lines: list[Told]
    older: str = ""


def narrowed(engagement: Engagement, seat: Seat, asked: Asked) -> QuerySet[AuditEntry]:
    """Return the lines the seat may read and asks for, newest first. No query."""
    found = readable(engagement, seat).select_related("actor", "on_behalf_of__user").order_by("-at", "-pk")
    if asked.person:
        found = found.filter(actor=asked.person)
    if asked.kind:
        found = found.filter(subject_kind=asked.kind)
    if asked.since:
        found = found.filter(at__gte=start_of(asked.since))
    if asked.until:
        found = found.filter(at__lt=start_of(asked.until + datetime.timedelta(days=1)))
    return found


def read(engagement: Engagement, seat: Seat, asked: Asked, *, before: int | None = None) -> Page:
    """Return a page: the newest lines, or those before the line with id `before`.

    One query, and one for each kind of thing that they name; one more to find the line `before`.
    """
    found = narrowed(engagement, seat, asked)
    if before is not None:
        last = AuditEntry.objects.filter(engagement=engagement, pk=before).first()
        found = older_than(last, found) if last else found.none()
    entries = list(found[: PER_PAGE + 1])
    shown = entries[:PER_PAGE]
    return Page(
        lines=in_words(shown, engagement, seat),
        older=str(shown[-1].pk) if len(entries) > PER_PAGE else "",
    )


def older_than(entry: AuditEntry, found: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
    """Return those of the lines that come after an entry, newest first. No query."""
    # The first condition is what the index can start from.
    return found.filter(Q(at__lte=entry.at), Q(at__lt=entry.at) | Q(pk__lt=entry.pk))


def every(engagement: Engagement, seat: Seat, asked: Asked) -> Iterator[Told]:
    """Yield all lines that were asked for, newest first, some at a time."""
    found = narrowed(engagement, seat, asked)
    entries = list(found[:AT_ONCE])
    while entries:
        yield from in_words(entries, engagement, seat)
        entries = list(older_than(entries[-1], found)[:AT_ONCE])


def people_in(engagement: Engagement, seat: Seat) -> QuerySet[User]:
    """Return who did what the seat may read about, by name."""
    lines = readable(engagement, seat).order_by()
    return User.objects.filter(pk__in=lines.values("actor")).order_by("name", "pk")


def kinds_for(seat: Seat) -> list[Kind]:
    """Return the kinds the seat may read about."""
    return [kind for kind in KINDS.values() if seat.role == ADMINISTRATOR or kind.opens_to(seat)]


def in_words(entries: Iterable[AuditEntry], engagement: Engagement, seat: Seat) -> list[Told]:
    """Return lines as the seat reads them. One query for each kind of thing that they name."""
    rows = list(entries)
    named = _names(rows, engagement, seat)
    return [_told(entry, seat, named) for entry in rows]


def _told(entry: AuditEntry, seat: Seat, named: dict[tuple[str, Any], str]) -> Told:
    kind = KINDS.get(entry.subject_kind)
    return Told(
        pk=entry.pk,
        at=entry.at,
        who=entry.who,
        kind=words.kind_label(entry.subject_kind),
        deed=str(words.deed(entry)),
        subject=words.subject(entry),
        changes=[
            changed
            for name in _fields(entry, kind, seat)
            for changed in [_changed(entry, kind, name, named)]
            if changed.before or changed.after
        ],
        shape="changed" if entry.before and entry.after else "removed" if entry.before else "added",
    )


def _fields(entry: AuditEntry, kind: Kind | None, seat: Seat) -> list[str]:
    """Return the fields the seat may read, in the order of the model."""
    names = list(dict.fromkeys([*entry.before, *entry.after]))
    if kind is None:
        return []
    left_out = kind.inner if seat.is_practice else kind.inner | kind.private
    order = [field.name for field in kind.model._meta.concrete_fields]
    shown = [name for name in names if name not in left_out]
    return sorted(shown, key=lambda name: order.index(name) if name in order else len(order))


def _changed(entry: AuditEntry, kind: Kind | None, name: str, named: dict[tuple[str, Any], str]) -> Changed:
    before, after = entry.before.get(name), entry.after.get(name)
    was = words.in_words(kind, name, before, named)
    became = words.in_words(kind, name, after, named)
    both = bool(was and became) and words.is_prose(kind, name)
    return Changed(
        label=words.label_of(kind, name),
        before=was,
        after=became,
        pieces=difference(was, became) if both else (),
    )


# -- what ids stand for


def _names(entries: list[AuditEntry], engagement: Engagement, seat: Seat) -> dict[tuple[str, Any], str]:
    wanted: dict[str, set[Any]] = {}
    for entry in entries:
        kind = KINDS.get(entry.subject_kind)
        for values in (entry.before, entry.after):
            for name, value in values.items():
                target = words.refers_to(kind, name)
                if target and value is not None:
                    wanted.setdefault(target, set()).add(value)
    return _phases(seat) | {
        (target, row.pk): words.name_of(row)
        for target, pks in wanted.items()
        for row in _seen(target, engagement, seat).filter(pk__in=pks)
    }


def _phases(seat: Seat) -> dict[tuple[str, Any], str]:
    """Return what the phases are called by the seat."""
    return {
        ("phase", key): str(phase.title if seat.is_practice else phase.public_title)
        for key, phase in BY_KEY.items()
    }


def _seen(target: str, engagement: Engagement, seat: Seat) -> QuerySet:
    """Return what a value may be the id of, as far as the seat may know it."""
    if target == "user":
        return User.objects.all() if seat.is_practice else User.objects.exclude(_shadows(engagement))
    kind = KINDS[target]
    model: Any = kind.model
    rows = model.objects.all()
    if not seat.is_practice:
        rows = kind.rows(seat) if kind.rows else rows if kind.opens_to(seat) else rows.none()
    if target == "membership":
        rows = rows.select_related("user")
    return rows.filter(**{"engagements" if target == "organisation" else "engagement": engagement})


def _shadows(engagement: Engagement) -> Q:
    members = Membership.objects.filter(engagement=engagement).order_by()
    shadows = members.filter(role=Role.SHADOW).values("user")
    return Q(pk__in=shadows) & ~Q(pk__in=members.exclude(role=Role.SHADOW).values("user"))
