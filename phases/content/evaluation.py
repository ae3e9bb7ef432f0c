"""Evaluation with aftercare: does it last?"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phases.shapes import Card, Criterion, Phase, Span

CRITERIA = (
    Criterion(
        key="checks_answered",
        manager=_("The checks at 30, 90 and 180 days are answered, or skipped with a reason."),
        client=_("After 30, 90 and 180 days the owners have said whether it still holds."),
        fulfilled_by=("process_owner",),
    ),
    Criterion(
        key="none_relapsing",
        manager=_("No process is relapsing."),
        client=_("No process is sliding back into the old way."),
        fulfilled_by=("process_owner",),
    ),
    Criterion(
        key="fine_tuning_done",
        manager=_("No fine-tuning action is open."),
        client=_("Every fine-tuning that was agreed has been done."),
        fulfilled_by=("process_owner",),
    ),
    Criterion(
        key="evaluated_both",
        manager=_("Both sides have evaluated."),
        client=_("Both sides have looked back and said how it was."),
        fulfilled_by=("manager", "sponsor"),
    ),
    Criterion(
        key="timesheets_settled",
        manager=_("The last worked days are settled."),
        client=_("The last worked days have been agreed."),
        fulfilled_by=("manager", "sponsor"),
    ),
    Criterion(
        key="lesson_both",
        manager=_("There is a lesson from both sides."),
        client=_("Both sides have written down what they take with them."),
        fulfilled_by=("manager", "sponsor"),
        required=False,
    ),
)

CARDS = (
    Card(
        perspective="organisation",
        asked=_("Judge honestly what holds and what does not, and keep adjusting."),
        expect=_("Someone who comes back three times, asks, and leaves again."),
    ),
    Card(
        perspective="sponsor",
        asked=_("Look back together, say what came of it, and call when something slides back."),
        expect=_("A straight answer to one question: does it still stand, now that the manager is gone?"),
    ),
    Card(
        perspective="board",
        asked=_("Keep showing that it matters, now that the novelty is gone."),
        expect=_("An organisation that no longer needs the interim manager for this."),
    ),
    Card(
        perspective="process_owner",
        asked=_("Answer five questions, after 30, 90 and 180 days, and decide what needs fine-tuning."),
        expect=_("A good conversation about it; nobody takes it over from you."),
    ),
    Card(
        perspective="employee",
        asked=_("Signal what slips, and propose how it can be a little better."),
        expect=_("Small adjustments instead of the next reorganisation."),
    ),
    Card(
        perspective="finance",
        asked=_("Set the last figures beside the first ones."),
        expect=_("An outcome you can show, and a bill that is settled."),
    ),
    Card(
        perspective="works_council",
        asked=_("Say whether people notice the difference."),
        expect=_("To see what became of what was promised."),
    ),
    Card(
        perspective="manager",
        asked=_("Come back, ask, listen. Solve nothing any more."),
        expect=_("To learn as much from them as they do from you."),
    ),
    Card(
        perspective="shadow",
        asked=_("Look back together on the whole assignment: what would the manager do differently?"),
        expect=_("To see what holds, and what the manager takes to the next assignment."),
    ),
)

PHASE = Phase(
    key="evaluation",
    order=4,
    slug=pgettext_lazy("url", "evaluation"),
    title=_("Evaluation and aftercare"),
    public_title=_("Make it last"),
    promise=_("It still stands when the manager is long gone."),
    summary=_("See whether the change lasts, and fine-tune the changed processes."),
    what_happens=(
        _(
            "The manager is gone, or nearly. Now it shows whether the change still works in the long run. After 30, 90 "
            "and 180 days we come back and ask the same five questions."
        ),
        _(
            "Most of the work is fine-tuning: a meeting that can be shorter, a number that says more, an agreement "
            "that works out differently in practice. You do that yourselves; we help you look."
        ),
    ),
    role_name=_("Conversation partner, and nothing else"),
    manager_role=_(
        "No authority is left, and none is needed. Manager and organisation make each other stronger by talking."
    ),
    matters_most=_("That the effect lasts"),
    matters_why=_("A change that is gone after half a year was only a visitor."),
    influence=_("The influence comes to rest. A few ripples remain: the fine-tuning."),
    asked_of_organisation=_("Judge honestly what holds, and keep adjusting."),
    asked_of_employees=_("Signal what slips, and propose the fine-tuning."),
    milestone=_("Done once it holds without us"),
    rungs_start=Span(low=6, high=7),
    rungs_end=Span(low=6.5, high=7),
    stance=Span(low=-2, high=-1),
    swings=False,
    tone="teal",
    criteria=CRITERIA,
    back_to="execution",
    cards=CARDS,
)
