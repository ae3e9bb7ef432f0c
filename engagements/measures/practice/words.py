"""What the practice's measures say, in a sentence each; and why something is not shown or shown over more."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from engagements.lifecycle.models import Kind
from engagements.measures.practice.safety import Choice, Lens
from engagements.measures.practice.sums import Handed, Settled, Spread
from engagements.measures.words import amount
from engagements.questions.rules import SMALLEST_GROUP
from phases.definitions import BY_KEY
from phases.durability import Verdict


def weeks(n: int) -> str:
    """Return a number of weeks."""
    return ngettext("%(n)s week", "%(n)s weeks", n) % {"n": n} if n else _("less than a week")


def phases(found: Mapping[str, Spread]) -> str:
    """Return which phase takes longest; with some left out, no more than how long the longest of the others takes."""
    longest = max(found, key=lambda key: found[key].middle)
    if len(found) == len(BY_KEY):
        told = _(
            "%(phase)s takes longest: %(middle)s for the middle one, and between %(low)s and %(high)s weeks for half "
            "of the engagements."
        )
    else:
        told = _(
            "%(phase)s takes %(middle)s for the middle one, and between %(low)s and %(high)s weeks for half of the "
            "engagements."
        )
    here = found[longest]
    words = {"phase": BY_KEY[longest].title, "middle": weeks(here.middle), "low": here.low, "high": here.high}
    return told % words


def handed(found: Mapping[str, int]) -> str:
    """Return how many processes are let go by the day that was planned."""
    told = _("About %(n)s%% of the processes whose day has come were let go by then.") % {
        "n": found[Handed.IN_TIME]
    }
    if not found[Handed.WAITING]:
        return told
    return f"{told} " + _("About %(n)s%% still wait for it.") % {"n": found[Handed.WAITING]}


def lag(found: Mapping[int, float]) -> str:
    """Return in which month owners are furthest below what is expected."""
    month = min(found, key=lambda month: found[month])
    if round(found[month], 1) >= 0:
        return _("In no month do owners, taken together, say that less is theirs than is expected by then.")
    behind = amount(-found[month])
    told = ngettext(
        "The hand-over lags most in month %(month)s: owners are then %(n)s rung below what is expected, on average.",
        "The hand-over lags most in month %(month)s: owners are then %(n)s rungs below what is expected, on average.",
        1 if behind == "1" else 2,
    )
    return told % {"month": month, "n": behind}


def lasting(day: int, found: Mapping[str, int]) -> str:
    """Return what still holds at a moment."""
    return _(
        "About %(holds)s%% of the processes that were checked after %(day)s days still hold; about %(relapsing)s%% "
        "relapse."
    ) % {"day": day, "holds": found[Verdict.HOLDS], "relapsing": found[Verdict.RELAPSING]}


def kept(found: Mapping[str, int]) -> str:
    """Return how many promises were kept."""
    return _(
        "About %(n)s%% of the promises that were settled were kept: about %(anew)s%% after they were agreed anew."
    ) % {"n": found[Settled.KEPT] + found[Settled.KEPT_ANEW], "anew": found[Settled.KEPT_ANEW]}


def chosen(choice: Choice) -> str:
    """Return over what a figure goes."""
    years = (
        f"{choice.years[0]}–{choice.years[-1]}"
        if len(choice.years) > 1
        else "".join(str(year) for year in choice.years) or _("all years")
    )
    kinds = ", ".join(str(Kind(kind).label).lower() for kind in choice.kinds) or _("all kinds")
    return f"{years}, {kinds}"


def nothing(lens: Lens) -> str:
    """Return why a measure is not shown, or not for what was chosen."""
    if lens.contributing and lens.grouping is None:
        if all(each.is_known for each in lens.contributing):
            told = _("It takes at least %(smallest)s clients to say nothing about one of them.")
        else:
            told = _(
                "It takes at least %(smallest)s clients, besides those you see anyway, to say nothing about one of "
                "them."
            )
        return told % {"smallest": SMALLEST_GROUP}
    if not lens.contributing:
        return _("Nothing to measure yet.")
    return _("Nothing to measure yet in what you chose.")


def wider(choice: Choice) -> str:
    """Return that a figure goes over more than was chosen, and why."""
    return _(
        "Shown for %(chosen)s together: in your choice alone, or in what it leaves out, are fewer than %(smallest)s "
        "clients."
    ) % {"chosen": chosen(choice), "smallest": SMALLEST_GROUP}


def too_few() -> str:
    """Return what stands where a number would be about too few, or let one be found by subtraction."""
    return _("too few")


def month(number: int) -> str:
    """Return the name of a month of an engagement."""
    return pgettext("month of an engagement", "Month %(n)s") % {"n": number}
