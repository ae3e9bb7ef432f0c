"""Would somebody know whose case it is? Finds names, words and addresses that give it away. It can't find everything.

People are found by each of their names, the organisation by its name and what is particular in it, and whatever the
manager says must stay out (the place, a product). Accents and invisible characters make no difference.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from engagements.lifecycle.models import Engagement
from phases.definitions import Text

ADDRESS = re.compile(
    r"[^\s@]+@[^\s@]+\.\w+|(?:https?://|www\.)\S+|\b[\w-]+\.(?:nl|be|de|eu|com|org|net|io)\b", re.IGNORECASE
)
_SMALL = "aan al bij da de del den der di dr drs du el en het ir la le mr mrs ms op prof 't te ten ter the und van von"
_DUTCH = (
    "bank bedrijf bureau college coöperatie corporatie dienst fabriek fonds gemeente groep holding huis instelling "
    "instituut kliniek maatschappij museum onderneming organisatie provincie raad school stichting theater vereniging "
    "waterschap zorg"
)
_ENGLISH = (
    "agency association authority company corporation council foundation group hospital housing institute municipality "
    "organisation organization partners services society trust university works"
)
#: Parts of a name that say nothing by themselves.
PARTICLES = frozenset(_SMALL.split())
#: How words end that say what kind of organisation it is: those do not give it away.
KINDS = (*_DUTCH.split(), *_ENGLISH.split())
#: From this length on a word is also found at the beginning of a longer one: Schijndrecht in Schijndrechtse.
LONG = 5


@dataclass(frozen=True, slots=True)
class Giveaway:
    """Something that must not be read: how it is found, the word as people know it, and what to do about it."""

    pattern: re.Pattern[str]
    word: str
    advice: Text


@dataclass(frozen=True, slots=True)
class Watch:
    """Everything that would give one engagement away."""

    giveaways: tuple[Giveaway, ...]

    def objections(self, text: str) -> list[str]:
        """Return a sentence for each word in the text that gives it away. No query."""
        read = plain_letters(text)
        found = {each.word: each.advice for each in self.giveaways if each.pattern.search(read)}
        found |= {address: _("“%(word)s” is an address. Leave it out.") for address in ADDRESS.findall(read)}
        return [str(advice) % {"word": word} for word, advice in found.items()]


def watch_for(engagement: Engagement, kept_out: str) -> Watch:
    """Return what would give the engagement away: everybody who ever took part, its organisation, `kept_out`.

    One query; the organisation's besides when it is not loaded.
    """
    names = engagement.memberships.select_related("user").values_list("user__name", flat=True)
    found = [
        *_of_people(names),
        *_of_organisation(engagement.organisation.name),
        *_of_words(kept_out.split(",")),
    ]
    return Watch(tuple({each.pattern: each for each in found}.values()))


def names_of(people: Iterable[str]) -> Watch:
    """Return what would name one of these people. No query."""
    return Watch(tuple(_of_people(people)))


def plain_letters(text: str) -> str:
    """Return the text without accents and invisible characters, which would hide a name."""
    letters = unicodedata.normalize("NFKD", text)
    return "".join(each for each in letters if unicodedata.category(each) not in {"Mn", "Cf"})


def _of_people(names: Iterable[str]) -> Iterator[Giveaway]:
    """Yield each name of each person, written as a name: somebody called Koper does not forbid copper."""
    advice = _("“%(word)s” is somebody's name. Say who it is in general words: the founder, a planner.")
    parts = dict.fromkeys(part.strip(".,") for name in names for part in name.split())
    for part in parts:
        if len(part) > 1 and part.lower() not in PARTICLES:
            name = plain_letters(part[:1].upper() + part[1:])
            either = "|".join(re.escape(each) for each in dict.fromkeys((name, name.upper())))
            yield Giveaway(re.compile(rf"\b(?:{either})(?:['’]?s)?\b"), part, advice)


def _of_organisation(name: str) -> Iterator[Giveaway]:
    """Yield the organisation's name, what is left of it without what kind of organisation it is, and its long words."""
    words = [word.strip(".,()[]\"'") for word in name.split()]
    own = [word for word in words if word.lower() not in PARTICLES and not word.lower().endswith(KINDS)]
    yield from _of_words([name, " ".join(own)])
    advice = _("“%(word)s” would give the organisation away. Say it in general words.")
    for word in own if len(own) > 1 else ():
        # In its own capitals: a foundation called Good Living does not forbid living.
        if len(word) >= LONG or word.isupper():
            yield Giveaway(re.compile(rf"\b{re.escape(plain_letters(word))}\b"), word, advice)


def _of_words(words: Iterable[str]) -> Iterator[Giveaway]:
    """Yield words and phrases that are found in any case, long ones also where a word only begins with them."""
    advice = _("“%(word)s” would give the organisation away. Say it in general words.")
    for word in (each.strip() for each in words):
        if word:
            end = "" if len(word) >= LONG else r"\b"
            phrase = r"\s+".join(re.escape(part) for part in plain_letters(word).split())
            yield Giveaway(re.compile(rf"(?<!\w){phrase}{end}", re.IGNORECASE), word, advice)
