"""Asking without a name, and answering for everybody."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from engagements.lifecycle.work import validate, work_on
from engagements.questions import rules
from engagements.questions.models import Question

if TYPE_CHECKING:
    from accounts.models import User
    from engagements.lifecycle.models import Engagement


@sensitive_variables()
def add_question(*, engagement: "Engagement", actor: "User", text: str) -> None:
    """Keep a question, and forget who asked it; it appears next Monday. The same words twice a week are one question.

    Returns nothing, so that nobody can hold on to it. Raises PermissionDenied, NotNow also in a group smaller than
    five, ValidationError on `text`.
    """
    with work_on(engagement, actor, "question-add") as work:
        rules.require_group(rules.group_size(work.engagement))
        batch = Question.objects.filter(engagement=work.engagement, shown_from=rules.next_batch())
        question = Question(engagement=work.engagement, text=text.strip(), shown_from=rules.next_batch())
        validate(question)
        if batch.filter(text=question.text).exists():
            return
        rules.require_room(batch.count())
        # Not through `work.add`: a line in the audit trail has an actor and a moment.
        question.save(force_insert=True)


def answer_question(
    *, question: Question, actor: "User", seen: int | None = None, answer: str, wording: str = ""
) -> Question:
    """Answer a question, or put an earlier answer better; return it fresh. From then on everybody reads both.

    Raises PermissionDenied, NotNow, Stale after another answer, ValidationError on `answer`.
    """
    with work_on(question.engagement, actor, "question-answer") as work:
        now = work.current(question, seen)
        if not answer.strip():
            raise ValidationError({"answer": _("Write down what you answer.")})
        values: dict[str, Any] = {"answer": answer, "wording": wording}
        if now.answered_on is None:
            values |= {"answered_by": work.seat.membership, "answered_on": timezone.localdate()}
            return work.change(now, seen=seen, **values)
        return work.under("question-reword").change(now, seen=seen, **values)
