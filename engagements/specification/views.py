"""The plan as one document, and what is written in it; its way to the sponsor and back."""

from functools import partial

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from engagements.lifecycle import legality, pages
from engagements.lifecycle.door import FORM, POST, door
from engagements.lifecycle.exceptions import NotNow
from engagements.lifecycle.mailing import approving, mailing
from engagements.people.roles import Role
from engagements.processes.dates import plan_pauses
from engagements.record import approvals
from engagements.record.models import ApprovalKind
from engagements.specification import leaning, services, telling
from engagements.specification import slip as slipping
from engagements.specification.content import goal_content, read_plan
from engagements.specification.criteria import GOALS_NEEDED
from engagements.specification.forms import FinalGoalForm, GoalForm, ReturnForm, SlipForm, SubmitForm
from engagements.specification.models import Goal
from engagements.specification.standing import (
    APPROVED,
    UNSENT,
    WAITING,
    PlanStanding,
    standing_among,
    versions_of,
    words_on_plan,
)
from outbox.weights import Weight


@door("plan")
def plan(request, engagement):
    """The plan: where it stands, what changed, and everything in it on one page."""
    found = read_plan(engagement)
    versions, words = list(versions_of(engagement)), words_on_plan(engagement)
    standing = standing_among(versions, words, found.digest)
    for version in versions:
        version.word = words.get(version.pk)
    _with_words(found)
    return pages.show(
        request,
        engagement,
        "engagements/specification/plan.html",
        plan=found,
        standing=standing,
        versions=versions,
        changes=telling.changes_since(found, standing.base) if standing.base else [],
        may_be_sent=standing.may_be_sent(found.digest) and not telling.missing_to_send(found),
        may_be_approved=standing.may_be_approved(found.digest),
        gaps=sum(len(each.gaps) for each in (*found.goals, *found.processes)),
        rungs_missing=max(0, GOALS_NEEDED - len(found.goals)),
        without_goal=_without_goal(found),
        may_slip=slipping.movable(found),
        sees_gaps=request.seat.is_practice and engagement.phase in legality.PREPARING,
        tone=_tone(engagement, standing),
    )


def _without_goal(found):
    """Return the processes that no interim goal is about."""
    about = {goal.process_id for goal in found.goals}
    return [process for process in found.processes if process.pk not in about]


def _tone(engagement, standing):
    """Return how loud the standing is told: it only needs doing something about in the specification."""
    if standing.key == APPROVED:
        return "ok"
    pressing = engagement.phase == "specification" and standing.key not in {UNSENT, WAITING}
    return "warn" if pressing else "info"


def _with_words(found):
    """Give each goal and process what it lacks, and each goal what the sponsor last said of it."""
    said = approvals.words_on(found.engagement, ApprovalKind.GOAL)
    for goal in (*found.goals, *found.dropped):
        goal.gaps = telling.goal_gaps(goal)
        goal.facts = telling.goal_facts(goal)
        goal.word = approvals.latest_of(said.get(goal.pk, ()), Role.SPONSOR)
        goal.approved = approvals.holds(goal.word, goal_content(goal))
    for process in found.processes:
        process.gaps = telling.process_gaps(process)
    _with_leans(found.goals)


def _with_leans(goals):
    """Give each goal those it leans on and those that lean on it, and which of the former are due after itself."""
    known, leans = {goal.pk: goal for goal in goals}, leaning.leans_among(goals)
    carried = leaning.carried(leans)
    for goal in goals:
        goal.below = [known[pk] for pk in sorted(leans[goal.pk])]
        goal.above = [known[pk] for pk in sorted(carried.get(goal.pk, ()))]
        goal.too_late = [
            each for each in goal.below if goal.due_on and each.due_on and each.due_on > goal.due_on
        ]


@door("slip-test")
def slip_test(request, engagement):
    """Reckon what moves when one goal comes on another day; asked in the address, stores nothing."""
    found = read_plan(engagement)
    goals = slipping.movable(found)
    asked = "due_on" in request.GET
    form = SlipForm(
        request.GET if asked else None,
        engagement=engagement,
        seat=request.seat,
        goals=goals,
        initial={"goal": request.GET.get("goal", "")},
    )
    refused = asked and not form.is_valid()
    return pages.show(
        request,
        engagement,
        "engagements/specification/slip.html",
        status=422 if refused else 200,
        form=form,
        goals=goals,
        slip=_slipped(found, form.cleaned_data) if asked and not refused else None,
    )


def _slipped(found, answers):
    return slipping.slip(found, answers["goal"], answers["due_on"], plan_pauses(found.engagement))


@door("final-goal-change", FORM)
def final_goal_change(request, engagement):
    """Put the final goal into words."""
    return _form(
        request,
        engagement,
        "final-goal-change",
        partial(FinalGoalForm, instance=engagement),
        partial(services.change_final_goal, engagement=engagement, actor=request.user),
        said=_("Stored."),
        title=_("The final goal"),
        button=_("Store"),
        lead=_("Everything in the plan leans on this sentence. When it is true, the manager can go."),
    )


@door("goal-add", FORM)
def goal_add(request, engagement):
    """Set an interim goal."""
    return _form(
        request,
        engagement,
        "goal-add",
        partial(GoalForm, initial={"process": request.GET.get("process", "")}),
        partial(services.add_goal, engagement=engagement, actor=request.user),
        said=_("Interim goal added."),
        title=_("Add an interim goal"),
        button=_("Add"),
        grid=True,
        lead=engagement.final_goal and _("On the way to: %(goal)s") % {"goal": engagement.final_goal},
    )


@door("goal-change", FORM)
def goal_change(request, engagement, pk):
    """Change an interim goal."""
    found = get_object_or_404(Goal, engagement=engagement, pk=pk)
    return _form(
        request,
        engagement,
        "goal-change",
        partial(GoalForm, instance=found),
        partial(services.change_goal, goal=found, actor=request.user),
        said=_("Stored."),
        title=_("Change “%(goal)s”") % {"goal": found},
        button=_("Store"),
        grid=True,
    )


@door("goal-remove", POST)
def goal_remove(request, engagement, pk):
    """Remove an interim goal."""
    found = get_object_or_404(Goal, engagement=engagement, pk=pk)
    return pages.act(
        request,
        engagement,
        partial(services.remove_goal, goal=found, actor=request.user),
        to=pages.address("plan", engagement, at="goals"),
        said=_("“%(goal)s” was removed.") % {"goal": found},
    )


@door("plan-submit", FORM)
def plan_submit(request, engagement):
    """Send the plan to the sponsor as it stands now."""
    return _form(
        request,
        engagement,
        "plan-submit",
        SubmitForm,
        partial(services.submit_plan, engagement=engagement, actor=request.user),
        said=_("The plan was sent."),
        title=_("Send the plan for approval"),
        button=_("Send"),
        template="engagements/specification/submit.html",
        mailed=mailing(approving(engagement, "plan-approve"), Weight.BINDING),
    )


@door("plan-approve", POST)
def plan_approve(request, engagement):
    """Approve the plan that was read."""
    latest = versions_of(engagement).first()
    if latest is None:
        return _nothing_sent(request, engagement)
    seen = request.POST.get("seen", "")
    return pages.act(
        request,
        engagement,
        partial(services.approve_plan, plan=latest, actor=request.user, seen=seen),
        to=pages.address("plan", engagement),
        said=_("You approved the plan."),
    )


@door("plan-return", FORM)
def plan_return(request, engagement):
    """Ask for a change in the plan that was read."""
    latest = versions_of(engagement).first()
    if latest is None:
        return _nothing_sent(request, engagement)
    return _form(
        request,
        engagement,
        "plan-return",
        partial(ReturnForm, initial={"seen": latest.digest}),
        partial(services.return_plan, plan=latest, actor=request.user),
        said=_("Your request was stored; the interim manager reads it above the plan."),
        title=_("Ask for a change in the plan"),
        button=_("Ask for this change"),
    )


def _form(request, engagement, action, form, service, **words):
    back = pages.address("plan", engagement)
    if closed := pages.closed(request, engagement, action, back):
        return closed
    return pages.submit(request, engagement, pages.bind(form, request, engagement), service, to=back, **words)


def _nothing_sent(request, engagement):
    refusal = NotNow(PlanStanding(key=UNSENT).said)
    back = pages.address("plan", engagement)
    return pages.show(request, engagement, "engagements/refused.html", status=409, refusal=refusal, back=back)
