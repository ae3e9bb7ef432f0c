"""The readiness check (*zijn jullie er klaar voor?*): eight questions a prospect can answer before any talk.

Pure data and arithmetic. What is answered is a mapping of question key to `{"choice": …, "words": …}`; nothing is
stored until it is sent with an enquiry.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from phases.shapes import Text

type Answers = Mapping[str, Mapping[str, str]]
"""The answers given, by question key: the key of the choice, and one's own words (may be empty)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One possible answer: 2 points when it is in place, 1 when it is partly, 0 when it is not.

    `advice` says what to do about it.
    """

    key: str
    label: Text
    points: int
    advice: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question, why it is asked, and what one may add in one's own words."""

    key: str
    text: Text
    why: Text
    words: Text
    choices: tuple[Choice, ...]

    def choice(self, key: str) -> Choice | None:
        """The choice with this key, or None."""
        return next((each for each in self.choices if each.key == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the answers come to, in words."""

    key: str
    title: Text
    text: Text

    def __str__(self) -> str:
        return str(self.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One question with what was answered to it; `choice` is None when nothing was."""

    question: Question
    choice: Choice | None
    words: str

    @property
    def needs_talk(self) -> bool:
        """Whether something is to be done about it."""
        return self.choice is not None and self.choice.points < MOST_POINTS


WORDS_LENGTH = 200  # a line: eight of them print on one page with everything else
MOST_POINTS = 2
FIRST = 3  # as many points as anybody remembers


def _three(yes: Text, partly: Text, advice: Text, no: Text, firmer: Text) -> tuple[Choice, ...]:
    """The three choices of a question, and what to do about the two lesser ones."""
    return (
        Choice(key="yes", label=yes, points=2),
        Choice(key="partly", label=partly, points=1, advice=advice),
        Choice(key="no", label=no, points=0, advice=firmer),
    )


QUESTIONS: tuple[Question, ...] = (
    Question(
        key="problem_owner",
        text=_("Who owns the problem?"),
        why=_("A problem that is nobody's becomes the interim manager's, and comes back when they leave."),
        words=_("Whose problem is it?"),
        choices=_three(
            _("One of us, by name, and everybody knows who"),
            _("A few of us together"),
            _(
                "Choose which of you has the last word, and tell the others. A shared problem waits for somebody else."
            ),
            _("That has never been settled"),
            _(
                "Settle this first. Find out who loses sleep over it, and let that person say aloud: this is mine."
            ),
        ),
    ),
    Question(
        key="owner_after",
        text=_("Who will own it afterwards?"),
        why=_("Once the interim manager has left, only what is already somebody's own will stay."),
        words=_("Who do you have in mind?"),
        choices=_three(
            _("We know who, and so do they"),
            _("We have somebody in mind"),
            _(
                "Ask them, and ask what they need for it. Whoever takes part from the start has it in hand at the end."
            ),
            _("We'll see when the time comes"),
            _("Begin looking now. Without somebody to hand over to, the interim manager can only stay."),
        ),
    ),
    Question(
        key="may_not_change",
        text=_("What may not change?"),
        why=_("Every organisation has something nobody may touch. Found out halfway, it costs the most."),
        words=_("What has to stay as it is?"),
        choices=_three(
            _("We have said it aloud to each other"),
            _("We know it, but nobody has said it aloud"),
            _("Write it down in three lines, and let everybody who decides read them before the first talk."),
            _("We have never asked ourselves"),
            _(
                "Ask board, management and works council separately. Where their answers differ, you want to know now."
            ),
        ),
    ),
    Question(
        key="mandate",
        text=_("What may the interim manager decide?"),
        why=_(
            "Whoever has to ask about everything changes nothing; whoever may do anything is left alone with it."
        ),
        words=_("What do you want to decide yourselves?"),
        choices=_three(
            _("That is clear, and we could put it on paper today"),
            _("In outline; the rest will show"),
            _(
                "Name three decisions that they take alone, and three that they bring to you. That tells you enough."
            ),
            _("Little: we decide everything ourselves"),
            _(
                "Then you may need an adviser, and that can be just right. If not, decide what you dare leave to them."
            ),
        ),
    ),
    Question(
        key="openness",
        text=_("May they hear how things really are?"),
        why=_("Whoever may not hear what is wrong will solve something else."),
        words=_("What is hard to talk about?"),
        choices=_three(
            _("Yes, from everybody, also what hurts"),
            _("Mostly, but some things are sensitive"),
            _(
                "Tell in the first talk what is sensitive, and why. With that one can work; with secrets nobody can."
            ),
            _("Not everything needs to come out"),
            _(
                "Find out first what you fear would happen. Often that very thing is what has to be worked on."
            ),
        ),
    ),
    Question(
        key="time",
        text=_("Do the people who know the work get time for it?"),
        why=_("A plan made without the people who do the work stays a plan."),
        words=_("Who has to be freed for it?"),
        choices=_three(
            _("Yes, that time is set aside"),
            _("They'll do it on top of their work"),
            _("Count on half a day a week for each of them, and say what they may leave undone for it."),
            _("No, they are full up"),
            _(
                "Make room first, however little. Or else you'll be paying for a plan that nobody carries out."
            ),
        ),
    ),
    Question(
        key="backing",
        text=_("Do board and management stand visibly behind it?"),
        why=_("Sooner or later it gets difficult. Everybody then looks at whoever asked for the change."),
        words=_("Who has doubts?"),
        choices=_three(
            _("Yes, and everybody can see it"),
            _("They agree, but it hardly shows"),
            _("Agree on one thing that each of them will do in person, where others can see it."),
            _("They don't agree with each other"),
            _(
                "Have that talk first, without an interim manager: between two camps nobody gets anything done."
            ),
        ),
    ),
    Question(
        key="done_when",
        text=_("How will you see that it is done?"),
        why=_("Without an end nobody knows when to let go."),
        words=_("What do you see then?"),
        choices=_three(
            _("By something we can see or count ourselves"),
            _("We have a picture, but no measure yet"),
            _("Finish this sentence: three months after they have left we still see that …"),
            _("We'll notice when it is done"),
            _(
                "Ask three people what will be different on an ordinary Tuesday. Begin with what all three say."
            ),
        ),
    ),
)
BY_KEY: dict[str, Question] = {question.key: question for question in QUESTIONS}

VERDICTS: dict[str, Verdict] = {
    verdict.key: verdict
    for verdict in (
        Verdict(
            key="ready",
            title=_("You are ready for it"),
            text=_(
                "You know whose problem it is, who decides what and when it is done. Few organisations know that "
                "beforehand. An interim manager can really get to work here from the first day."
            ),
        ),
        Verdict(
            key="talk",
            title=_("You can begin, if you talk about this first"),
            text=_(
                "Much is in place. What is not would get in your way later on, when it is harder to talk about. Now it "
                "takes a good conversation: with each other, or with us."
            ),
        ),
        Verdict(
            key="not_yet",
            title=_("Not yet, and this first"),
            text=_(
                "That is no shame, and good to know now. An interim manager would spend the first months on questions "
                "that only you can answer, and it would not last. Most of it you can do without us."
            ),
        ),
    )
}
READY_FROM, TALK_FROM = 13, 7


def lines(answers: Answers) -> list[Line]:
    """Every question with what was answered to it, in order; what is no question or no choice is left out."""
    found = []
    for question in QUESTIONS:
        given = answers.get(question.key) or {}
        choice = question.choice(given.get("choice", ""))
        found.append(Line(question=question, choice=choice, words=given.get("words", "")))
    return found


def total(answers: Answers) -> int:
    """The points of all answers together: 0 to 16."""
    return sum(line.choice.points for line in lines(answers) if line.choice)


def answered(answers: Answers) -> int:
    """How many of the questions have a choice."""
    return sum(line.choice is not None for line in lines(answers))


def verdict(answers: Answers) -> Verdict | None:
    """What the answers come to; None as long as a question is open.

    Nobody is told to be ready with something wholly missing, however much else is in place.
    """
    if answered(answers) < len(QUESTIONS):
        return None
    points = total(answers)
    missing = any(line.choice and line.choice.points == 0 for line in lines(answers))
    if points >= READY_FROM and not missing:
        return VERDICTS["ready"]
    return VERDICTS["talk" if points >= TALK_FROM else "not_yet"]


def to_talk_about(answers: Answers) -> list[Line]:
    """The questions that something is to be done about, what is missing before what is half there."""
    return sorted(
        (line for line in lines(answers) if line.needs_talk),
        key=lambda line: line.choice.points if line.choice else MOST_POINTS,
    )


def to_do_first(answers: Answers) -> list[Line]:
    """The few of these to begin with."""
    return to_talk_about(answers)[:FIRST]
