"""Specification: thinking the critical processes through, up to a plan with handholds."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phases.shapes import Card, Criterion, Phase, Span

CRITERIA = (
    Criterion(
        key="processes_desired",
        manager=_("Every critical process has a desired state."),
        client=_("For every critical process it is written down how it should run."),
        fulfilled_by=("manager", "process_owner"),
    ),
    Criterion(
        key="processes_owned",
        manager=_("Every critical process has an owner inside the organisation."),
        client=_("Every critical process has an owner among you."),
        fulfilled_by=("manager", "sponsor"),
    ),
    Criterion(
        key="processes_handholds",
        manager=_("Every critical process has at least two kinds of handhold."),
        client=_(
            "For every critical process there are at least two kinds of handhold: a document, a rhythm, a person, a number, a training."
        ),
        fulfilled_by=("manager", "process_owner"),
    ),
    Criterion(
        key="processes_dated",
        manager=_("Every critical process has a let-go date."),
        client=_("For every critical process you know the day on which the manager lets go."),
        fulfilled_by=("manager",),
    ),
    Criterion(
        key="goals_set",
        manager=_("There are at least two interim goals, each with a date and an owner."),
        client=_("There are at least two interim goals, each with a date and an owner."),
        fulfilled_by=("manager",),
    ),
    Criterion(
        key="goals_measurable",
        manager=_("Every interim goal has a measure, a baseline and a target."),
        client=_("Every interim goal can be measured: where it stands now, and where it should be."),
        fulfilled_by=("manager",),
    ),
    Criterion(
        key="goals_secure",
        manager=_("Every interim goal says why it secures the final goal."),
        client=_("Every interim goal says why it brings the final goal closer."),
        fulfilled_by=("manager",),
    ),
    Criterion(
        key="plan_approved",
        manager=_("The plan as it stands now is approved by the sponsor."),
        client=_("The sponsor has approved the plan, exactly as it stands now."),
        fulfilled_by=("sponsor",),
    ),
    Criterion(
        key="assignment_confirmed",
        manager=_("The assignment is confirmed again by both sides: unchanged, or in a new version."),
        client=_(
            "Both sides have asked themselves whether this is still the right assignment, and signed the answer."
        ),
        fulfilled_by=("manager", "sponsor"),
    ),
    Criterion(
        key="commitment_named",
        manager=_("At least one commitment is made by name, from the board or from management."),
        client=_("Someone from the board or from management has promised something, by name."),
        fulfilled_by=("board", "management", "sponsor"),
        required=False,
    ),
    Criterion(
        key="no_goal_of_manager",
        manager=_("No goal is owned by you."),
        client=_("Every goal belongs to one of you; none belongs to the interim manager."),
        fulfilled_by=("manager",),
        required=False,
    ),
)

CARDS = (
    Card(
        perspective="organisation",
        asked=_("Time of the people who know the processes. Make the goals your own, and approve the plan."),
        expect=_("A plan you can start on tomorrow, with something to hold on to for every process."),
    ),
    Card(
        perspective="sponsor",
        asked=_(
            "Approve the plan only if you would defend it yourself, and confirm what the assignment is now."
        ),
        expect=_("Goals with figures and dates, and a name of your own people beside each."),
    ),
    Card(
        perspective="board",
        asked=_("Promise something, by name and with a date. Free up the people the plan depends on."),
        expect=_("To see which process is let go when, and what you will then have to do yourselves."),
    ),
    Card(
        perspective="process_owner",
        asked=_("Say how your process should run, and what you need before you can stand on your own."),
        expect=_("At least two handholds, and a date on which it becomes yours."),
    ),
    Card(
        perspective="employee",
        asked=_("Bring in how the work really goes, and help set interim goals that can be reached."),
        expect=_("A plan in which you recognise your own work."),
    ),
    Card(
        perspective="finance",
        asked=_("Help choose measures that are already counted, and test what the goals are worth."),
        expect=_("A baseline and a target for every goal, so that there is no arguing afterwards."),
    ),
    Card(
        perspective="works_council",
        asked=_("Read along with the plan while it can still change."),
        expect=_("To see what changes for whom, and when you are asked for advice."),
    ),
    Card(
        perspective="manager",
        asked=_(
            "Drive the thinking and write the plan, but put nothing in it that nobody inside wants to own."
        ),
        expect=_(
            "The height of your influence. What you do not hand over now, you will still be carrying later."
        ),
    ),
    Card(
        perspective="shadow",
        asked=_("Test the plan: which goal is secretly still the manager's own?"),
        expect=_("To see how the plan came about, and where it rubbed."),
    ),
)

PHASE = Phase(
    key="specification",
    order=2,
    slug=pgettext_lazy("url", "specification"),
    title=_("Specification"),
    public_title=_("Think it through together"),
    promise=_("There is a plan you can start on, with goals of your own."),
    summary=_("Talk the critical processes through, and draw up a plan with handholds and interim goals."),
    what_happens=(
        _(
            "The critical processes are talked through at length, one by one, with the people who do the work. Out of "
            "that comes a sound plan, with enough handholds for you to begin: a document, a fixed rhythm, a person, "
            "a number, a training."
        ),
        _(
            "Between now and the final goal stand interim goals that can really be reached. Each one says, in a sentence, "
            "why it secures the final goal.",
        ),
    ),
    role_name=_("Drives the thinking"),
    manager_role=_(
        "Keeps the conversation going, keeps asking, and draws up the plan. At no other moment does the manager steer so much."
    ),
    matters_most=_("That it becomes your plan"),
    matters_why=_(
        "After this step the manager's influence drops sharply. Only what the organisation carries and does itself "
        "takes hold."
    ),
    influence=_("The influence is still great. At the end it starts to drop, and sharply."),
    asked_of_organisation=_(
        "Time of the people who know the processes. Make the goals your own, and approve the plan."
    ),
    asked_of_employees=_(
        "Bring in how the work really goes, and help set interim goals that can be reached."
    ),
    milestone=_("Onwards once the plan is approved"),
    rungs_start=Span(low=2, high=4),
    rungs_end=Span(low=2, high=4),
    stance=Span(low=-1, high=2),
    swings=False,
    tone="apricot",
    criteria=CRITERIA,
    back_to="intake",
    cards=CARDS,
)
