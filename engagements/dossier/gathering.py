"""Gathering a dossier: the records, the trail, the lists, the documents and a summary, one after the other."""

import datetime
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from engagements.documents.models import DocumentVersion
from engagements.dossier import summary
from engagements.dossier.archive import Archive, Entry
from engagements.dossier.contents import PARTS, TRAIL, Part
from engagements.dossier.editions import CLIENT, REGISTER, Edition
from engagements.dossier.plain import FORMAT, VERSION, is_person, line, path_of, to_plain
from engagements.lifecycle.exceptions import NotNow
from engagements.lifecycle.lists import LISTS
from engagements.lifecycle.models import AuditEntry, Engagement, PhaseChange
from engagements.people.permissions import Seat
from engagements.reports.typesetting.typeset import Unprintable
from spreadsheets.files import csv_lines
from spreadsheets.reading import by_key

if TYPE_CHECKING:
    from accounts.models import User

RECORDS, TRAIL_FILE = "dossier.json", "audit-trail.jsonl"
BEGINNING = "0" * 64  # what the first line of the trail follows
PIECE = 1024 * 1024
#: What was mailed is no record of the engagement, and is tidied away in time.
NOT_LISTED = frozenset({"mail"})
#: In the client's edition talks are only as far as they were shared: in the records, which say so.
NOT_FOR_THE_CLIENT = NOT_LISTED | {"sparring", "sparring-words"}


@dataclass
class People:
    """The people a dossier names, each under a key: their address in the register, elsewhere a number."""

    edition: Edition
    seat: Seat
    known: dict[int, "User"] = field(default_factory=dict)
    keys: dict[int, str] = field(default_factory=dict)

    def key(self, pk: int) -> str:
        """Return the key of a person. One query the first time."""
        if pk not in self.keys:
            users: Any = type(self.seat.user)._default_manager
            user = self.known[pk] = users.get(pk=pk)
            self.keys[pk] = user.email if self.edition is REGISTER else f"person-{len(self.keys) + 1}"
        return self.keys[pk]

    def told(self) -> list[dict[str, Any]]:
        """Return what the dossier says of each: never how they sign in."""
        found: list[dict[str, Any]] = [
            {"key": self.keys[pk], "name": user.name}
            | (
                {
                    "id": pk,
                    "language": user.language,
                    "is_manager": user.is_manager,
                    "is_active": user.is_active,
                }
                if self.edition is REGISTER
                else {}
            )
            for pk, user in self.known.items()
        ]
        return sorted(found, key=lambda each: each["key"])


@dataclass
class Gathering:
    """One dossier under way: what is already in it decides what else can be."""

    engagement: Engagement
    seat: Seat
    edition: Edition
    archive: Archive
    people: People
    held: dict[Any, set[Any]] = field(default_factory=dict)
    #: How many rows referred to something that is not in the edition.
    dropped: int = 0

    def rows(self, part: Part) -> Iterator[Any]:
        """Yield the rows of a part that refer to nothing outside the dossier, without what the seat may not read."""
        read = part.client if self.edition is CLIENT else part.register
        held = self.held.setdefault(part.model, set())
        for row in by_key(read(self.engagement, self.seat)) if read else ():
            if not self._is_closed(row):
                self.dropped += 1
                continue
            if part.veil:
                part.veil(row, self.seat)
            held.add(row.pk)
            yield row

    def _is_closed(self, row: Any) -> bool:
        for each in row._meta.concrete_fields:
            if each.is_relation and not is_person(each):
                value = each.value_from_object(row)
                if value is not None and value not in self.held.get(each.related_model, ()):
                    return False
        return True

    def plain(self, part: Part, row: Any) -> dict[str, Any]:
        """Return a row as the edition tells it."""
        leaving = part.private if self.edition is CLIENT else frozenset()
        return to_plain(row, self.people.key, leaving)


def gather(
    engagement: Engagement,
    seat: Seat,
    edition: Edition,
    file: BinaryIO,
    *,
    language: str,
    tell: Callable[[int], None] = lambda progress: None,
) -> Gathering:
    """Write the dossier of an engagement, in the active language, as the seat may read it; return what it came to.

    Same content, same bytes. Raises NotNow when a document is not in the store as it was uploaded.
    """
    with Archive(file) as archive:
        gathering = Gathering(engagement, seat, edition, archive, People(edition, seat))
        _records(gathering, tell)
        _lists(gathering, tell)
        _documents(gathering, tell)
        tell(90)
        _summary(gathering, language)
        with archive.entry("README.txt") as entry:
            entry.say(_about(gathering))
    return gathering


def _records(gathering: Gathering, tell: Callable[[int], None]) -> None:
    with gathering.archive.entry(RECORDS) as entry:
        head = {"format": FORMAT, "version": VERSION, "edition": gathering.edition.key}
        entry.say("{" + line(head | {"engagement": gathering.engagement.ref})[1:-1] + ', "records": {\n')
        for number, part in enumerate(PARTS):
            tell(5 + 35 * number // len(PARTS))
            entry.say(f"{line(part.key)}: [")
            for count, row in enumerate(gathering.rows(part)):
                entry.say(("\n" if count == 0 else ",\n") + line(gathering.plain(part, row)))
            entry.say("\n],\n" if number < len(PARTS) - 1 else "\n]\n")
        trail = _told(gathering)  # names people too, so it comes before them
        entry.say("},\n")
        told = ",\n".join(line(each) for each in gathering.people.told())
        entry.say(f'"people": [\n{told}\n],\n"audit_trail": {line(trail)}\n}}\n')
    tell(40)
    with gathering.archive.entry(TRAIL_FILE) as entry:
        for _digest, said in _trail(gathering):
            entry.say(said)


def _told(gathering: Gathering) -> dict[str, Any]:
    """Return how long the trail is, and the checksum of its last line, which depends on all before it."""
    count, last = 0, BEGINNING
    for digest, _said in _trail(gathering):
        count, last = count + 1, digest
    return {"lines": count, "sha256": last}


def _trail(gathering: Gathering) -> Iterator[tuple[str, str]]:
    """Yield each line of the trail with its checksum, oldest first."""
    digest = BEGINNING
    for row in gathering.rows(TRAIL):
        entry = gathering.plain(TRAIL, row)
        previous, digest = digest, link(digest, entry)
        yield digest, line({"entry": entry, "previous": previous, "sha256": digest}) + "\n"


def link(previous: str, entry: Any) -> str:
    """Return the checksum of one line of the trail that follows the line with the checksum `previous`."""
    return hashlib.sha256(f"{previous}\n{line(entry)}".encode()).hexdigest()


def _lists(gathering: Gathering, tell: Callable[[int], None]) -> None:
    left_out = NOT_FOR_THE_CLIENT if gathering.edition is CLIENT else NOT_LISTED
    found = [each for each in LISTS.values() if each.opens_to(gathering.seat) and each.name not in left_out]
    for number, listed in enumerate(found):
        tell(45 + 20 * number // len(found))
        name = f"lists/{slugify(str(listed.label))}-{listed.name}.csv"
        with gathering.archive.entry(name) as entry:
            rows = listed.rows(gathering.engagement, gathering.seat, {})
            for text in csv_lines(listed.headings, rows):
                entry.say(text)


def _documents(gathering: Gathering, tell: Callable[[int], None]) -> None:
    kept = sorted(gathering.held.get(DocumentVersion, ()))
    for number, pk in enumerate(kept):
        tell(65 + 25 * number // len(kept))
        version = DocumentVersion.objects.select_related("document").get(pk=pk)
        with gathering.archive.entry(path_of(version)) as entry:
            _copy(version, entry)


def _copy(version: DocumentVersion, entry: Entry) -> None:
    about = {"title": version.document.title, "number": version.number}
    try:
        with version.file.open("rb") as stored:
            while piece := stored.read(PIECE):
                entry.write(piece)
    except FileNotFoundError as error:
        raise NotNow(
            _("The file of “%(title)s”, version %(number)s, is not in the store.") % about,
            _("Tell the practice administrator: without it the dossier is not complete."),
        ) from error
    if entry.sha256 != version.sha256:
        raise NotNow(
            _("The file of “%(title)s”, version %(number)s, is not what was uploaded.") % about,
            _("Tell the practice administrator: without it the dossier is not complete."),
        )


def _summary(gathering: Gathering, language: str) -> None:
    try:
        found = summary.pdf(
            gathering.engagement,
            gathering.seat,
            gathering.edition,
            language=language,
            made_at=stands_at(gathering.engagement),
        )
        name = "summary.pdf"
    except Unprintable as error:  # one letter that can't be set must not keep all the rest from anybody
        found, name = f"{error.sentence}\n".encode(), "summary-not-set.txt"
    with gathering.archive.entry(name) as entry:
        entry.write(found)


def stands_at(engagement: Engagement) -> datetime.datetime:
    """Return when something was last written down: what a dossier says it is of."""
    moments = [
        AuditEntry.objects.filter(engagement=engagement).order_by("-at").values_list("at", flat=True).first(),
        PhaseChange.objects.filter(engagement=engagement)
        .order_by("-at")
        .values_list("at", flat=True)
        .first(),
    ]
    return max([engagement.created_at, *(each for each in moments if each)])


def _about(gathering: Gathering) -> str:
    engagement, edition = gathering.engagement, gathering.edition
    day = timezone.localtime(stands_at(engagement))
    lines = [
        f"{engagement.title}, {engagement.organisation}",
        f"{edition.label}. {edition.lead}",
        str(edition.left_out),
        _("As it stood on %(day)s.") % {"day": f"{day:%Y-%m-%d %H:%M}"},
        "",
        _("summary.pdf: the engagement in a few pages."),
        _("lists/: the lists of the pages, for a spreadsheet."),
        _("documents/: every file as it was uploaded."),
        _("dossier.json: every record, in format %(version)s.") % {"version": VERSION},
        _(
            "audit-trail.jsonl: who changed what and when. Each line has a checksum that follows from its words and "
            "from the line before: whoever changes one has to change all that follow."
        ),
        _("SHA256SUMS: the checksum of every file. To compare: sha256sum -c SHA256SUMS"),
    ]
    return "\n".join(lines) + "\n"
