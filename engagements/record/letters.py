"""Mail about worked days: to those who approve them, and back to the interim manager."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.lifecycle.letters import letter, place
from engagements.lifecycle.mailing import Mailing, approving, mailing
from engagements.lifecycle.models import Engagement
from engagements.people.models import Membership
from engagements.record.models import Approval, ApprovalKind, WorkedMonth, WorkedMonthState
from outbox.kinds import kind
from outbox.letters import Letter
from outbox.weights import Weight

if TYPE_CHECKING:
    from accounts.models import User


@kind("month-waits", weight=Weight.BINDING, label=gettext_lazy("worked days to approve"))
def month_waits(reader: "User", *, month: int) -> Letter | None:
    """Ask somebody to approve the worked days of a month, again when they were corrected; not once somebody has."""
    found = _month(month, WorkedMonthState.SUBMITTED)
    if found is None or place(reader, found.engagement, "worked-month-approve") is None:
        return None
    corrected = _corrected_because(found)
    said = _("The worked days of %(month)s have been handed in: %(days)s.")
    if corrected:
        said = _("The worked days of %(month)s have been corrected, and wait for approval again: %(days)s.")
    name = date_format(found.month, "F Y")
    return letter(
        found.engagement,
        subject=_("Worked days of %(month)s: %(title)s") % {"month": name, "title": found.engagement.title},
        sentence=said % {"month": name, "days": number_format(found.days.normalize(), use_l10n=True)},
        quote=corrected or found.note,
        after=_("You can approve them, or send them back and say what is not right."),
        button=_("Open the worked days"),
        path=_page(found),
    )


@kind("month-disputed", weight=Weight.BINDING, label=gettext_lazy("worked days sent back"))
def month_disputed(reader: "User", *, month: int) -> Letter | None:
    """Tell an interim manager that worked days came back, and why; not once they are handed in again."""
    found = _month(month, WorkedMonthState.DISPUTED)
    if found is None or place(reader, found.engagement, "worked-month-submit") is None:
        return None
    name = date_format(found.month, "F Y")
    words = Approval.objects.filter(engagement=found.engagement).of(ApprovalKind.MONTH, found.pk)
    word = words.with_people().order_by("-pk").first()
    return letter(
        found.engagement,
        subject=_("Worked days of %(month)s came back: %(title)s")
        % {"month": name, "title": found.engagement.title},
        sentence=_("%(who)s has sent the worked days of %(month)s back, with this reason:")
        % {"who": word.who if word else found.answered_by, "month": name},
        quote=found.answer,
        after=_("You can change them and hand them in again."),
        button=_("Open the worked days"),
        path=_page(found),
    )


def approvers(engagement: Engagement) -> list[Membership]:
    """Return who may approve worked days and can be mailed. One query."""
    return approving(engagement, "worked-month-approve")


def approvers_mailed(engagement: Engagement) -> Mailing:
    """Return the same, with when each is mailed."""
    return mailing(approvers(engagement), Weight.BINDING)


def _month(pk: int, state: WorkedMonthState) -> WorkedMonth | None:
    months = WorkedMonth.objects.select_related("engagement__organisation", "answered_by__user")
    return months.filter(pk=pk, state=state).first()


def _corrected_because(month: WorkedMonth) -> str:
    """Return why an approved month was handed in anew; empty when it was not."""
    words = Approval.objects.filter(engagement=month.engagement).of(ApprovalKind.MONTH, month.pk)
    latest = words.order_by("-pk").first()
    return latest.lapsed_because if latest and latest.approved else ""


def _page(month: WorkedMonth) -> str:
    return reverse("engagements:worked-months", args=[month.engagement.ref])
