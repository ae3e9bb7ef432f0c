"""Messages about worked days, each in the recipient's language. They build; they store nothing."""

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.emails import Letter
from engagements.lifecycle.emails import letter
from engagements.people.models import Membership
from engagements.record.models import WorkedMonth


def month_waits(month: WorkedMonth, member: Membership, corrected_because: str = "") -> Letter:
    """Return the mail that asks somebody to approve the worked days of a month, again when they were corrected."""
    with override(member.user.language):
        name = date_format(month.month, "F Y")
        said = _("The worked days of %(month)s have been handed in: %(days)s.")
        if corrected_because:
            said = _(
                "The worked days of %(month)s have been corrected, and wait for approval again: %(days)s."
            )
        return letter(
            month.engagement,
            member,
            template="asked",
            subject=_("Worked days of %(month)s: %(title)s")
            % {"month": name, "title": month.engagement.title},
            sentence=said % {"month": name, "days": number_format(month.days.normalize(), use_l10n=True)},
            quote=corrected_because or month.note,
            after=_("You can approve them, or send them back and say what is not right."),
            button=_("Open the worked days"),
            path=reverse("engagements:worked-months", args=[month.engagement.ref]),
        )


def month_disputed(month: WorkedMonth, member: Membership) -> Letter:
    """Return the mail that tells an interim manager that worked days came back, and why."""
    with override(member.user.language):
        name = date_format(month.month, "F Y")
        return letter(
            month.engagement,
            member,
            template="asked",
            subject=_("Worked days of %(month)s came back: %(title)s")
            % {"month": name, "title": month.engagement.title},
            sentence=_("%(who)s has sent the worked days of %(month)s back, with this reason:")
            % {"who": month.answered_by, "month": name},
            quote=month.answer,
            after=_("You can change them and hand them in again."),
            button=_("Open the worked days"),
            path=reverse("engagements:worked-months", args=[month.engagement.ref]),
        )
