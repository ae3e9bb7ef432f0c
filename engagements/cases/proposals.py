"""What the software proposes for a first draft: the manager goes on from there, or starts anew."""

from typing import Any

from django.utils.translation import gettext as _

from engagements.evaluation.models import Evaluation
from engagements.lifecycle.models import Engagement, Organisation
from engagements.people.roles import MANAGER_SIDE, ORGANISATION_SIDE
from phases.definitions import Text


def first_draft(engagement: Engagement) -> dict[str, Any]:
    """Return what can be filled in for the manager. One query: the sponsor's word, if it may be quoted."""
    return {"about": about(engagement.organisation), "quote": _quote(engagement)}


def about(organisation: Organisation) -> str:
    """Return sector and size in general words, as far as they are known."""
    known = [organisation.sector, str(size(organisation.headcount)) if organisation.headcount else ""]
    return ", ".join(each for each in known if each)


def size(headcount: int) -> Text:
    """Return about how many people that is, so that it could be any of many organisations."""
    sizes = (
        (10, _("fewer than ten people")),
        (50, _("ten to fifty people")),
        (100, _("fifty to a hundred people")),
        (250, _("one hundred to two hundred and fifty people")),
        (1000, _("two hundred and fifty to a thousand people")),
        (5000, _("one to five thousand people")),
    )
    return next((words for limit, words in sizes if headcount < limit), _("more than five thousand people"))


def _quote(engagement: Engagement) -> str:
    """Return what the sponsor's side wrote, if it may be quoted and it is revealed (both have evaluated)."""
    given = {each.side: each for each in Evaluation.objects.filter(engagement=engagement)}
    theirs = given.get(ORGANISATION_SIDE)
    if theirs is None or MANAGER_SIDE not in given or not theirs.may_be_quoted:
        return ""
    longest = 500
    return theirs.went_well if len(theirs.went_well) <= longest else ""
