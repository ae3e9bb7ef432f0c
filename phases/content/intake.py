"""Intake: looking, listening, and agreeing what should change."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phases.shapes import Card, Criterion, Phase, Span

CRITERIA = (
    Criterion(
        key="observations",
        manager=_("At least three observations are recorded, from two or more areas."),
        client=_("What stands out has been written down, from more than one corner of the organisation."),
        fulfilled_by=("manager",),
    ),
    Criterion(
        key="intended_change",
        manager=_("At least one intended change is named."),
        client=_("It is clear what should change."),
        fulfilled_by=("manager",),
    ),
    Criterion(
        key="present_states",
        manager=_("Every critical process named so far has its present state described."),
        client=_("For every critical process it is on paper how it goes today."),
        fulfilled_by=("manager",),
    ),
    Criterion(
        key="conflicts_handled",
        manager=_("Every conflict between claims is handled: resolved, accepted as a tension, or passed on."),
        client=_("Where wishes clash, it has been said out loud and a choice has been made."),
        fulfilled_by=("manager", "sponsor"),
    ),
    Criterion(
        key="assignment_signed",
        manager=_("The assignment is signed by the sponsor and by you."),
        client=_("The assignment is on paper, signed by both sides."),
        fulfilled_by=("sponsor", "manager"),
    ),
    Criterion(
        key="sponsor_signed_in",
        manager=_("The sponsor has signed in at least once."),
        client=_("The sponsor has looked in and follows along."),
        fulfilled_by=("sponsor",),
    ),
    Criterion(
        key="board_takes_part",
        manager=_("Someone from the board takes part."),
        client=_("Someone from the board takes part."),
        fulfilled_by=("board",),
        required=False,
    ),
    Criterion(
        key="trust_asked",
        manager=_("Both sides have been asked about trust."),
        client=_("Both sides have been asked how far they trust each other."),
        fulfilled_by=("manager",),
        required=False,
    ),
)

CARDS = (
    Card(
        perspective="organisation",
        asked=_("Openness about how things really are, and a sponsor who may decide."),
        expect=_("Someone who listens first, says what they see, and writes down what was agreed."),
    ),
    Card(
        perspective="sponsor",
        asked=_(
            "Give a clear mandate, say what you want from the manager, and sign an assignment you stand behind."
        ),
        expect=_("To hear plainly where wishes clash, before anything is set in motion."),
    ),
    Card(
        perspective="board",
        asked=_("Own the problem: it was yours before the interim manager came, and stays yours afterwards."),
        expect=_("An honest picture of the present situation, the parts that hurt included."),
    ),
    Card(
        perspective="process_owner",
        asked=_("Show how your process runs today, with everything that gets stuck in it."),
        expect=_("Interest rather than a verdict: nothing is taken off your hands yet."),
    ),
    Card(
        perspective="employee",
        asked=_("Say what works and what does not. You know best."),
        expect=_("Time to talk, and care with what you say."),
    ),
    Card(
        perspective="finance",
        asked=_("Open up the figures, also the ones nobody likes to look at."),
        expect=_("To know what the assignment costs and what it should yield."),
    ),
    Card(
        perspective="works_council",
        asked=_("Say what is on your colleagues' minds, and what must not get lost."),
        expect=_("To hear early what is intended, and where you have a say."),
    ),
    Card(
        perspective="manager",
        asked=_(
            "Look with fresh eyes, bring clashing wishes into the open, and earn trust before you ask for it."
        ),
        expect=_(
            "To be pulled two ways all the time. That is part of this phase; it does not mean you fail."
        ),
    ),
    Card(
        perspective="shadow",
        asked=_("Ask what the manager has not seen yet, and which role they keep slipping into."),
        expect=_("To read along with what the manager shares with you."),
    ),
)

PHASE = Phase(
    key="intake",
    order=1,
    slug=pgettext_lazy("url", "intake"),
    title=_("Intake"),
    public_title=_("Look and listen"),
    promise=_("You know where you stand, and what should change."),
    summary=_("Map the present situation, so that the intended changes can be named."),
    what_happens=(
        _(
            "The assignment is granted and the work begins with looking. How do things go today, what holds them up, "
            "and who notices? That map of the present comes first; only from there can you say what has to change."
        ),
        _(
            "Meanwhile everyone wants something from the interim manager. One person asks for someone who makes the "
            "hard calls, the next for someone who listens. Those claims contradict each other. They go on the table, next to each "
            "other, until a choice has been made."
        ),
    ),
    role_name=_("Swings between authority and conversation partner"),
    manager_role=_(
        "One moment they have to lay down the law, the next they sit beside you and ask questions. In this phase "
        "that goes back and forth without end."
    ),
    matters_most=_("Trust, from both sides"),
    matters_why=_(
        "Without it nobody says how things really are, and the plan will be about the wrong problem."
    ),
    influence=_("The influence swings: great one day, small the next."),
    asked_of_organisation=_(
        "Openness about how things really are. A sponsor with a mandate, and a board that sees the problem as its own."
    ),
    asked_of_employees=_("Say what works and what does not."),
    milestone=_("Onwards once the assignment is signed"),
    rungs_start=Span(low=1, high=3),
    rungs_end=Span(low=1, high=3),
    stance=Span(low=-2, high=2),
    swings=True,
    tone="coral",
    criteria=CRITERIA,
    back_to=None,
    cards=CARDS,
)
