"""Mail to the people of the practice about an enquiry, in the recipient's language. It builds; it stores nothing."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.emails import Letter
from accounts.links import absolute
from accounts.services import one_line
from enquiries.models import Enquiry


def assigned(enquiry: Enquiry) -> Letter:
    """Return the mail that tells an interim manager that this enquiry is theirs; its words stay behind signing in."""
    manager = enquiry.manager
    if manager is None:
        raise ValueError("Nobody to tell: the enquiry is nobody's.")
    with override(manager.language):
        filled = {
            "name": manager.name,
            "enquiry": enquiry,
            "language": manager.language,
            "address": absolute(reverse("inbox:enquiry", args=[enquiry.ref])),
        }
        message = Letter(
            subject=one_line(_("An enquiry for you: %(who)s") % {"who": enquiry.organisation}),
            body=render_to_string("enquiries/inbox/mail/assigned.txt", filled).strip() + "\n",
            to=[manager.email],
            headers={"Auto-Submitted": "auto-generated"},
        )
        message.attach_alternative(
            render_to_string("enquiries/inbox/mail/assigned.html", filled), "text/html"
        )
    return message
