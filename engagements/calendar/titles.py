"""What an entry is called: never with somebody else's name, and no more than its reader wants to be read."""

from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from engagements.calendar.models import Titles
from engagements.calendar.sources import Planned
from engagements.calendar.tables import Tables
from engagements.cases.anonymity import Watch, names_of
from engagements.people.models import Membership

#: A title longer than this is cut: it stands in a small box.
LONGEST = 90


@dataclass(frozen=True, slots=True)
class Worded:
    """What an entry says: its title, and where it belongs (empty where only the kind is said)."""

    title: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """Puts entries into words for one reader, in the active language. No query."""

    titles: str
    watches: dict[int, Watch]

    def of(self, planned: Planned) -> Worded:
        """Return what the entry says; only the word of its kind where its words name somebody, or say too much."""
        kind = str(planned.kind.label)
        if self.titles == Titles.KIND:
            return Worded(kind)
        engagement = planned.table.engagement
        words, about = _clean(planned.words), _clean(f"{engagement.title}, {engagement.organisation}")
        watch = self.watches[engagement.pk]
        if words and not watch.objections(words):
            title = _("%(kind)s: %(what)s") % {"kind": kind, "what": Truncator(words).chars(LONGEST)}
        else:
            title = kind
        return Worded(title, "" if watch.objections(about) else about)


def wording_for(tables: Tables, titles: str) -> Wording:
    """Return how entries are worded for whoever sits at these tables. One query: who else ever took part."""
    names: dict[int, list[str]] = {pk: [] for pk in tables.by_engagement}
    others = Membership.objects.filter(engagement__in=names).exclude(user=tables.user)
    for engagement, name in others.values_list("engagement_id", "user__name").distinct():
        names[engagement].append(name)
    return Wording(titles, {pk: names_of(found) for pk, found in names.items()})


def _clean(text: str) -> str:
    """Return the text on one line, without what no calendar can carry."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())
