"""Setting right a month of worked days that was approved: visibly, with a reason, and approved anew."""

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from engagements.lifecycle.exceptions import NotNow
from engagements.lifecycle.mailing import mail
from engagements.lifecycle.work import work_on
from engagements.record import approvals
from engagements.record.letters import approvers
from engagements.record.models import Approval, ApprovalKind, WorkedMonth, WorkedMonthState

if TYPE_CHECKING:
    from accounts.models import User
    from engagements.lifecycle.models import Engagement


def correct_worked_month(
    *,
    worked_month: WorkedMonth,
    actor: "User",
    days: Decimal,
    reason: str,
    note: str = "",
    seen: int | None = None,
) -> WorkedMonth:
    """Hand in other days for a month that was approved, and say why; return it fresh, waiting for approval again.

    The approval that was given lapses, and stays readable with what was approved. Raises ValidationError on `reason`
    without one and on `days` when nothing differs, NotNow for a month that is not approved, Stale after another change.
    """
    with work_on(worked_month.engagement, actor, "worked-month-correct") as work:
        now = work.current(worked_month, seen)
        require_approved(now)
        if not reason.strip():
            raise ValidationError({"reason": _("Say why it is corrected.")})
        if (now.days, now.note) == (Decimal(days), note):
            raise ValidationError({"days": _("This is what was approved already.")})
        approvals.lapse(work.engagement, ApprovalKind.MONTH, [now.pk], because=reason.strip())
        corrected = work.change(
            now,
            days=days,
            note=note,
            state=WorkedMonthState.SUBMITTED,
            answer="",
            answered_by=None,
            answered_at=None,
        )
        work.under("worked-month-correct-because").audit(corrected, after={"reason": reason.strip()})
        # After the commit: mail about what is rolled back would be a lie. robust: no mail is no reason to fail.
        mail("month-waits", approvers(work.engagement), month=now.pk)
    return corrected


def require_approved(month: WorkedMonth) -> None:
    """Raise NotNow with what to do instead unless the month is approved."""
    if month.state == WorkedMonthState.APPROVED:
        return
    if month.is_open:
        raise NotNow(_("This month is not handed in, so you can simply change it."))
    raise NotNow(_("This month waits for the client. They can send it back; then you can change it."))


def beside(months: Iterable[Any], engagement: "Engagement") -> None:
    """Set on each month its `word`, the last that was said of it, and `corrected`: the approvals it had and lost.

    Those newest first, each with its `days`. One query.
    """
    rows = list(months)
    found: dict[int, list[Approval]] = {row.pk: [] for row in rows}
    words = Approval.objects.filter(engagement=engagement, kind=ApprovalKind.MONTH, subject_id__in=found)
    for word in words.with_people().order_by("-pk"):
        found[word.subject_id].append(word)
    for row in rows:
        said: list[Any] = found[row.pk]
        row.word = said[0] if said else None
        row.holds = approvals.holds(row.word, row.content())
        row.corrected = [word for word in said if word.approved and word.lapsed_at]
        for word in row.corrected:
            word.days = days_of(word)


def days_of(word: Approval) -> Decimal:
    """Return the days that were approved."""
    return Decimal(word.content["days"])
