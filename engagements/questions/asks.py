"""What the questions ask of people now: of the interim manager, to answer."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.lifecycle.asks import Ask, asks, asks_afterwards
from engagements.lifecycle.models import Engagement
from engagements.people.permissions import Seat
from engagements.questions.models import Question


@asks
@asks_afterwards
def questions_to_answer(engagement: Engagement, seat: Seat) -> Iterable[Ask]:
    """Ask the manager to answer what employees asked. Without a day: when it was asked is nobody's to know."""
    if not seat.may("question-answer"):
        return ()
    waiting = Question.objects.filter(engagement=engagement).waiting().count()
    if not waiting:
        return ()
    sentence = ngettext(
        "Answer the question of an employee", "Answer the %(n)s questions of employees", waiting
    )
    return (
        Ask(
            sentence=sentence % {"n": waiting},
            url=reverse("engagements:questions", args=[engagement.ref]),
            detail=_("Asked without a name; your answer is for everybody."),
        ),
    )
