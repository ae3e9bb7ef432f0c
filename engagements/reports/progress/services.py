"""What is done with progress reports: drafted from the record, written, sent, corrected, opened."""

import datetime
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from engagements.lifecycle.mailing import mail, reachable
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.work import Work, validate, work_on
from engagements.people.models import Membership
from engagements.people.names import with_role
from engagements.people.permissions import Seat
from engagements.people.roles import ORGANISATION, STEERING, Role
from engagements.record.digests import digest_of
from engagements.reports.progress import rules
from engagements.reports.progress.content import asked_of, compose, lines_of
from engagements.reports.progress.drafting import Draft, draft
from engagements.reports.progress.models import PARTS, ProgressReport, ReportSchedule, ReportSeen
from engagements.reports.progress.verdicts import Verdict, overall
from outbox.weights import Weight

if TYPE_CHECKING:
    from accounts.models import User

#: Of whom a report may ask something: whoever takes part for the client, and who writes it.
ASKABLE = ORGANISATION | {Role.MANAGER}


def add_report(
    *, engagement: Engagement, actor: "User", since: datetime.date, until: datetime.date
) -> ProgressReport:
    """Draft the next report from the record of a period, both days included, and return it.

    Raises ValidationError for a period that has not been, NotNow while another report is a draft.
    """
    rules.require_period(since, until)
    with work_on(engagement, actor, "report-add") as work:
        reports = ProgressReport.objects.filter(engagement=work.engagement)
        rules.require_no_draft(reports)
        found = draft(work.engagement, since, until)
        number = (reports.aggregate(last=Max("number"))["last"] or 0) + 1
        return work.add(
            ProgressReport,
            number=number,
            language=work.engagement.language,
            since=since,
            until=until,
            author=rules.require_membership(work.seat),
            verdict=found.proposal.verdict,
            summary=found.proposal.why,
            **_offered(found),
            **{part: "\n".join(lines) for part, lines in found.points.items()},
        )


def _offered(found: Draft) -> dict[str, Any]:
    return {"goals": found.goals, "asked": found.asked, "counts": found.counts, "drafted": found.points}


def change_report(
    *,
    report: ProgressReport,
    actor: "User",
    goals: Mapping[int, tuple[str, str]],
    asked: Iterable[tuple[Membership, str, datetime.date]],
    seen: int | None = None,
    **texts: Any,
) -> ProgressReport:
    """Store what the manager made of a draft, and return it.

    `goals` holds a verdict and a reason for each goal, by id. Raises ValidationError beside the field where a verdict
    differs from the proposed one and no reason is given; NotNow for what was sent, Stale when somebody was first.
    """
    with work_on(report.engagement, actor, "report-change") as work:
        now = work.current(report, seen)
        rules.require_draft(now)
        judged = [
            _judged(goal, *goals.get(goal["goal"], (goal["verdict"], goal["because"]))) for goal in now.goals
        ]
        proposed = overall([goal["verdict"] for goal in judged], **now.counts)
        if texts["verdict"] == proposed.verdict:
            texts["because"] = ""  # nothing to explain any more
        rules.require_reasons(judged, texts["verdict"], texts["because"], proposed)
        rows = [_asked_row(work, *each) for each in asked]
        return work.change(now, seen=now.version, goals=judged, asked=rows, **texts)


def _judged(goal: dict[str, Any], verdict: str, because: str) -> dict[str, Any]:
    because = "" if verdict == goal["proposed"] else because.strip()
    return goal | {"verdict": str(Verdict(verdict)), "because": because}


def _asked_row(work: Work, member: Membership, text: str, due_on: datetime.date) -> dict[str, Any]:
    if member.engagement_id != work.engagement.pk or member.role not in ASKABLE:
        raise ValidationError(_("Choose somebody who takes part for the organisation."))
    with override(work.engagement.language):
        who = with_role(member, member.role)
    return {"member": member.pk, "who": who, "text": " ".join(text.split()), "due_on": due_on.isoformat()}


def renew_report(*, report: ProgressReport, actor: "User") -> ProgressReport:
    """Take into a draft what the record has learnt since it was drafted, and return it.

    Points are added that were not offered before; goals are read anew, and keep a verdict that was given a reason.
    """
    with work_on(report.engagement, actor, "report-renew") as work:
        now = work.current(report)
        rules.require_draft(now)
        found = draft(work.engagement, now.since, now.until)
        fresh = unoffered(now, found)
        kept = {goal["goal"]: goal for goal in now.goals if goal["because"]}
        goals = [
            goal | {name: kept[goal["goal"]][name] for name in ("verdict", "because")}
            if goal["goal"] in kept
            else goal
            for goal in found.goals
        ]
        texts: dict[str, Any] = {
            part: "\n".join([*lines_of(getattr(now, part)), *fresh[part]]) for part in PARTS
        }
        judged = overall([goal["verdict"] for goal in goals], **found.counts)
        verdict = now.verdict if now.because else judged.verdict
        offered = {part: [*now.drafted.get(part, ()), *fresh[part]] for part in PARTS}
        return work.change(
            now, goals=goals, counts=found.counts, drafted=offered, verdict=str(verdict), **texts
        )


def unoffered(report: ProgressReport, found: Draft) -> dict[str, list[str]]:
    """Return the points that the record has now and that the draft was never offered, by part."""
    return {
        part: [line for line in found.points[part] if line not in report.drafted.get(part, ())]
        for part in PARTS
    }


def discard_report(*, report: ProgressReport, actor: "User", seen: int | None = None) -> None:
    """Throw a draft away. Raises NotNow for what was sent, Stale when somebody changed it in the meantime."""
    with work_on(report.engagement, actor, "report-discard") as work:
        now = work.current(report, seen)
        rules.require_draft(now)
        work.remove(now)


def send_report(*, report: ProgressReport, actor: "User", seen: int | None = None) -> ProgressReport:
    """Freeze a draft, send it to the steering group, and return it.

    Raises NotReady while something is missing or told that not every reader may know, NotNow for what was sent, Stale
    when it is not the draft that was `seen`.
    """
    with work_on(report.engagement, actor, "report-send") as work:
        now = work.current(report, seen)
        rules.require_draft(now)
        rules.require_complete(now)
        rules.require_nothing_private(now)
        now.author = rules.require_membership(work.seat)
        now.content = compose(now)
        now.digest = digest_of(now.content)
        now.sent_at = timezone.now()
        now.version += 1
        validate(now)
        now.save(update_fields=["author", "content", "digest", "sent_at", "version", "changed_at"])
        work.audit(now, after={"number": now.number, "digest": now.digest})
        bound, others = addressees(now)
        mail("report-sent", bound, weight=Weight.BINDING, report=now.pk)
        mail("report-sent", others, weight=Weight.NEWS, report=now.pk)
    return now


def addressees(report: ProgressReport) -> tuple[list[Membership], list[Membership]]:
    """Return whom sending a report mails: those of whom it asks something, and the others. One query."""
    members = reachable(report.engagement, STEERING)
    bound = [each for each in members if asked_of({"asked": report.asked}, each.pk)]
    return bound, [each for each in members if each not in bound]


def correct_report(*, report: ProgressReport, actor: "User", reason: str) -> ProgressReport:
    """Begin a correction of a report that was sent: its next edition, as a draft with the same words; return it.

    Raises NotNow for a draft, for an edition that is corrected already, and while a correction is being written.
    """
    with work_on(report.engagement, actor, "report-correct") as work:
        now = work.current(report)
        rules.require_correctable(now)
        copied = ("number", "language", "since", "until", "verdict", "because", "summary", *PARTS)
        return work.add(
            ProgressReport,
            edition=now.edition + 1,
            author=rules.require_membership(work.seat),
            correction=reason,
            **{name: getattr(now, name) for name in (*copied, "goals", "asked", "counts", "drafted")},
        )


def note_seen(report: ProgressReport, seat: Seat) -> bool:
    """Note that somebody of the steering group opened a report; return whether that was the first time.

    Nothing is noted of anybody else, nor of a draft. Two at once leave one note.
    """
    if not report.is_sent or seat.membership is None or seat.role not in STEERING:
        return False
    if ReportSeen.objects.filter(report=report, member=seat.membership).exists():
        return False
    try:
        with transaction.atomic():
            ReportSeen.objects.create(report=report, member=seat.membership)
    except IntegrityError:  # opened twice at the same moment
        return False
    return True


def set_schedule(
    *, engagement: Engagement, actor: "User", seen: int | None = None, **values: Any
) -> ReportSchedule:
    """Agree on how often a report is written, and return that. Raises ValidationError, and Stale as any change."""
    with work_on(engagement, actor, "report-schedule") as work:
        now = ReportSchedule.objects.filter(engagement=work.engagement).first()
        if now is None:
            return work.add(ReportSchedule, **values)
        return work.change(now, seen=seen, **values)
