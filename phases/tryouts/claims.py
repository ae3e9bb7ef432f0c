"""What seven parties of one clinic want of the interim manager, and where that truly clashes.

A claim takes a stand on one or two subjects. Two claims clash when they take opposite stands on the same subject,
and every pair that does has its own text (`CLASHES`); the other pairs agree, or are about different things.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from phases.shapes import Text


class Subject(StrEnum):
    """What a claim can take a stand on."""

    DECIDING = "deciding"
    PACE = "pace"
    OPENNESS = "openness"
    MONEY = "money"
    PAST = "past"


class Handling(StrEnum):
    """What becomes of a contradiction before the assignment is signed."""

    RESOLVE = "resolve"
    TENSION = "tension"
    ESCALATE = "escalate"


HANDLINGS: dict[Handling, Text] = {
    Handling.RESOLVE: _("resolve it"),
    Handling.TENSION: _("accept it as a tension"),
    Handling.ESCALATE: _("pass it on"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one party wants of the manager; `stance` runs from -2 (conversation partner) to +2 (authority).

    `stands` gives +1 or -1 per subject, `about` what the claim comes down to, `fears` what is behind it.
    """

    key: str
    party: Text
    says: Text
    about: Text
    fears: Text
    stance: int
    stands: Mapping[Subject, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Where two claims contradict each other, and what the manager does with it."""

    why: Text
    handling: Handling
    does: Text


CLAIMS = (
    Claim(
        key="board",
        party=_("The board"),
        says=_("Make the hard calls for us. We want to see results before the summer."),
        about=_("decisions before the summer"),
        fears=_("another year of talking"),
        stance=2,
        stands={Subject.DECIDING: 1, Subject.PACE: 1},
    ),
    Claim(
        key="specialists",
        party=_("The specialists"),
        says=_("Ask us first. Nothing in our work changes without us."),
        about=_("a say in their own work"),
        fears=_("decisions by someone who never treated a patient"),
        stance=-2,
        stands={Subject.DECIDING: -1, Subject.OPENNESS: 1},
    ),
    Claim(
        key="nursing",
        party=_("The nurses"),
        says=_("Enough talking. Two more of us on every shift, from Monday."),
        about=_("hands on the ward"),
        fears=_("yet another notebook and no change"),
        stance=1,
        stands={Subject.MONEY: -1, Subject.PACE: 1},
    ),
    Claim(
        key="council",
        party=_("The works council"),
        says=_("Tell everyone what is coming before anything has been decided."),
        about=_("hearing things in time"),
        fears=_("being told when nothing can be changed any more"),
        stance=-1,
        stands={Subject.OPENNESS: 1, Subject.PACE: -1},
    ),
    Claim(
        key="investor",
        party=_("The investor"),
        says=_("Twelve percent off the costs this year. And keep it quiet until it is settled."),
        about=_("lower costs"),
        fears=_("unrest that costs more than it yields"),
        stance=2,
        stands={Subject.MONEY: 1, Subject.OPENNESS: -1},
    ),
    Claim(
        key="founder",
        party=_("The founder"),
        says=_("Leave the time we take for people alone. That is why this clinic is here."),
        about=_("what the clinic is for"),
        fears=_("that in two years nobody recognises the clinic"),
        stance=-1,
        stands={Subject.MONEY: -1, Subject.PAST: 1},
    ),
    Claim(
        key="insurer",
        party=_("The health insurer"),
        says=_("Show us every month where the money goes, and break with how things were run."),
        about=_("seeing where the money goes"),
        fears=_("paying once more for what went wrong before"),
        stance=1,
        stands={Subject.OPENNESS: 1, Subject.PAST: -1},
    ),
)

AGREEMENTS: dict[Subject, Text] = {
    Subject.PACE: _("Both want it to move."),
    Subject.OPENNESS: _("Both want it in the open, and in time."),
    Subject.MONEY: _("Both want time and hands for patients."),
}
"""What two claims share that take the same stand on a subject."""

CLASHES: dict[frozenset[str], Clash] = {
    frozenset({"board", "specialists"}): Clash(
        why=_(
            "One asks the manager to decide, the other to decide nothing without them. Whoever follows only the board "
            "loses the people who have to do it. Whoever only asks has nothing by the summer."
        ),
        handling=Handling.TENSION,
        does=_(
            "Says to both that this will stay awkward, and draws the line: what is urgent the manager decides, with "
            "reasons; what touches treatment they decide together. That line goes into the assignment."
        ),
    ),
    frozenset({"board", "council"}): Clash(
        why=_("Results before the summer, and everyone told beforehand: the same weeks are promised twice."),
        handling=Handling.RESOLVE,
        does=_(
            "Makes a calendar: what is told when, on what day the works council is asked for advice, and what can "
            "begin meanwhile because nobody is against it."
        ),
    ),
    frozenset({"specialists", "investor"}): Clash(
        why=_(
            "“Nothing without us” and “keep it quiet” do not go together. Specialists who hear of a saving from the "
            "newspaper will not help to find it."
        ),
        handling=Handling.RESOLVE,
        does=_(
            "Agrees with the investor that the amount is told and the measures are still open. Then asks the "
            "specialists where it can be done without a patient noticing."
        ),
    ),
    frozenset({"council", "investor"}): Clash(
        why=_(
            "Silence until it is settled leaves the works council nothing to advise on. That is no matter of taste: "
            "the law gives it a voice while that voice still counts."
        ),
        handling=Handling.ESCALATE,
        does=_(
            "Goes to the board: only they can tell the investor that a decision taken in silence will not stand. An "
            "assignment that asks for silence is not signed."
        ),
    ),
    frozenset({"council", "nursing"}): Clash(
        why=_("One wants to hear it before the decision, the other wants to see it on Monday."),
        handling=Handling.RESOLVE,
        does=_(
            "Arranges an emergency measure for six weeks, agreed with both in one conversation and with a last day. "
            "What is to stay after that takes the usual road."
        ),
    ),
    frozenset({"investor", "founder"}): Clash(
        why=_(
            "The time for people is just where most of the costs are. Twelve percent off without touching it: that "
            "sum does not come out."
        ),
        handling=Handling.ESCALATE,
        does=_(
            "Puts the sum on one table and asks both to choose. What this clinic is for is up to its owners, not to "
            "somebody who will leave again."
        ),
    ),
    frozenset({"investor", "nursing"}): Clash(
        why=_("Lower costs, and two more people on every shift: both ends pull at the same money."),
        handling=Handling.TENSION,
        does=_(
            "Lets both stand until the figures are in, and asks first what sick leave and agency staff cost today. "
            "The two may turn out to be closer than they sound."
        ),
    ),
    frozenset({"investor", "insurer"}): Clash(
        why=_(
            "One who pays wants silence, the other wants to look inside every month. Whatever the manager tells or "
            "keeps back, one of them will feel deceived."
        ),
        handling=Handling.ESCALATE,
        does=_(
            "Has the board decide, with both at the table, who sees which figures and when. Until then both are told "
            "the same."
        ),
    ),
    frozenset({"founder", "insurer"}): Clash(
        why=_("One wants to break with how things were run; to the other, that is just what the clinic is."),
        handling=Handling.TENSION,
        does=_(
            "Makes the tension smaller: both write down what has to stay and what may go. Often the lists clash on "
            "one or two points only, and the rest is settled at once."
        ),
    ),
}
