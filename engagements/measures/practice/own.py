"""The visitor's own engagements beside those of the practice: by name, as they see them anyway."""

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _

from engagements.lifecycle.models import Engagement
from engagements.measures.practice import words
from engagements.measures.practice.reading import Rows
from engagements.measures.practice.sums import DAYS_A_WEEK, Handed, Settled
from engagements.measures.tables import MOST_ROWS, NOTHING
from phases.definitions import BY_KEY
from phases.durability import CHECK_DAYS, Verdict

#: The headings of the columns that follow the engagement itself.
type Row = tuple[Engagement, tuple[str, ...]]


def headings() -> tuple[str, ...]:
    """Return what stands above each column."""
    return (
        *(_("Engagement"), _("Phase"), _("Time in it"), _("Let go in time")),
        *(_("Holds after 180 days"), _("Promises kept")),
    )


def rows_of(led: Iterable[Engagement], rows: Rows) -> list[Row]:
    """Return the latest of the engagements with what is measured of each; no more than one reads."""
    return [(each, _cells(each, rows)) for each in list(led)[:MOST_ROWS]]


def _cells(engagement: Engagement, rows: Rows) -> tuple[str, ...]:
    pk = engagement.pk
    life = rows.lives[pk]
    return (
        str(BY_KEY[life.phase].title),
        words.weeks(round(life.spent(life.phase) / DAYS_A_WEEK)),
        _part(rows.handed.get(pk, ()), (Handed.IN_TIME,)),
        _part(rows.verdicts(CHECK_DAYS[-1]).get(pk, ()), (Verdict.HOLDS,)),
        _part(rows.settled.get(pk, ()), (Settled.KEPT, Settled.KEPT_ANEW)),
    )


def _part(found: Iterable[str], good: Iterable[str]) -> str:
    told = Counter(found)
    if not told:
        return NOTHING
    return _("%(n)s of %(total)s") % {"n": sum(told[name] for name in good), "total": told.total()}
