"""What is written about the plan: the final goal, the goals that secure it, and its way to the sponsor and back."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from engagements.lifecycle.exceptions import NotNow, NotReady, Stale
from engagements.lifecycle.mailing import approving, mail, reachable
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.work import Work, work_on
from engagements.people.roles import Role
from engagements.record import approvals
from engagements.record.models import ApprovalKind
from engagements.specification import leaning, telling
from engagements.specification.content import Plan, goal_content, read_plan
from engagements.specification.models import Goal, GoalState, PlanVersion
from engagements.specification.permissions import GOAL_OWNERS
from engagements.specification.standing import ANSWERABLE, APPROVED, standing_of, versions_of

if TYPE_CHECKING:
    from accounts.models import User


def change_final_goal(
    *, engagement: Engagement, actor: "User", final_goal: str, seen: int | None = None
) -> Engagement:
    """Write down what stands when the manager has become superfluous; return the engagement fresh.

    Raises PermissionDenied, NotNow once the plan is carried out, Stale, or ValidationError when nothing is left.
    """
    with work_on(engagement, actor, "final-goal-change") as work:
        if not final_goal.strip():
            raise ValidationError({"final_goal": _("Say what stands in the end; all goals lean on it.")})
        return work.change(work.engagement, seen=seen, final_goal=final_goal)


def add_goal(*, engagement: Engagement, actor: "User", leans_on: Iterable[Goal] = (), **values: Any) -> Goal:
    """Add an interim goal and return it; `values` are fields of Goal, `title` at least; `leans_on` are other goals.

    Raises PermissionDenied, NotNow once the plan is carried out, or ValidationError (an owner, a process or a goal of
    another engagement).
    """
    with work_on(engagement, actor, "goal-add") as work:
        _require_own(work, values)
        goal = work.add(Goal, **values)
        leaning.lean(work, goal, leans_on)
        return goal


def change_goal(
    *,
    goal: Goal,
    actor: "User",
    seen: int | None = None,
    leans_on: Iterable[Goal] | None = None,
    **values: Any,
) -> Goal:
    """Change an interim goal that is still open; return it fresh. An approval of it holds no longer.

    `leans_on` are all the goals it leans on from now on; None leaves that as it is.

    Raises PermissionDenied, NotNow once the plan is carried out or the goal is settled, Stale, or ValidationError (on
    `leans_on` when goals would lean on each other in a circle).
    """
    with work_on(goal.engagement, actor, "goal-change") as work:
        now = work.current(goal, seen)
        _require_open(now)
        _require_own(work, {name: value for name, value in values.items() if getattr(now, name) != value})
        changed = work.change(now, seen=seen, **values)
        if leans_on is not None and leaning.lean(work, changed, leans_on):
            # What it leans on is part of what somebody saw of it, though it stands in rows of its own.
            changed.version += 1
            changed.save(update_fields=["version", "changed_at"])
        return changed


def remove_goal(*, goal: Goal, actor: "User") -> None:
    """Remove an interim goal of which nothing has been read yet, and on which no other leans.

    Raises PermissionDenied, or NotNow: once the plan is carried out, when it is reached or dropped, has readings, or
    carries other goals.
    """
    with work_on(goal.engagement, actor, "goal-remove") as work:
        now = work.current(goal)
        _require_open(now)
        _require_carries_nothing(now)
        leaning.lean(work, now, ())
        try:
            work.remove(now)
        except ProtectedError as error:
            raise NotNow(
                _("“%(goal)s” has readings, so it stays. It can be dropped with a reason in the execution.")
                % {"goal": now}
            ) from error


def submit_plan(*, engagement: Engagement, actor: "User", note: str = "") -> PlanVersion:
    """Freeze the plan as it stands as its next version, and ask the sponsor to approve it; return the version.

    The sponsor is mailed. Raises PermissionDenied, NotNow (outside the specification, or when there is
    nothing to ask: this very plan is approved, waits, or was returned), NotReady while there is nothing to read.
    """
    with work_on(engagement, actor, "plan-submit") as work:
        plan = read_plan(work.engagement)
        _require_something(plan)
        _require_news(plan)
        last = versions_of(work.engagement).first()
        version = work.add(
            PlanVersion,
            number=last.number + 1 if last else 1,
            content=plan.content,
            digest=plan.digest,
            note=note,
        )
        mail("plan-waits", approving(work.engagement, "plan-approve"), version=version.pk)
    return version


def approve_plan(*, plan: PlanVersion, actor: "User", seen: str | None = None) -> PlanVersion:
    """Approve a version of the plan, as its sponsor: the plan as a whole, and each goal that is not approved as it is.

    `seen` is the digest on the page the sponsor read. Raises PermissionDenied, Stale when that is not the version sent
    last or not what the plan says now, NotNow when it is approved already or has lapsed.
    """
    with work_on(plan.engagement, actor, "plan-approve") as work:
        now = read_plan(work.engagement)
        _require_latest(work, plan, seen)
        if now.digest != plan.digest:
            raise Stale(
                _("The plan has changed since version %(version)s was sent.") % {"version": plan.number},
                _("Ask the interim manager to send it again."),
            )
        standing = standing_of(now)
        if not standing.may_be_approved(now.digest):
            raise NotNow(standing.said)
        approvals.approve(work, kind=ApprovalKind.PLAN, subject_id=plan.pk, content=now.content)
        _approve_goals(work, now)
        work.audit(plan, after={"number": plan.number, "digest": plan.digest})
    return plan


def return_plan(*, plan: PlanVersion, actor: "User", reason: str, seen: str | None = None) -> PlanVersion:
    """Ask for a change in a version of the plan, as its sponsor; `seen` as with approving.

    It undoes an approval of that version. Raises PermissionDenied, Stale, NotNow when it waits for no answer any more
    (returned already, or changed since it was approved), and ValidationError without a reason.
    """
    with work_on(plan.engagement, actor, "plan-return") as work:
        _require_latest(work, plan, seen)
        standing = standing_of(read_plan(work.engagement))
        if standing.key not in ANSWERABLE or standing.version != plan:
            raise NotNow(standing.said)
        approvals.ask_for_change(
            work, kind=ApprovalKind.PLAN, subject_id=plan.pk, content=plan.content, reason=reason
        )
        work.audit(plan, after={"number": plan.number, "reason": reason})
        mail("plan-returned", reachable(work.engagement, {Role.MANAGER}), version=plan.pk)
    return plan


def _approve_goals(work: Work, plan: Plan) -> None:
    words = approvals.words_on(work.engagement, ApprovalKind.GOAL)
    for goal in plan.goals:
        content = goal_content(goal)
        # Goals that a step back left alone are not approved a second time: their approval holds.
        if not approvals.holds(approvals.latest_of(words.get(goal.pk, ()), Role.SPONSOR), content):
            approvals.approve(work, kind=ApprovalKind.GOAL, subject_id=goal.pk, content=content)


def _require_open(goal: Goal) -> None:
    if goal.state != GoalState.OPEN:
        raise NotNow(
            _("“%(goal)s” is settled (%(state)s), and stays as it was.")
            % {"goal": goal, "state": str(goal.get_state_display()).lower()}
        )


def _require_carries_nothing(goal: Goal) -> None:
    names = [f"“{each}”" for each in Goal.objects.filter(leans__on=goal).order_by("pk")]
    if names:
        raise NotNow(
            _("“%(goal)s” can't be removed, because other goals lean on it: %(names)s.")
            % {"goal": goal, "names": ", ".join(names)},
            _("Say of those first what they lean on instead."),
        )


def _require_own(work: Work, values: dict[str, Any]) -> None:
    """Refuse an owner who can't own a goal here, and a process of another engagement."""
    owner, process = values.get("owner"), values.get("process")
    if owner is not None and (
        owner.engagement_id != work.engagement.pk or owner.role not in GOAL_OWNERS or owner.ended_on
    ):
        raise ValidationError({"owner": _("Choose somebody who takes part.")})
    if process is not None and process.engagement_id != work.engagement.pk:
        raise ValidationError({"process": _("Choose a process of this engagement.")})


def _require_something(plan: Plan) -> None:
    if missing := telling.missing_to_send(plan):
        raise NotReady(_("There is not enough in the plan yet to approve."), *missing)


def _require_news(plan: Plan) -> None:
    standing = standing_of(plan)
    if standing.may_be_sent(plan.digest):
        return
    if standing.key == APPROVED or standing.version is None:
        raise NotNow(standing.said)
    raise NotNow(
        _("Nothing has changed since version %(version)s was sent.") % {"version": standing.version.number},
        standing.said,
    )


def _require_latest(work: Work, plan: PlanVersion, seen: str | None) -> None:
    latest = versions_of(work.engagement).first()
    if latest is None or latest.pk != plan.pk or (seen is not None and seen != latest.digest):
        raise Stale(_("Another version was sent since you opened this page. Read that one first."))
