"""What the list of enquiries says of each, as a file."""

from django.utils.translation import gettext_lazy as _

from enquiries.models import Enquiry
from spreadsheets.columns import Column, named, of, yes_or_no

COLUMNS = (
    Column(_("Sent at"), lambda enquiry: enquiry.sent_at),
    Column(_("How it stands"), lambda enquiry: enquiry.get_state_display()),
    *of(Enquiry, "organisation", "name", "email", "phone", "message"),
    Column(_("Language"), lambda enquiry: enquiry.get_language_display()),
    Column(_("Interim manager"), lambda enquiry: named(enquiry.manager)),
    Column(_("Perhaps spam"), lambda enquiry: yes_or_no(enquiry.is_suspected)),
)
