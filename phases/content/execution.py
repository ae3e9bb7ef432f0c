"""Execution: the organisation does it, the manager lets go."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phases.shapes import Card, Criterion, Phase, Span

CRITERIA = (
    Criterion(
        key="processes_let_go",
        manager=_("Every critical process is let go: accepted by its owner, line by line."),
        client=_("Every critical process is yours: its owner has accepted it, line by line."),
        fulfilled_by=("process_owner",),
    ),
    Criterion(
        key="goals_settled",
        manager=_("Every goal is reached, or dropped with a reason."),
        client=_("Every goal is reached, or it has been said why it no longer counts."),
        fulfilled_by=("manager",),
    ),
    Criterion(
        key="commitments_rehomed",
        manager=_("No open commitment is left without a new home."),
        client=_("Every promise still open has someone who sees to it."),
        fulfilled_by=("manager",),
    ),
    Criterion(
        key="owners_at_rung_six",
        manager=_("Every process stands at rung 6 or higher, rated by its own owner."),
        client=_("The owners themselves say that they decide, and tell the manager afterwards."),
        fulfilled_by=("process_owner", "manager"),
        required=False,
    ),
)

CARDS = (
    Card(
        perspective="organisation",
        asked=_("Management and board visibly behind it, and promises that are kept."),
        expect=_("A sparring partner at your side, and a hold on the work that grows week by week."),
    ),
    Card(
        perspective="sponsor",
        asked=_("Keep giving cover when it gets hard, and remind people of what they promised."),
        expect=_("To see, process by process, how much is already yours."),
    ),
    Card(
        perspective="board",
        asked=_("Commit fully: show yourselves, keep your word, and do not step in over the owner's head."),
        expect=_("Friction. It is part of it, and you come out stronger."),
    ),
    Card(
        perspective="process_owner",
        asked=_("Decide, also when that is scary. Accept your process when it is ready, line by line."),
        expect=_("Someone to think things over with, who leaves the decision to you."),
    ),
    Card(
        perspective="employee",
        asked=_("Do it the new way, and say where it hurts."),
        expect=_("That something is done with what you say, by your own people."),
    ),
    Card(
        perspective="finance",
        asked=_("Supply the figures on time, and warn when a goal starts to drift."),
        expect=_("Readings you can trace back to the shop floor."),
    ),
    Card(
        perspective="works_council",
        asked=_("Keep an eye on whether what was promised to people is also done."),
        expect=_("Openness about where it creaks."),
    ),
    Card(
        perspective="manager",
        asked=_(
            "Let go, process by process. Think along, keep asking, and leave the decision where it belongs."
        ),
        expect=_("The pull to take it over again. Say so when you do."),
    ),
    Card(
        perspective="shadow",
        asked=_("Ask at every setback: whose problem is this now?"),
        expect=_("To see where the manager finds it hard to let go."),
    ),
)

PHASE = Phase(
    key="execution",
    order=3,
    slug=pgettext_lazy("url", "execution"),
    title=_("Execution"),
    public_title=_("Do it yourselves"),
    promise=_("Process by process it becomes yours."),
    summary=_("The organisation carries out the changes; the manager lets go."),
    what_happens=(
        _(
            "Now the organisation does it itself. Board and management put their full weight behind the change, and "
            "whoever owns a process takes it over: first with help, then alone."
        ),
        _(
            "That never goes without a struggle. It creaks, something gets stuck, somebody falls back into the old "
            "way. Whoever holds on comes out stronger."
        ),
    ),
    role_name=_("Sparring partner"),
    manager_role=_(
        "The one you think out loud with before you decide yourselves. Whoever falls silent is given another question, never an answer."
    ),
    matters_most=_("One shared goal: improvement"),
    matters_why=_("Whoever keeps that in sight can disagree and still move on together the next day."),
    influence=_("The influence falls, week by week, and the organisation's hold grows just as fast."),
    asked_of_organisation=_("Management and board visibly behind it. Promises that are kept."),
    asked_of_employees=_("Do it the new way, and say where it hurts."),
    milestone=_("Onwards once every process is yours"),
    rungs_start=Span(low=2.5, high=4.5),
    rungs_end=Span(low=5.5, high=7),
    stance=Span(low=-2, high=0),
    swings=False,
    tone="sage",
    criteria=CRITERIA,
    back_to="specification",
    cards=CARDS,
)
