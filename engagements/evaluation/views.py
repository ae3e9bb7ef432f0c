"""Pages of the aftercare: the checks, the fine-tuning, both sides' evaluation, the lessons."""

import datetime
from functools import partial

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.evaluation import boards, rules, services
from engagements.evaluation.dates import check_due
from engagements.evaluation.forms import (
    AgainForm,
    ChangeFineTuningForm,
    CheckForm,
    DoneForm,
    EvaluationForm,
    FineTuningForm,
    LessonForm,
    SkipForm,
)
from engagements.evaluation.models import DurabilityCheck, Evaluation, FineTuningAction
from engagements.execution.entrance import closed
from engagements.lifecycle import pages
from engagements.lifecycle.door import FORM, door
from engagements.lifecycle.pauses import read_pauses
from engagements.processes.models import CriticalProcess
from phases.durability import CHECK_DAYS

A_MONTH = datetime.timedelta(days=30)


@door("evaluation")
def evaluation(request, engagement):
    """Does it last? The checks, what is adjusted, how both sides look back, what they take with them."""
    shown = boards.processes(engagement, request.seat)
    last = [each.last for each in shown if each.last]
    return pages.show(
        request,
        engagement,
        "engagements/evaluation/evaluation.html",
        processes=shown,
        days=CHECK_DAYS,
        asked_again=any(each.again for each in shown),
        planned=any(any(each.planned) for each in shown),
        checked=len(last),
        holding=sum(check.verdict == "holds" for check in last),
        fine_tunings=boards.fine_tunings(engagement, request.seat),
        evaluations=boards.evaluations(engagement, request.seat),
        lessons=boards.lessons(engagement),
    )


def _check(engagement, pk):
    """Return a check of this engagement with its process, and the address of its answers."""
    check = get_object_or_404(DurabilityCheck.objects.select_related("process"), engagement=engagement, pk=pk)
    return check, pages.address("evaluation", engagement, at=f"process-{check.process_id}")


@door("check-answer", FORM)
def check_answer(request, engagement, pk):
    """Answer the five questions about a process."""
    check, to = _check(engagement, pk)
    due_on = check_due(check, engagement, read_pauses(engagement))
    if refused := closed(
        request, engagement, "check-answer", to, rules.answering, check, request.seat, due_on
    ):
        return refused
    return pages.submit(
        request,
        engagement,
        pages.bind(CheckForm, request, engagement, instance=check),
        partial(services.answer_check, check=check, actor=request.user),
        to=to,
        said=_("Your answers are stored. Below you see what they say together."),
        title=_("Does it still hold?"),
        button=_("Answer the check"),
        lead=check.process.name,
    )


@door("check-skip", FORM)
def check_skip(request, engagement, pk):
    """Skip a check with a reason."""
    check, to = _check(engagement, pk)
    if refused := closed(request, engagement, "check-skip", to, rules.skipping, check):
        return refused
    return pages.submit(
        request,
        engagement,
        pages.bind(SkipForm, request, engagement),
        partial(services.skip_check, check=check, actor=request.user),
        to=to,
        said=_("Skipped with a reason."),
        title=_("Skip this check"),
        button=_("Skip the check"),
        danger=True,
        lead=check.process.name,
    )


@door("check-again", FORM)
def check_again(request, engagement, pk):
    """Ask for one more check of a process."""
    process = get_object_or_404(CriticalProcess, engagement=engagement, pk=pk)
    to = pages.address("evaluation", engagement, at=f"process-{pk}")
    checks = DurabilityCheck.objects.filter(process=process)
    if refused := closed(
        request, engagement, "check-again", to, rules.asking_again, process, request.seat, checks
    ):
        return refused
    initial = {"due_on": timezone.localdate() + A_MONTH}
    return pages.submit(
        request,
        engagement,
        pages.bind(AgainForm, request, engagement, initial=initial),
        partial(services.check_again, process=process, actor=request.user),
        to=to,
        said=_("One more check is planned."),
        title=_("Check once more"),
        button=_("Plan the check"),
        lead=process.name,
    )


@door("fine-tuning-add", FORM)
def fine_tuning_add(request, engagement):
    """Add an adjustment; `?process=` fills in which process it is about."""
    to = pages.address("evaluation", engagement, at="fine-tuning")
    if refused := closed(request, engagement, "fine-tuning-add", to):
        return refused
    about = request.GET.get("process", "")
    return pages.submit(
        request,
        engagement,
        pages.bind(
            FineTuningForm, request, engagement, initial={"process": about if about.isdecimal() else None}
        ),
        partial(services.add_fine_tuning, engagement=engagement, actor=request.user),
        to=to,
        said=_("Added. Whoever does it gets a message."),
        title=_("Add a fine-tuning"),
        button=_("Add the fine-tuning"),
    )


def _action(engagement, pk):
    """Return an adjustment of this engagement with its process, and its address."""
    found = FineTuningAction.objects.select_related("process")
    return get_object_or_404(found, engagement=engagement, pk=pk), pages.address(
        "evaluation", engagement, at=f"fine-tuning-{pk}"
    )


@door("fine-tuning-change", FORM)
def fine_tuning_change(request, engagement, pk):
    """Change an adjustment that is not done."""
    action, to = _action(engagement, pk)
    if refused := closed(
        request, engagement, "fine-tuning-change", to, rules.adjusting, action, request.seat
    ):
        return refused
    return pages.submit(
        request,
        engagement,
        pages.bind(ChangeFineTuningForm, request, engagement, instance=action),
        partial(services.change_fine_tuning, action=action, actor=request.user),
        to=to,
        said=_("Changed."),
        title=_("Change this fine-tuning"),
        button=_("Store"),
        lead=action.process.name,
    )


@door("fine-tuning-done", FORM)
def fine_tuning_done(request, engagement, pk):
    """Say what came of an adjustment."""
    action, to = _action(engagement, pk)
    if refused := closed(request, engagement, "fine-tuning-done", to, rules.adjusting, action, request.seat):
        return refused
    return pages.submit(
        request,
        engagement,
        pages.bind(DoneForm, request, engagement, instance=action),
        partial(services.finish_fine_tuning, action=action, actor=request.user),
        to=to,
        said=_("Done."),
        title=_("This fine-tuning is done"),
        button=_("Store what came of it"),
        lead=action.text,
    )


@door("evaluation-give", FORM)
def evaluation_give(request, engagement):
    """Give the evaluation of the visitor's side, once."""
    to = pages.address("evaluation", engagement, at="evaluations")
    given = Evaluation.objects.filter(engagement=engagement)
    if refused := closed(request, engagement, "evaluation-give", to, rules.evaluating, request.seat, given):
        return refused
    return pages.submit(
        request,
        engagement,
        pages.bind(EvaluationForm, request, engagement),
        partial(services.give_evaluation, engagement=engagement, actor=request.user),
        to=to,
        said=_("Thank you. Both evaluations can be read once both are in."),
        title=_("How was it?"),
        button=_("Give the evaluation"),
        lead=_("Nobody reads this before the other side has given theirs; then both are opened together."),
        consequences=[_("It stays as you give it.")],
    )


@door("lesson-add", FORM)
def lesson_add(request, engagement):
    """Write down a lesson."""
    to = pages.address("evaluation", engagement, at="lessons")
    if refused := closed(request, engagement, "lesson-add", to):
        return refused
    return pages.submit(
        request,
        engagement,
        pages.bind(LessonForm, request, engagement),
        partial(services.add_lesson, engagement=engagement, actor=request.user),
        to=to,
        said=_("Written down."),
        title=_("What do you take with you?"),
        button=_("Write it down"),
    )
