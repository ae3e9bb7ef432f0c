"""What intake would leave behind when an engagement ends early."""

from collections.abc import Iterable

from django.utils.translation import ngettext

from engagements.intake.models import ClaimConflict, ConflictState
from engagements.lifecycle.consequences import OpenItem, open_items
from engagements.lifecycle.models import Engagement


@open_items
def unhandled_conflicts(engagement: Engagement) -> Iterable[OpenItem]:
    """List how many conflicts nobody has handled. Only the number: more people read this than may read the claims."""
    count = ClaimConflict.objects.filter(engagement=engagement, state=ConflictState.OPEN).count()
    if not count:
        return ()
    sentence = ngettext(
        "%(count)s conflict between claims is not handled.",
        "%(count)s conflicts between claims are not handled.",
        count,
    )
    return (OpenItem(sentence=sentence % {"count": count}),)
