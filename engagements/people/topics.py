"""How engagements are called in the outbox."""

from collections.abc import Iterable

from engagements.lifecycle.models import Engagement
from outbox.topics import Named, names


@names("engagement")
def engagements(pks: Iterable[int]) -> dict[int, Named]:
    """Return title and organisation of engagements."""
    found = Engagement.objects.filter(pk__in=pks).select_related("organisation")
    return {each.pk: Named(f"{each.title} ({each.organisation})", each.get_absolute_url()) for each in found}
