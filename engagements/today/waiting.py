"""What waits for others, and since when, over all engagements of a desk: one query a kind."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import Count, Exists, Max, Min, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.cases.models import Case, CaseState
from engagements.evaluation.models import Evaluation
from engagements.execution.models import Commitment, CommitmentState, LineState
from engagements.intake.assignment import states_of
from engagements.intake.models import TrustRound
from engagements.lifecycle import legality
from engagements.lifecycle.commands import Standing
from engagements.lifecycle.mailing import AT_ONCE, mailing
from engagements.lifecycle.models import AuditEntry, Engagement, Request
from engagements.people.models import Membership
from engagements.people.permissions import PERMISSIONS, kinds_with
from engagements.people.roles import MANAGER_SIDE, ORGANISATION_SIDE, Role
from engagements.processes.models import CriticalProcess
from engagements.record.models import Approval, ApprovalKind, WorkedMonth, WorkedMonthState
from engagements.specification.models import PlanVersion
from engagements.today.desk import Desk
from engagements.today.matters import Deed, Matter
from outbox.weights import Weight
from phases.definitions import CRITERIA, Text

HAND_IN = "worked-month-submit"
#: How the actions that change the plan begin: a plan that was changed since it was sent has to be sent again.
CHANGES_OF_PLAN = ("goal-", "final-goal-", "process-", "handhold-")


def everything_waiting(desk: Desk) -> Iterator[Matter]:
    """Yield what others are to do, and the worked days that wait to be handed in."""
    for source in (
        plans,
        assignments,
        months,
        drafts,
        sent_back,
        promises,
        handovers,
        pulses,
        evaluations,
        cases,
        invitations,
        requests,
    ):
        yield from source(desk)


def _matter(
    desk: Desk,
    pk: int,
    what: Text,
    page: str,
    *args: object,
    at: str = "",
    since: datetime.date | None,
    button: Text = "",
    detail: Text = "",
    deed: Deed | None = None,
    waits: bool = True,
    key: str = "",
) -> Matter:
    engagement: Engagement = desk.engagements[pk]
    return Matter(
        today=desk.today,
        engagement=engagement,
        what=what,
        url=reverse(f"engagements:{page}", args=[engagement.ref, *args]) + (f"#{at}" if at else ""),
        button=button or _("Open it"),
        detail=detail,
        since=since,
        waits=waits,
        deed=deed,
        key=key,
    )


def plans(desk: Desk) -> Iterator[Matter]:
    """Yield the plans that wait for the sponsor, unchanged since they were sent."""
    newer = PlanVersion.objects.filter(engagement=OuterRef("engagement"), number__gt=OuterRef("number"))
    word = Approval.objects.filter(
        engagement=OuterRef("engagement"), kind=ApprovalKind.PLAN, subject_id=OuterRef("pk")
    )
    of_plan = Q()
    for start in CHANGES_OF_PLAN:
        of_plan |= Q(action__startswith=start)
    changed = AuditEntry.objects.filter(
        of_plan, engagement=OuterRef("engagement"), at__gt=OuterRef("created_at")
    )
    sent = PlanVersion.objects.filter(
        ~Exists(newer), ~Exists(word), ~Exists(changed), engagement__in=desk.active_in("specification")
    )
    for pk, number, day in sent.values_list("engagement_id", "number", "submitted_on"):
        what = _("Version %(number)s of the plan waits for the sponsor") % {"number": number}
        yield _matter(desk, pk, what, "plan", since=day, button=_("Read the plan"), key=f"plan-{number}")


def assignments(desk: Desk) -> Iterator[Matter]:
    """Yield the assignments that the visitor signed and the sponsor did not, or did not confirm."""
    for pk, state in states_of(desk.active_in("intake", "specification")).items():
        draft = state.draft
        if draft and not draft.returned and Role.MANAGER in draft.signed and Role.SPONSOR in draft.waits_for:
            what = _("Version %(number)s of the assignment waits for the sponsor's signature")
            yield _matter(
                desk,
                pk,
                what % {"number": draft.assignment.number},
                "assignment",
                since=timezone.localdate(draft.signed[Role.MANAGER]),
                button=_("Read the assignment"),
                key=f"assignment-{draft.assignment.number}",
            )


def months(desk: Desk) -> Iterator[Matter]:
    """Yield the worked days that were handed in: from then on nobody but the client changes them."""
    found = WorkedMonth.objects.filter(engagement__in=desk.engagements, state=WorkedMonthState.SUBMITTED)
    for month in found:
        what = _("The worked days of %(month)s wait for approval") % {
            "month": date_format(month.month, "F Y")
        }
        since = timezone.localdate(month.changed_at)
        at = f"month-{month.pk}"
        yield _matter(
            desk,
            month.engagement_id,
            what,
            "worked-months",
            at=at,
            since=since,
            button=_("See the days"),
            key="worked-months",
        )


def drafts(desk: Desk) -> Iterator[Matter]:
    """Yield the worked days of past months that were not handed in."""
    past = WorkedMonth.objects.filter(
        engagement__in=desk.engagements, state=WorkedMonthState.DRAFT, month__lt=desk.today.replace(day=1)
    )
    found = [month for month in past if legality.is_now(desk.engagements[month.engagement_id], HAND_IN)]
    approvers = _approvers({month.engagement_id for month in found})
    for month in found:
        note = mailing(approvers[month.engagement_id], Weight.BINDING).note
        what = _("The worked days of %(month)s are not handed in") % {
            "month": date_format(month.month, "F Y")
        }
        yield _matter(
            desk,
            month.engagement_id,
            what,
            "worked-months",
            at=f"month-{month.pk}",
            since=(month.month + datetime.timedelta(days=31)).replace(day=1),
            button=_("See the days"),
            waits=False,
            deed=Deed(key=HAND_IN, subject=month.pk, button=_("Hand in"), note=note),
        )


def sent_back(desk: Desk) -> Iterator[Matter]:
    """Yield the worked days that came back, where the rooms were not asked: in engagements that have ended, too."""
    found = WorkedMonth.objects.filter(engagement__in=desk.others, state=WorkedMonthState.DISPUTED)
    for month in found:
        what = _("The worked days of %(month)s came back") % {"month": date_format(month.month, "F Y")}
        yield _matter(
            desk,
            month.engagement_id,
            what,
            "worked-months",
            at=f"month-{month.pk}",
            since=timezone.localdate(month.changed_at),
            button=_("See the days"),
            detail=month.answer,
            waits=False,
        )


def _approvers(pks: Iterable[int]) -> dict[int, list[Membership]]:
    """Return who can be mailed to approve worked days, by engagement. One query."""
    found = defaultdict(list)
    members = Membership.objects.current().filter(engagement__in=list(pks), user__is_active=True)
    allowed = members.who_may(PERMISSIONS["worked-month-approve"], kinds_with("worked-month-approve"))
    for member in allowed.select_related("user"):
        found[member.engagement_id].append(member)
    return found


def promises(desk: Desk) -> Iterator[Matter]:
    """Yield what was asked of people by name and is not answered."""
    found = Commitment.objects.filter(engagement__in=desk.active, state=CommitmentState.PROPOSED)
    for promise in found.select_related("member__user").annotate(asked_on=Max("steps__on")):
        what = _("%(who)s has not answered yet: “%(text)s”") % {"who": promise.member, "text": promise}
        yield _matter(
            desk,
            promise.engagement_id,
            what,
            "commitments",
            at=f"commitment-{promise.pk}",
            since=promise.asked_on or timezone.localdate(promise.created_at),
            button=_("See what was asked"),
            key=f"commitment-{promise.pk}",
        )


def handovers(desk: Desk) -> Iterator[Matter]:
    """Yield the hand-overs with lines that wait for their owner's answer."""
    still = Q(handover_lines__state=LineState.OPEN)
    found = CriticalProcess.objects.filter(
        engagement__in=desk.active_in("execution"), let_go_at=None, owner__isnull=False
    ).annotate(
        lines=Count("handover_lines", filter=still), asked=Min("handover_lines__changed_at", filter=still)
    )
    for process in found.filter(lines__gt=0).select_related("owner__user"):
        words = ngettext(
            "%(who)s has %(n)s line to answer in the hand-over of %(process)s",
            "%(who)s has %(n)s lines to answer in the hand-over of %(process)s",
            process.lines,
        )
        what = words % {"who": process.owner, "n": process.lines, "process": process}
        since = timezone.localdate(process.asked)
        at = f"process-{process.pk}"
        yield _matter(
            desk,
            process.engagement_id,
            what,
            "handover",
            at=at,
            since=since,
            button=_("Open the hand-over"),
            key=f"handover-{process.pk}",
        )


def pulses(desk: Desk) -> Iterator[Matter]:
    """Yield the trust pulses that the visitor's side answered and the organisation did not."""
    theirs, ours = Q(answers__side=ORGANISATION_SIDE), Q(answers__side=MANAGER_SIDE)
    found = TrustRound.objects.filter(engagement__in=desk.active).annotate(
        theirs=Count("answers", filter=theirs), ours=Count("answers", filter=ours)
    )
    waiting = found.filter(theirs=0, ours__gt=0)
    for pk, engagement, day in waiting.values_list("pk", "engagement_id", "asked_on"):
        what = _("The trust pulse waits for the sponsor's answer")
        button = _("See the pulse")
        yield _matter(desk, engagement, what, "trust", since=day, button=button, key=f"trust-{pk}")


def evaluations(desk: Desk) -> Iterator[Matter]:
    """Yield the evaluations that wait for the sponsor's side, once the visitor's is in."""
    theirs = Evaluation.objects.filter(engagement=OuterRef("engagement"), side=ORGANISATION_SIDE)
    given = Evaluation.objects.filter(
        ~Exists(theirs), engagement__in=desk.active_in("evaluation"), side=MANAGER_SIDE
    )
    for pk, day in given.values_list("engagement_id", "given_on"):
        what = _("The sponsor has not looked back yet")
        yield _matter(desk, pk, what, "evaluation", at="evaluations", since=day, button=_("See it"))


def cases(desk: Desk) -> Iterator[Matter]:
    """Yield the cases that wait for consent; they are about engagements that are completed."""
    found = Case.objects.filter(engagement__in=desk.in_standing(Standing.COMPLETED), state=CaseState.ASKED)
    for pk, changed in found.values_list("engagement_id", "changed_at"):
        what = _("The case waits for the sponsor's consent")
        since = timezone.localdate(changed)
        yield _matter(desk, pk, what, "case", since=since, button=_("Read the case"), key="case")


def invitations(desk: Desk) -> Iterator[Matter]:
    """Yield the sponsors who were invited and never signed in."""
    found = Membership.objects.current().filter(
        engagement__in=desk.active, role=Role.SPONSOR, user__last_login=None, user__is_active=True
    )
    for member in found.select_related("user"):
        what = _("%(who)s, the sponsor, has not signed in yet") % {"who": member}
        note = _("mails %(who)s %(how)s") % {"who": member, "how": AT_ONCE}
        yield _matter(
            desk,
            member.engagement_id,
            what,
            "people",
            at=f"member-{member.pk}",
            since=timezone.localdate(member.invited_at),
            button=_("See the people"),
            deed=Deed(key="member-resend", subject=member.pk, button=_("Invite again"), note=note),
        )


def requests(desk: Desk) -> Iterator[Matter]:
    """Yield what the visitor asked of people by hand, and is not done yet."""
    found = Request.objects.filter(
        engagement__in=desk.active, asker=desk.user, closed_at=None, member__ended_on=None
    )
    for request in found.select_related("member__user"):
        what = _("You asked %(who)s: %(what)s") % {
            "who": request.member,
            "what": CRITERIA[request.criterion].manager,
        }
        yield _matter(
            desk,
            request.engagement_id,
            what,
            "gate",
            since=request.day,
            button=_("Open the gate"),
            key=f"request-{request.pk}",
        )
