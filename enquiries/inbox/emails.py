"""Mail to the people of the practice about an enquiry, in the recipient's language. It builds; it stores nothing."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.emails import Letter, compose
from accounts.links import absolute
from enquiries.models import Enquiry


def assigned(enquiry: Enquiry) -> Letter:
    """Return the mail that tells an interim manager that this enquiry is theirs; its words stay behind signing in."""
    manager = enquiry.manager
    if manager is None:
        raise ValueError("Nobody to tell: the enquiry is nobody's.")
    with override(manager.language):
        return compose(
            "enquiries/inbox/mail/assigned",
            to=manager.email,
            subject=_("An enquiry for you: %(who)s") % {"who": enquiry.organisation},
            context={
                "name": manager.name,
                "enquiry": enquiry,
                "address": absolute(reverse("inbox:enquiry", args=[enquiry.ref])),
            },
        )
