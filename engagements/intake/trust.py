"""Trust pulses as somebody may see them: their own answer at once, the other side's only when both have answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, Prefetch
from django.utils.translation import gettext as _

from engagements.intake.days import written
from engagements.intake.models import TrustAnswer, TrustRound
from engagements.lifecycle.exceptions import NotNow
from engagements.lifecycle.models import Engagement
from engagements.people.permissions import Seat
from engagements.people.roles import MANAGER_SIDE, ORGANISATION_SIDE
from phases.definitions import Text

STATEMENTS = ("keeps_word", "competent", "means_well", "hard_things")
#: Above this difference between the two means a talk is suggested; nothing more.
TALK_ABOVE = Decimal("1.5")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One of the four statements with the scores that may be seen; None for one that may not, or is not there."""

    text: Text
    own: int | None
    manager: int | None
    organisation: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """One trust pulse, holding nothing its reader may not see: the other side's answer is absent until revealed."""

    round: TrustRound
    own: TrustAnswer | None
    manager: TrustAnswer | None
    organisation: TrustAnswer | None
    may_answer: bool

    @property
    def is_revealed(self) -> bool:
        """Whether both answers are here."""
        return self.manager is not None and self.organisation is not None

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer."""
        return not self.is_revealed

    @property
    def gap(self) -> Decimal | None:
        """The difference between the two means as they are shown, whichever is higher; None until revealed."""
        if self.manager is None or self.organisation is None:
            return None
        return abs(_shown(self.manager.mean) - _shown(self.organisation.mean))

    @property
    def suggests_talk(self) -> bool:
        """Whether the answers lie so far apart that it is worth a talk."""
        return self.gap is not None and self.gap > TALK_ABOVE

    @property
    def statements(self) -> list[Statement]:
        """The four statements with the scores that may be seen."""
        return [
            Statement(
                text=getattr(TrustAnswer, name).field.verbose_name,
                own=getattr(self.own, name, None),
                manager=getattr(self.manager, name, None),
                organisation=getattr(self.organisation, name, None),
            )
            for name in STATEMENTS
        ]


def pulses_for(engagement: Engagement, seat: Seat) -> list[Pulse]:
    """Return the engagement's trust pulses as this seat may see them, newest first. Two queries."""
    answers = Prefetch("answers", queryset=TrustAnswer.objects.select_related("member__user"))
    rounds = TrustRound.objects.filter(engagement=engagement).prefetch_related(answers)
    return [seen_from(seat, each, each.answers.all()) for each in rounds]


def seen_from(seat: Seat, round_: TrustRound, answers: Iterable[TrustAnswer]) -> Pulse:
    """Return one pulse as the seat may see it. No query."""
    by_side = {answer.side: answer for answer in answers}
    revealed = len(by_side) == 2
    own = by_side.get(seat.side)
    return Pulse(
        round=round_,
        # Also within one side: only who gave an answer sees it before the reveal.
        own=own if own and seat.holds(own.member_id) else None,
        manager=by_side.get(MANAGER_SIDE) if revealed else None,
        organisation=by_side.get(ORGANISATION_SIDE) if revealed else None,
        may_answer=seat.may("trust-answer") and own is None,
    )


def _shown(mean: float) -> Decimal:
    return Decimal(mean).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def require_none_open(engagement: Engagement) -> None:
    """Raise NotNow while a pulse is not answered by both sides. One query."""
    rounds = TrustRound.objects.filter(engagement=engagement).annotate(given=Count("answers"))
    if open_one := rounds.filter(given__lt=2).first():
        raise NotNow(
            _("The trust pulse of %(day)s is still open: it waits until both sides have answered.")
            % {"day": written(open_one.asked_on)}
        )


def require_unanswered(pulse: TrustRound, side: str) -> None:
    """Raise NotNow when that side has answered the pulse: an answer given is not taken back. One query."""
    if pulse.answers.filter(side=side).exists():
        raise NotNow(_("Your side has answered this trust pulse already."))
