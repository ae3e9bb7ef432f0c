"""The overview: one mail with what is asked of somebody and what happened, instead of a burst.

Apps say in their `digests` module what there is to tell. What was held for the overview comes on top. Everything is
looked at when the mail goes out: what is no longer so is not told.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.conf import settings
from django.shortcuts import resolve_url
from django.utils.dateparse import parse_datetime
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from outbox import kinds
from outbox.kinds import kind
from outbox.letters import Letter
from outbox.links import absolute
from outbox.models import Mail
from outbox.readers import Reader
from outbox.weights import Weight

#: So many lines of one section are told; the rest is on the page.
MOST, MOST_ASKED = 8, 5
LONGEST_SUBJECT, LONGEST_DETAIL = 90, 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One thing that is asked or that happened. `path` is where to do or read it, `title` how it is called in short."""

    text: str
    detail: str = ""
    due_on: date | None = None
    path: str = ""
    title: str = ""

    @property
    def link(self) -> str:
        """The full address, or nothing."""
        return absolute(self.path) if self.path else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What there is to tell about one topic: what is asked, most pressing first, and what happened, newest first.

    `about` is its heading, `path` its page. `more` is how many lines are left out.
    """

    topic: str
    about: str
    path: str = ""
    asked: tuple[Line, ...] = ()
    told: tuple[Line, ...] = ()
    more: int = 0

    @property
    def link(self) -> str:
        """The full address of its page, or nothing."""
        return absolute(self.path) if self.path else ""

    def shortened(self) -> "Section":
        """Return as much of it as a mail tells; what happened gets its share."""
        asked = self.asked[: MOST_ASKED if self.told else MOST]
        told = self.told[: MOST - len(asked)]
        more = len(self.asked) + len(self.told) - len(asked) - len(told)
        return replace(self, asked=asked, told=told, more=more)


#: Gets the reader, the moments between which things happened, and whether to look for what is asked too.
Source = Callable[[Reader, datetime, datetime, bool], Iterable[Section]]
SOURCES: dict[str, Source] = {}


def section(name: str) -> Callable[[Source], Source]:
    """Register a function that says what there is to tell somebody, in the active language."""

    def register(source: Source) -> Source:
        if name in SOURCES and SOURCES[name] is not source:
            raise ValueError(f"There are two sources of overviews called {name!r}.")
        SOURCES[name] = source
        return source

    return register


def gather(reader: Reader, since: datetime, until: datetime, *, asks: bool) -> list[Section]:
    """Return what there is to tell a reader besides what was held for them."""
    found = [each for source in SOURCES.values() for each in source(reader, since, until, asks)]
    return [each for each in found if each.asked or each.told]


@kind("digest", weight=Weight.NEWS, label=gettext_lazy("overview"))
def digest(
    reader: Reader,
    *,
    mails: list[int],
    since: str = "",
    until: str = "",
    asks: bool = False,
    fresh: bool = False,
) -> Letter | None:
    """Write an overview: of the held `mails`, and of what happened `since` and `until`, if that is told.

    `asks` says whether it repeats everything that is asked, `fresh` that something asked is new: that alone is
    reason for a mail. What was held and is still true by itself goes out as the very letter it is.
    """
    held = list(_held(mails))
    sections = gather(reader, _moment(since), _moment(until), asks=asks) if since else []
    if len(held) == 1 and not sections:
        return held[0][1]
    fresh = fresh and any(each.asked for each in sections)
    if not (held or fresh or any(each.told for each in sections)):
        return None
    merged = _merged(sections, held)
    return Letter(
        subject=_subject(merged),
        sentence=_sentence(merged),
        button=_("Open your page"),
        path=merged[0].path
        if len(merged) == 1 and merged[0].path
        else resolve_url(settings.LOGIN_REDIRECT_URL),
        template="outbox/digest",
        context={"sections": [each.shortened() for each in merged], "several": len(merged) > 1},
    )


def _held(pks: list[int]) -> Iterable[tuple[Mail, Letter]]:
    """Yield the held mails that still say something, each with what it says; of several about one page the last."""
    last: dict[str, tuple[Mail, Letter]] = {}
    for mail in Mail.objects.filter(pk__in=pks).select_related("recipient").order_by("pk"):
        letter = kinds.write(mail)
        if letter is not None:
            key = letter.path if mail.weight != Weight.NEWS and letter.path else f"mail-{mail.pk}"
            last.pop(key, None)
            last[key] = mail, letter
    return last.values()


def _merged(sections: list[Section], held: list[tuple[Mail, Letter]]) -> list[Section]:
    """Return the sections with what was held in its place; first the sections that ask."""
    found = {each.topic: each for each in sections}
    for mail, letter in held:
        topic = mail.topic or letter.about
        known = found.get(topic) or Section(
            topic=topic, about=letter.about or letter.subject, path=letter.path
        )
        if mail.weight == Weight.NEWS:
            found[topic] = replace(known, told=(_line(letter), *known.told))
            continue
        asked = known.asked
        for line in _asks_of(letter):
            asked = _placed(line, asked)
        found[topic] = replace(known, asked=asked)
    return sorted(found.values(), key=lambda each: not each.asked)


def _line(letter: Letter) -> Line:
    detail = Truncator(letter.quote).chars(LONGEST_DETAIL)
    return Line(text=letter.sentence, detail=detail, path=letter.path, title=letter.subject)


def _asks_of(letter: Letter) -> list[Line]:
    """Return what a held letter asks: the one thing it is about, or each of those it lists itself."""
    listed = [line for each in letter.context.get("sections", ()) for line in each.asked]
    return listed[::-1] or [_line(letter)]  # what is placed last comes first


def _placed(line: Line, asked: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return what is asked with a held line: instead of the one about the same page, or before all others."""
    if all(each.path != line.path for each in asked):
        return line, *asked
    return tuple(
        replace(line, due_on=each.due_on, detail=line.detail or each.detail)
        if each.path == line.path
        else each
        for each in asked
    )


def once_each(texts: Iterable[str]) -> list[str]:
    """Return the texts without repeating any: a thing that happened three times is one line that says so."""
    return [text if times == 1 else f"{text} (×{times})" for text, times in Counter(texts).items()]


def _subject(sections: list[Section]) -> str:
    """Return what the overview is about: the one thing asked, how many, or what happened."""
    asked = [line for each in sections for line in each.asked]
    told = [line for each in sections for line in each.told]
    where = f": {sections[0].about}" if len(sections) == 1 else ""
    lines = asked or told
    if len(lines) == 1:
        bare, full = lines[0].text, lines[0].title or lines[0].text + where
        return full if len(full) <= LONGEST_SUBJECT else Truncator(bare).chars(LONGEST_SUBJECT)
    if asked:
        count = _asked(sections)
        said = ngettext("%(n)s thing is asked of you", "%(n)s things are asked of you", count) % {"n": count}
        return said + where
    return _("What happened") + where


def _sentence(sections: list[Section]) -> str:
    """Return the first sentence of an overview."""
    asks, tells = any(each.asked for each in sections), any(each.told for each in sections)
    if asks and tells:
        return _("What is asked of you comes first; below it what happened lately.")
    if asks:
        return _("This is what is asked of you now.")
    return _("This happened lately. Nothing new is asked of you.")


def _asked(sections: list[Section]) -> int:
    return sum(len(each.asked) for each in sections)


def _moment(text: str) -> datetime:
    found = parse_datetime(text)
    if found is None:
        raise ValueError(f"Not a moment: {text!r}")
    return found
