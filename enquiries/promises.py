"""What a prospect is promised, in words: on the form, on the page after it and in mail."""

from django.conf import settings
from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

YEAR = 365


def kept_for() -> str:
    """Return how long an enquiry is kept that came to nothing, in years where that is what it is."""
    days = settings.ENQUIRY_RETENTION_DAYS
    if days == YEAR:
        return _("a year")
    if days % YEAR == 0:
        return ngettext("%(count)s year", "%(count)s years", days // YEAR) % {"count": days // YEAR}
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


def answered_within() -> str:
    """Return when somebody hears from the practice."""
    days = settings.ENQUIRY_ANSWER_WORKING_DAYS
    return ngettext("within one working day", "within %(count)s working days", days) % {
        "count": apnumber(days)
    }
