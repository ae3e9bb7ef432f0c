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
    WindForm,
)
from engagements.evaluation.models import DurabilityCheck, Evaluation, FineTuningAction
from engagements.intake.fresh import fresh_wind
from engagements.intake.models import Observation
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
        wind=boards.wind(engagement, request.seat),
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
    return pages.form_page(
        request,
        engagement,
        "check-answer",
        partial(CheckForm, instance=check),
        partial(services.answer_check, check=check),
        to=to,
        rule=partial(rules.answering, check, request.seat, due_on),
        said=_("Your answers are stored. Below you see what they say together."),
        title=_("Does it still hold?"),
        button=_("Answer the check"),
        lead=check.process.name,
    )


@door("check-skip", FORM)
def check_skip(request, engagement, pk):
    """Skip a check with a reason."""
    check, to = _check(engagement, pk)
    return pages.form_page(
        request,
        engagement,
        "check-skip",
        SkipForm,
        partial(services.skip_check, check=check),
        to=to,
        rule=partial(rules.skipping, check),
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
    checks = DurabilityCheck.objects.filter(process=process)
    return pages.form_page(
        request,
        engagement,
        "check-again",
        partial(AgainForm, initial={"due_on": timezone.localdate() + A_MONTH}),
        partial(services.check_again, process=process),
        to=pages.address("evaluation", engagement, at=f"process-{pk}"),
        rule=partial(rules.asking_again, process, request.seat, checks),
        said=_("One more check is planned."),
        title=_("Check once more"),
        button=_("Plan the check"),
        lead=process.name,
    )


@door("fine-tuning-add", FORM)
def fine_tuning_add(request, engagement):
    """Add an adjustment; `?process=` fills in which process it is about."""
    about = request.GET.get("process", "")
    return pages.form_page(
        request,
        engagement,
        "fine-tuning-add",
        partial(FineTuningForm, initial={"process": about if about.isdecimal() else None}),
        partial(services.add_fine_tuning, engagement=engagement),
        to=pages.address("evaluation", engagement, at="fine-tuning"),
        said=_("Added. Whoever does it gets a message."),
        title=_("Add a fine-tuning"),
        button=_("Add the fine-tuning"),
    )


def _adjust(request, engagement, pk, action, form, service, **page):
    """Show and take one form about an adjustment that is not done."""
    found = get_object_or_404(
        FineTuningAction.objects.select_related("process"), engagement=engagement, pk=pk
    )
    return pages.form_page(
        request,
        engagement,
        action,
        partial(form, instance=found),
        partial(service, action=found),
        to=pages.address("evaluation", engagement, at=f"fine-tuning-{pk}"),
        rule=partial(rules.adjusting, found, request.seat),
        lead=f"{found.process.name}: {found.text}",  # as it was before the form was filled in
        **page,
    )


@door("fine-tuning-change", FORM)
def fine_tuning_change(request, engagement, pk):
    """Change an adjustment that is not done."""
    return _adjust(
        request,
        engagement,
        pk,
        "fine-tuning-change",
        ChangeFineTuningForm,
        services.change_fine_tuning,
        said=_("Changed."),
        title=_("Change this fine-tuning"),
        button=_("Store"),
    )


@door("fine-tuning-done", FORM)
def fine_tuning_done(request, engagement, pk):
    """Say what came of an adjustment."""
    return _adjust(
        request,
        engagement,
        pk,
        "fine-tuning-done",
        DoneForm,
        services.finish_fine_tuning,
        said=_("Done."),
        title=_("This fine-tuning is done"),
        button=_("Store what came of it"),
    )


@door("fresh-wind-settle", FORM)
def fresh_wind_settle(request, engagement, pk):
    """Say what became of something fresh eyes saw."""
    found = get_object_or_404(Observation.objects.select_related("outcome"), engagement=engagement, pk=pk)
    settled = getattr(found, "outcome", None)
    return pages.form_page(
        request,
        engagement,
        "fresh-wind-settle",
        partial(WindForm, instance=settled) if settled else WindForm,
        partial(services.settle_wind, observation=found),
        to=pages.address("evaluation", engagement, at="fresh-wind"),
        rule=lambda: rules.settling_wind(found, fresh_wind(engagement)),
        said=_("Settled."),
        title=_("What became of this?"),
        button=_("Settle it"),
        lead=found.text,
    )


@door("evaluation-give", FORM)
def evaluation_give(request, engagement):
    """Give the evaluation of the visitor's side, once."""
    given = Evaluation.objects.filter(engagement=engagement)
    return pages.form_page(
        request,
        engagement,
        "evaluation-give",
        EvaluationForm,
        partial(services.give_evaluation, engagement=engagement),
        to=pages.address("evaluation", engagement, at="evaluations"),
        rule=partial(rules.evaluating, request.seat, given),
        said=_("Thank you. Both evaluations can be read once both are in."),
        title=_("How was it?"),
        button=_("Give the evaluation"),
        lead=_("Nobody reads this before the other side has given theirs; then both are opened together."),
        consequences=[_("It stays as you give it.")],
    )


@door("lesson-add", FORM)
def lesson_add(request, engagement):
    """Write down a lesson."""
    return pages.form_page(
        request,
        engagement,
        "lesson-add",
        LessonForm,
        partial(services.add_lesson, engagement=engagement),
        to=pages.address("evaluation", engagement, at="lessons"),
        said=_("Written down."),
        title=_("What do you take with you?"),
        button=_("Write it down"),
    )
