"""Pages of the room of questions: what was asked and answered, asking, answering."""

from functools import partial

from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from engagements.lifecycle import legality, pages
from engagements.lifecycle.door import FORM, door
from engagements.questions import rules, services
from engagements.questions.forms import AnswerForm, QuestionForm
from engagements.questions.models import Question

HOME = "questions"


@door("questions")
def questions(request, engagement):
    """What was asked and answered, newest answer first; what waits, for whoever answers; the form, for employees."""
    found = Question.objects.filter(engagement=engagement)
    asks = request.seat.may("question-add")
    size = rules.group_size(engagement) if asks else None
    may_ask = asks and size >= rules.SMALLEST_GROUP and legality.is_now(engagement, "question-add")
    return pages.show(
        request,
        engagement,
        "engagements/questions/questions.html",
        answered=found.answered().select_related("answered_by__user").order_by("-answered_on", "pk"),
        waiting=list(found.waiting().values_list("pk", "text")),
        answers=request.seat.may("question-answer"),
        too_small=rules.too_small(size) if asks and size < rules.SMALLEST_GROUP else "",
        form=QuestionForm(engagement=engagement, seat=request.seat) if may_ask else None,
        appears=_appears(),
    )


@sensitive_post_parameters()
@door("question-add", FORM, keeps=False)
def question_add(request, engagement):
    """Ask something without a name.

    What was typed is neither kept in the session of somebody who was signed out, nor answered with a message, which
    would be stored in it: both would tie the words, or the moment, to a person.
    """
    refused = pages.no_use(
        request,
        engagement,
        "question-add",
        pages.address(HOME, engagement),
        lambda: rules.require_group(rules.group_size(engagement)),
    )
    form = pages.bind(QuestionForm, request, engagement)
    return refused or pages.submit(
        request,
        engagement,
        form,
        partial(services.add_question, engagement=engagement, actor=request.user),
        to=pages.address("question-kept", engagement),
        back=pages.address(HOME, engagement),
        title=_("Ask a question without your name"),
        template="engagements/questions/ask.html",
        appears=_appears(),
    )


def _appears():
    """Return the day on which what is asked now appears, in words."""
    return date_format(rules.next_batch(), "l j F")


@door("question-kept")
def question_kept(request, engagement):
    """What happens with a question. The same page for whoever asked one and whoever did not."""
    return pages.show(
        request,
        engagement,
        "engagements/questions/kept.html",
        appears=_appears(),
    )


@door("question-answer", FORM)
def question_answer(request, engagement, pk):
    """Answer a question, for everybody."""
    found = get_object_or_404(
        Question.objects.filter(engagement=engagement).shown().select_related("engagement"), pk=pk
    )
    to = pages.address(HOME, engagement)
    if closed := pages.no_use(request, engagement, "question-answer", to):
        return closed
    return pages.submit(
        request,
        engagement,
        pages.bind(AnswerForm, request, engagement, instance=found),
        partial(services.answer_question, question=found, actor=request.user),
        to=pages.address(HOME, engagement, at=f"question-{pk}"),
        said=_("Answered, for everybody."),
        title=_("Answer a question"),
        button=_("Answer for everybody"),
        template="engagements/questions/answer.html",
        question=found,
    )
