"""What everybody reads of the practice: one frozen value, kept in this process so that reading it costs no query."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import OperationalError, ProgrammingError, connection
from django.urls import reverse
from django.utils.translation import get_language

from practice.colours import HOUSE, Pair, version
from practice.models import ONLY, Manager, Practice

KEY = "practice.profile"


@dataclass(frozen=True, kw_only=True, slots=True)
class Spoken:
    """A text in Dutch and English. Either may be empty: then readers of that language get the other."""

    nl: str = ""
    en: str = ""

    @property
    def language(self) -> str:
        """The language the reader gets: their own if the text is there in it."""
        own, other = ("en", "nl") if (get_language() or "nl").startswith("en") else ("nl", "en")
        return own if getattr(self, own) or not getattr(self, other) else other

    def __str__(self) -> str:
        return getattr(self, self.language)

    def __bool__(self) -> bool:
        return bool(self.nl or self.en)


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """A manager as shown to the world."""

    name: str
    headline: Spoken
    about: Spoken

    @property
    def monogram(self) -> str:
        """The first letters of the first and the last word of the name."""
        words = self.name.split()
        ends = words if len(words) < 2 else (words[0], words[-1])
        return "".join(word[0] for word in ends).upper()


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """The practice as it presents itself; `tagline` and `introduction` are in the language of whoever reads now."""

    name: str
    taglines: Spoken
    email: str
    phone: str = ""
    address: str = ""
    registration: str = ""
    introductions: Spoken = Spoken()
    colour_manager: str = HOUSE.manager
    colour_organisation: str = HOUSE.organisation
    managers: tuple[Person, ...] = ()

    @property
    def tagline(self) -> str:
        """What the practice is about, in a few words."""
        return str(self.taglines)

    @property
    def introduction(self) -> str:
        """A few paragraphs about the practice, or nothing."""
        return str(self.introductions)

    @property
    def phone_link(self) -> str:
        """The telephone number as a link wants it."""
        return "tel:" + "".join(each for each in self.phone.replace("(0)", "") if each in "+0123456789")

    @property
    def stylesheet(self) -> str:
        """The address of the practice's own colours; nothing when they are the house's."""
        pair = Pair(manager=self.colour_manager, organisation=self.colour_organisation)
        return "" if pair == HOUSE else f"{reverse('practice_files:colours')}?v={version(pair)}"


def profile() -> Profile:
    """Return the practice as it presents itself. No query while this process remembers it.

    What another process changed is seen here when the cache's own time is over (`CACHES["local"]`).
    """
    local = caches["local"]
    known = local.get(KEY)
    if known is None:
        try:
            known = _read()
        except (OperationalError, ProgrammingError):
            if Practice._meta.db_table in connection.introspection.table_names():
                raise
            return of(by_default())  # before the first `migrate`; not remembered
        local.set(KEY, known)
    return known


def forget() -> None:
    """Read anew next time, in this process."""
    caches["local"].delete(KEY)


def by_default() -> Practice:
    """Return what the settings say of the practice, as a row that is not stored."""
    return Practice(pk=ONLY, **settings.PRACTICE)


def as_stored(row: Practice | None) -> Practice:
    """Return the row, or what the settings say as long as nothing was stored: a row of version 0 is but a lock."""
    if row and row.version:
        return row
    found = by_default()
    found._state.adding = row is None
    return found


def practice() -> Practice:
    """Return the practice as it is stored now, to be changed. One query."""
    return as_stored(Practice.objects.filter(pk=ONLY).first())


def of(row: Practice, managers: Any = ()) -> Profile:
    """Return a row as everybody reads it, with the managers it shows."""
    return Profile(
        name=row.name,
        taglines=Spoken(nl=row.tagline_nl, en=row.tagline_en),
        introductions=Spoken(nl=row.introduction_nl, en=row.introduction_en),
        email=row.email,
        phone=row.phone,
        address=row.address,
        registration=row.registration,
        colour_manager=row.colour_manager,
        colour_organisation=row.colour_organisation,
        managers=tuple(
            Person(
                name=each.name,
                headline=Spoken(nl=each.headline_nl, en=each.headline_en),
                about=Spoken(nl=each.about_nl, en=each.about_en),
            )
            for each in managers
        ),
    )


def _read() -> Profile:
    """Return the practice and the managers it shows. Two queries."""
    return of(practice(), Manager.objects.public())
