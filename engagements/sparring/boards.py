"""What the pages of the sparring desk show, with what the visitor may do. Reads; changes nothing."""

from dataclasses import dataclass

from engagements.execution.rules import offered
from engagements.lifecycle.mailing import NOBODY, Mailing, mailing
from engagements.lifecycle.models import Engagement
from engagements.people.permissions import Seat
from engagements.people.roles import ORGANISATION_SIDE
from engagements.sparring import permissions, rules
from engagements.sparring.models import SparringRequest, SparringWord
from engagements.sparring.services import listeners
from outbox.weights import Weight

PEOPLE = ("owner__user", "opened_by__user", "process")


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The talks the visitor may read: those that wait for them, the other open ones, and those decided."""

    waiting: list[SparringRequest]
    open: list[SparringRequest]
    decided: list[SparringRequest]

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.waiting) + len(self.open) + len(self.decided)

    @property
    def started_by_organisation(self) -> int:
        """How many of them the organisation began."""
        found = (*self.waiting, *self.open, *self.decided)
        return sum(each.started_by == ORGANISATION_SIDE for each in found)


def desk(engagement: Engagement, seat: Seat) -> Desk:
    """Return the talks the seat may read: open ones by the day of decision, decided ones latest first. One query."""
    found = list(
        SparringRequest.objects.filter(engagement=engagement)
        .seen_from(seat)
        .select_related(*PEOPLE)
        .order_by("decide_by", "pk")
    )
    undecided = [each for each in found if not each.is_decided]
    return Desk(
        waiting=[each for each in undecided if waits_for(each, seat)],
        open=[each for each in undecided if not waits_for(each, seat)],
        decided=sorted(
            (each for each in found if each.is_decided),
            key=lambda each: (each.decided_on, each.pk),
            reverse=True,
        ),
    )


def waits_for(sparring: SparringRequest, seat: Seat) -> bool:
    """Return whether the seat has the word in an open talk."""
    has_the_word = permissions.takes_part(sparring, seat) and sparring.turn == seat.side
    return has_the_word and not sparring.is_decided


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """One talk in full, what the visitor may do in it, and whom a next word of theirs mails."""

    sparring: SparringRequest
    words: list[SparringWord]
    may_change: bool
    may_say: bool
    may_decide: bool
    may_share: bool
    mailed: Mailing

    @property
    def options(self) -> list[tuple[str, bool]]:
        """Each option, and whether it was chosen."""
        return [(text, place == self.sparring.option) for place, text in enumerate(self.sparring.options)]


def talk(sparring: SparringRequest, engagement: Engagement, seat: Seat) -> Talk:
    """Return the talk as the page shows it. One query, and one to find the interim managers who are mailed."""
    words = list(sparring.words.select_related("member__user"))
    may_say = offered(engagement, seat, "sparring-say", rules.saying, sparring, seat)
    mailed = mailing(listeners(sparring, seat.side), Weight.BINDING) if may_say else NOBODY
    return Talk(
        sparring=sparring,
        words=words,
        may_change=offered(engagement, seat, "sparring-change", rules.changing, sparring, seat, bool(words)),
        may_say=may_say,
        may_decide=offered(engagement, seat, "sparring-decide", rules.deciding, sparring, seat),
        may_share=offered(engagement, seat, "sparring-share", rules.sharing, sparring, seat),
        mailed=mailed,
    )
