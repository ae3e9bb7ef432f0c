"""What is done at the sparring desk: a question put, talked through, decided by its owner, shared."""

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.execution.services.common import require_future, require_member, required
from engagements.lifecycle.mailing import mail, reachable
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.work import Work, validate, work_on
from engagements.people.models import Membership
from engagements.people.permissions import Seat
from engagements.people.roles import MANAGER_SIDE, ORGANISATION_SIDE, OWNERS, Role
from engagements.processes.models import CriticalProcess
from engagements.sparring import rules
from engagements.sparring.models import SparringRequest, SparringWord

if TYPE_CHECKING:
    from accounts.models import User

#: What somebody weighs: fewer is no choice, more is a list.
FEWEST, MOST = 2, 6


def open_question(
    *,
    engagement: Engagement,
    actor: "User",
    question: str,
    decide_by: datetime.date,
    options: Sequence[str] = (),
    leaning: str = "",
    owner: Membership | None = None,
    process: CriticalProcess | None = None,
) -> SparringRequest:
    """Put a question on the sparring desk and return it; the other side is told by mail.

    Somebody of the organisation asks for themselves, with what they weigh and which way they lean; an interim manager
    asks an `owner`, who has the word first. Raises ValidationError beside the field for what is missing.
    """
    with work_on(engagement, actor, "sparring-add") as work:
        _require_process(work, process)
        require_future("decide_by", decide_by)
        whose = _whose(work, owner)
        _require_weighed(work.seat, options, leaning)
        sparring = work.add(
            SparringRequest,
            owner=whose,
            opened_by=work.seat.membership,
            started_by=work.seat.side,
            process=process,
            question=question,
            options=list(options),
            leaning=leaning,
            decide_by=decide_by,
            turn=_other(work.seat.side),
        )
        mail("sparring-question", listeners(sparring, work.seat.side), sparring=sparring.pk)
    return sparring


def change_question(
    *,
    sparring: SparringRequest,
    actor: "User",
    question: str,
    decide_by: datetime.date,
    options: Sequence[str] = (),
    leaning: str = "",
    process: CriticalProcess | None = None,
    seen: int | None = None,
) -> SparringRequest:
    """Put a question in other words that nobody has answered; return it. NotNow once somebody has."""
    with work_on(sparring.engagement, actor, "sparring-change") as work:
        now = work.current(sparring, seen)
        rules.changing(now, work.seat, now.words.exists())
        _require_process(work, process)
        if decide_by != now.decide_by:
            require_future("decide_by", decide_by)
        _require_weighed(work.seat, options, leaning)
        return work.change(
            now,
            question=question,
            options=list(options),
            leaning=leaning,
            decide_by=decide_by,
            process=process,
        )


def say(*, sparring: SparringRequest, actor: "User", text: str) -> SparringWord:
    """Answer, or ask on; return what was said. The other side then has the word, and is told by mail."""
    with work_on(sparring.engagement, actor, "sparring-say") as work:
        now = work.current(sparring)
        rules.saying(now, work.seat)
        word = SparringWord(sparring=now, member=work.seat.membership, text=text)
        validate(word)
        word.save()
        turn = _other(work.seat.side)
        # The audit trail says that something was said, not what: that is between the two.
        if work.change(now, turn=turn).version == now.version:
            work.audit(now)
        mail("sparring-word", listeners(now, work.seat.side), word=word.pk)
    return word


def decide(
    *,
    sparring: SparringRequest,
    actor: "User",
    decision: str,
    option: int | None = None,
    seen: int | None = None,
) -> SparringRequest:
    """Record the decision as whose question it is; return it. `option` is the place of the chosen one, if it is one.

    Raises PermissionDenied for anybody else, NotNow when it is decided already.
    """
    with work_on(sparring.engagement, actor, "sparring-decide") as work:
        now = work.current(sparring, seen)
        rules.deciding(now, work.seat)
        why = required(decision, _("Say what you decided, and why."))
        if option is not None and option not in range(len(now.options)):
            raise ValidationError({"option": _("Choose one of the options, or something else.")})
        decided = work.change(now, decision=why, option=option, decided_on=timezone.localdate())
        mail("sparring-decided", reachable(work.engagement, {Role.MANAGER}), sparring=decided.pk)
    return decided


def share(
    *, sparring: SparringRequest, actor: "User", shared: bool, seen: int | None = None
) -> SparringRequest:
    """Let everybody at the desk read the talk, or again only the two who talk, as whose question it is; return it."""
    with work_on(sparring.engagement, actor, "sparring-share") as work:
        now = work.current(sparring, seen)
        rules.sharing(now, work.seat)
        return work.change(now, shared=shared)


def listeners(sparring: SparringRequest, side: str) -> list[Membership]:
    """Return who hears what was said on that side: whose question it is, or the interim managers. One query at most."""
    if side == MANAGER_SIDE:
        return [sparring.owner]
    return reachable(sparring.engagement, {Role.MANAGER})


def _whose(work: Work, owner: Membership | None) -> Any:
    """Return whose question it is: the asker's own, or of the person an interim manager asks."""
    if not work.seat.is_practice:
        return work.seat.membership
    if owner is None:
        raise ValidationError({"owner": _("Choose who decides this.")})
    require_member(work, "owner", owner, OWNERS)
    return owner


def _require_weighed(seat: Seat, options: Sequence[str], leaning: str) -> None:
    if len(options) > MOST:
        raise ValidationError({"options": _("Six options at most: leave out what you would not do anyway.")})
    if seat.is_practice:
        return
    if len(options) < FEWEST:
        raise ValidationError({"options": _("Name at least two options, one on a line.")})
    if not leaning.strip():
        raise ValidationError({"leaning": _("Say which way you lean, even if you doubt it.")})


def _require_process(work: Work, process: CriticalProcess | None) -> None:
    if process is not None and process.engagement_id != work.engagement.pk:
        raise ValidationError({"process": _("Choose a process of this engagement.")})


def _other(side: str) -> str:
    return MANAGER_SIDE if side == ORGANISATION_SIDE else ORGANISATION_SIDE
