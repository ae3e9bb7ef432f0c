"""Questions of employees as a file."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from engagements.lifecycle.lists import listed
from engagements.lifecycle.models import Engagement
from engagements.people.permissions import Seat
from engagements.questions.models import Question
from spreadsheets.columns import Column, named


@listed(
    "questions",
    page="questions",
    label=_("Questions"),
    columns=(
        Column(_("Question"), lambda question: question.asked),
        Column(_("Answer"), lambda question: question.answer),
        Column(_("Answered by"), lambda question: named(question.answered_by)),
        Column(_("Answered on"), lambda question: question.answered_on),
    ),
)
def questions(engagement: Engagement, seat: Seat, asked: Mapping[str, Any]) -> QuerySet:
    """Return what the seat may read: in its own words only where those are everybody's."""
    found = Question.objects.filter(engagement=engagement).seen_from(seat)
    return found.select_related("answered_by__user")
