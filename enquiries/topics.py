"""How enquiries are called in the outbox."""

from collections.abc import Iterable

from django.urls import reverse

from enquiries.models import Enquiry
from outbox.topics import Named, names


@names("enquiry")
def enquiries(pks: Iterable[int]) -> dict[int, Named]:
    """Return the organisations that ask; an enquiry that was erased has no name left."""
    found = Enquiry.objects.filter(pk__in=pks, erased_at=None).only("ref", "organisation")
    return {each.pk: Named(each.organisation, reverse("inbox:enquiry", args=[each.ref])) for each in found}
