"""What runs through all phases: the log and the worked days. Approvals have a module of their own."""

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from engagements.lifecycle.exceptions import NotNow
from engagements.lifecycle.mailing import mail, reachable
from engagements.lifecycle.work import Work, plain, work_on
from engagements.people.permissions import Seat
from engagements.people.roles import Role
from engagements.record import approvals, permissions
from engagements.record.audiences import Audience
from engagements.record.letters import approvers
from engagements.record.models import ApprovalKind, LogEntry, WorkedMonth, WorkedMonthState

if TYPE_CHECKING:
    from accounts.models import User
    from engagements.lifecycle.models import Engagement


def add_entry(
    *,
    engagement: "Engagement",
    actor: "User",
    text: str,
    happened_on: datetime.date | None = None,
    audience: str = Audience.PRIVATE,
    stance: int | None = None,
    minutes: int | None = None,
) -> LogEntry:
    """Log what happened (today, unless told otherwise), for those it is meant for; return the entry.

    The role played and the minutes worked are for its author alone.

    Raises PermissionDenied when the actor's role may not write for that audience, ValidationError for a day to come.
    """
    with work_on(engagement, actor, "log-add") as work:
        _require_audience(work.seat, audience)
        return write_entry(
            work, text=text, happened_on=happened_on, audience=audience, stance=stance, minutes=minutes
        )


def write_entry(
    work: Work,
    *,
    text: str,
    happened_on: datetime.date | None = None,
    audience: str = Audience.PRIVATE,
    stance: int | None = None,
    minutes: int | None = None,
) -> LogEntry:
    """Log what happened, as `add_entry` does, in work that is under way: who may is decided by whoever opened it."""
    return work.add(
        LogEntry,
        author=work.seat.user,
        text=text,
        happened_on=happened_on or timezone.localdate(),
        audience=audience,
        stance=stance,
        minutes=minutes,
    )


def change_entry(*, entry: LogEntry, actor: "User", seen: int | None = None, **values: Any) -> LogEntry:
    """Change an entry that only its author has read so far, or share it; return it fresh.

    Raises PermissionDenied for anybody but the author, NotNow once others may read it, Stale after another change.
    """
    with work_on(entry.engagement, actor, "log-change") as work:
        now = work.current(entry)
        require_changeable(
            now, work.seat
        )  # before staleness: shared meanwhile means read, whatever else changed
        _require_audience(work.seat, values.get("audience", now.audience))
        return work.change(now, seen=seen, **values)


def require_changeable(entry: LogEntry, seat: Seat) -> None:
    """Raise PermissionDenied for anybody but the author, NotNow with the reason once others may read the entry."""
    if not permissions.is_author(entry, seat):
        raise PermissionDenied(_("Only who wrote an entry can change it."))
    if not entry.is_private:
        raise NotNow(
            _(
                "Others may have read this entry, so it stays as it is. Write a new one if there is more to say."
            )
        )


def _require_audience(seat: Seat, audience: str) -> None:
    if audience not in permissions.audiences_of(seat):
        raise PermissionDenied(_("Your role in this engagement can't share an entry with these readers."))


def add_worked_month(
    *, engagement: "Engagement", actor: "User", month: datetime.date, days: Decimal, note: str = ""
) -> WorkedMonth:
    """Note the days worked in a month (any day of it), as a draft the client does not see; return it.

    Raises ValidationError on `month` when it has a row already or has not begun, on `days` when it has fewer.
    """
    with work_on(engagement, actor, "worked-month-add") as work:
        _require_free(work, month)
        _require_worked(work, month)
        return work.add(WorkedMonth, month=month, days=days, note=note)


def change_worked_month(
    *, worked_month: WorkedMonth, actor: "User", seen: int | None = None, **values: Any
) -> WorkedMonth:
    """Change a month that is a draft or disputed; return it fresh. A disputed one stays so until it is handed in again.

    Raises NotNow once it is handed in or approved, Stale after another change, ValidationError as adding does.
    """
    with work_on(worked_month.engagement, actor, "worked-month-change") as work:
        now = work.current(worked_month, seen)
        require_open(now)
        if "month" in values:
            _require_free(work, values["month"], but=now)
            _require_worked(work, values["month"])
        return work.change(now, seen=seen, **values)


def submit_worked_month(*, worked_month: WorkedMonth, actor: "User") -> WorkedMonth:
    """Hand in a draft or disputed month, and ask the client to approve it; return it fresh. Raises NotNow otherwise."""
    with work_on(worked_month.engagement, actor, "worked-month-submit") as work:
        now = work.current(worked_month)
        require_open(now)
        handed_in = work.change(now, state=WorkedMonthState.SUBMITTED)
        # What was tried out in the draft stays the manager's own; for others the trail begins with these figures.
        figures = {"days": plain(handed_in.days), "note": handed_in.note}
        work.under("worked-month-figures").audit(handed_in, after=figures)
        mail("month-waits", approvers(work.engagement), month=now.pk)
    return handed_in


def approve_worked_month(*, worked_month: WorkedMonth, actor: "User", seen: int | None = None) -> WorkedMonth:
    """Approve a month that was handed in, which freezes it; return it fresh.

    Raises NotNow for a month that does not wait for an answer, Stale when it is not the version that was `seen`.
    """
    with work_on(worked_month.engagement, actor, "worked-month-approve") as work:
        approved = _answer(work, worked_month, WorkedMonthState.APPROVED, "", seen)
        approvals.approve(work, kind=ApprovalKind.MONTH, subject_id=approved.pk, content=approved.content())
    return approved


def dispute_worked_month(
    *, worked_month: WorkedMonth, actor: "User", reason: str, seen: int | None = None
) -> WorkedMonth:
    """Send a month that was handed in back with a reason, which the manager reads; return it fresh.

    Raises ValidationError on `reason` without one, NotNow for a month that does not wait for an answer, Stale when it
    is not the version that was `seen`.
    """
    with work_on(worked_month.engagement, actor, "worked-month-dispute") as work:
        if not reason.strip():
            raise ValidationError({"reason": _("Say what is not right.")})
        disputed = _answer(work, worked_month, WorkedMonthState.DISPUTED, reason.strip(), seen)
        approvals.ask_for_change(
            work,
            kind=ApprovalKind.MONTH,
            subject_id=disputed.pk,
            content=disputed.content(),
            reason=reason,
        )
        mail("month-disputed", reachable(work.engagement, {Role.MANAGER}), month=disputed.pk)
    return disputed


def _answer(work: Work, worked_month: WorkedMonth, state: str, answer: str, seen: int | None) -> WorkedMonth:
    now = work.current(worked_month, seen)
    require_submitted(now)
    return work.change(
        now,
        state=state,
        answer=answer,
        answered_by=work.seat.stand_in or work.seat.membership,
        answered_at=timezone.now(),
    )


def require_open(month: WorkedMonth) -> None:
    """Raise NotNow with the reason unless the month is a draft or was sent back."""
    if month.is_open:
        return
    if month.state == WorkedMonthState.APPROVED:
        raise NotNow(
            _("This month is approved, so it stays as it is. If it is wrong, correct it with a reason.")
        )
    raise NotNow(
        _("This month has been handed in and waits for the client. They can send it back with a reason.")
    )


def require_submitted(month: WorkedMonth) -> None:
    """Raise NotNow with the month's state unless it waits for an answer of the client."""
    if month.state != WorkedMonthState.SUBMITTED:
        state = month.get_state_display()
        raise NotNow(_("This month does not wait for an answer. It stands at: %(state)s.") % {"state": state})


def _require_worked(work: Work, month: datetime.date) -> None:
    """Raise ValidationError on `month` for one in which the engagement had ended already."""
    if work.engagement.is_active:
        return
    last = work.engagement.last_working_day
    if last is None:
        change = work.engagement.changes.last()
        last = change.day if change else timezone.localdate()
    if month.replace(day=1) > last:
        day = date_format(last, "DATE_FORMAT")
        raise ValidationError({"month": _("The engagement ended on %(day)s.") % {"day": day}})


def _require_free(work: Work, month: datetime.date, but: WorkedMonth | None = None) -> None:
    rows = WorkedMonth.objects.filter(engagement=work.engagement, month=month.replace(day=1))
    if but:
        rows = rows.exclude(pk=but.pk)
    if rows.exists():
        name = date_format(month, "F Y")
        raise ValidationError(
            {"month": _("There is a row for %(month)s already; change that one.") % {"month": name}}
        )
