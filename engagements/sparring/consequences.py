"""What the sparring desk would leave behind: questions that are not decided."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from engagements.lifecycle.consequences import OpenItem, open_items
from engagements.lifecycle.models import Engagement
from engagements.sparring.models import SparringRequest


@open_items
def open_questions(engagement: Engagement) -> Iterator[OpenItem]:
    """Return each question that is not decided, held by whose it is; what it asks is between the two."""
    undecided = SparringRequest.objects.filter(engagement=engagement).undecided()
    for each in undecided.select_related("owner__user").order_by("decide_by", "pk"):
        yield OpenItem(
            sentence=_("Question at the sparring desk, to be decided by %(day)s")
            % {"day": date_format(each.decide_by)},
            owner=each.owner,
        )
