"""The doors of the life cycle: starting an engagement, every change of phase or standing, and waiving a criterion."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from engagements.lifecycle import commands, consequences, criteria, mailing, requests
from engagements.lifecycle.commands import COMMANDS, REOPEN_WITHIN_DAYS, START, Command, Standing
from engagements.lifecycle.criteria import Gate
from engagements.lifecycle.exceptions import NotNow, NotReady, Stale
from engagements.lifecycle.models import Engagement, Organisation, PhaseChange, Waiver
from engagements.lifecycle.work import Work, plain, validate, work_on
from engagements.people import permissions
from engagements.people.models import Membership
from engagements.people.permissions import Seat
from engagements.people.roles import ADMINISTRATOR, Role
from outbox.weights import Weight
from phases.definitions import BY_KEY

if TYPE_CHECKING:
    from accounts.models import User


def start_engagement(
    *, actor: "User", organisation: Mapping[str, Any], manager: "User | None" = None, **values: Any
) -> Engagement:
    """Start an engagement in intake for a new organisation; return it. Its manager is `manager`, or else the actor.

    `organisation` holds the fields of Organisation, `values` those of Engagement. Writes the first line of its
    history, in the actor's name. Raises PermissionDenied for somebody who may not start one, or not for this manager,
    ValidationError for values a model refuses.
    """
    _require_start(actor, manager)
    with transaction.atomic():
        client = Organisation(**organisation)
        validate(client)
        client.save()
        engagement = Engagement(organisation=client, **values)
        validate(engagement)
        engagement.phase_entered_on = engagement.starts_on
        engagement.moves = 1
        engagement.save(force_insert=True)
        member = Membership.objects.create(
            engagement=engagement, user=manager or actor, role=Role.MANAGER, invited_by=actor
        )
        PhaseChange.objects.create(
            engagement=engagement,
            command=START,
            to_phase=engagement.phase,
            to_standing=engagement.standing,
            actor=actor,
        )
        seat = Seat(actor, Role.MANAGER, member) if member.user_id == actor.pk else Seat(actor, ADMINISTRATOR)
        Work(engagement, seat, "new").audit(engagement, after={"manager": member.user_id})
    return engagement


def _require_start(actor: "User", manager: "User | None") -> None:
    if not permissions.may_start(actor):
        raise PermissionDenied(_("Only interim managers of the practice start an engagement."))
    if manager is not None and not permissions.may_start_for(actor, manager):
        raise PermissionDenied(
            _("Only the practice administrator starts an engagement for one of its interim managers.")
        )


def change_basics(
    *, engagement: Engagement, actor: "User", seen: int, organisation: Mapping[str, Any], **values: Any
) -> Engagement:
    """Change what the engagement and its organisation are called and planned to be; return it fresh.

    Raises PermissionDenied, NotNow, Stale or ValidationError.
    """
    with work_on(engagement, actor, "engagement-change") as work:
        fresh = work.change(work.engagement, seen=seen, **values)
        client = fresh.organisation
        before = {name: plain(getattr(client, name)) for name in organisation}
        if before != dict(organisation):
            for name, value in organisation.items():
                setattr(client, name, value)
            validate(client)
            client.save(update_fields=list(organisation))
            work.audit(client, before=before, after=dict(organisation))
            fresh.version += 1  # the two are changed on one page: whoever has it open must see this too
            fresh.save(update_fields=["version"])
    return fresh


def change(
    *,
    engagement: Engagement,
    actor: "User",
    command: str,
    seen: int,
    reason: str = "",
    **answers: Any,
) -> PhaseChange:
    """Carry out one command of the life cycle and return its line of history. The one door for phase and standing.

    `seen` is the engagement's `moves` on the page the person acted on; `answers` are what the command asks besides a
    reason (`expected_return`, `last_working_day`, and what rooms ask). In one transaction: locks the row, checks who
    asks (PermissionDenied), that nothing moved since (Stale), that it is legal here (NotNow), that the gate is open
    (NotReady with the open criteria); runs the state machine, writes the PhaseChange and lets the rooms follow.
    Those who want to know are mailed.
    """
    rule = COMMANDS[command]
    with transaction.atomic():
        locked = Engagement.objects.under_lock().get(pk=engagement.pk)
        seat = permissions.require(permissions.seat_of(actor, locked), command)
        _require_unmoved(locked, seen)
        _require_legal(locked, rule)
        if rule.needs_reason and not reason.strip():
            raise NotReady(_("Give a reason; it is kept with the change."))
        gate = criteria.evaluate(locked) if rule.gated else None
        _require_open(gate, seat)
        spoken = get_language()
        with override(locked.language):  # history is read by both sides, whoever pressed the button
            if gate and spoken != locked.language:
                gate = criteria.evaluate(locked)
            entry = _carry_out(locked, actor, rule, gate, reason, answers)
        _audit(Work(locked, seat, command), entry)
        consequences.follow(locked, entry, answers)
        if locked.is_asked:
            requests.settle(locked)
        _tell(locked, entry)
    return entry


def _tell(locked: Engagement, entry: PhaseChange) -> None:
    """Put the mail about a change into the outbox: whom it binds at once, the others in their own rhythm."""
    told = mailing.told_of_change(locked, entry.actor)
    for each in told:
        binds = each.member.role in mailing.BOUND
        mailing.mail(
            "phase-changed",
            [each.member],
            weight=Weight.BINDING if binds else Weight.NEWS,
            at_once=binds,
            change=entry.pk,
        )


def _audit(work: Work, entry: PhaseChange) -> None:
    """Write a change of phase or standing into the audit trail too: whoever reads that need not look elsewhere."""
    moved = {
        "phase": (entry.from_phase, entry.to_phase),
        "standing": (entry.from_standing, entry.to_standing),
    }
    changed = {name: values for name, values in moved.items() if values[0] != values[1]}
    reason = {"reason": entry.reason} if entry.reason else {}
    work.audit(
        work.engagement,
        before={name: str(before) for name, (before, _after) in changed.items()},
        after={name: str(after) for name, (_before, after) in changed.items()} | reason,
    )


def _require_unmoved(locked: Engagement, seen: int) -> None:
    if locked.moves == seen:
        return
    last = locked.changes.select_related("actor").last()
    told = _(
        "%(who)s has changed the engagement in the meantime: it is now in %(phase)s, and %(standing)s."
    ) % {
        "who": last.actor if last else "",
        "phase": BY_KEY[locked.phase].title,
        "standing": str(Standing(locked.standing).label).lower(),
    }
    raise Stale(told, current=locked)


def _require_legal(locked: Engagement, rule: Command) -> None:
    if rule.target(locked.phase, locked.standing) is None:
        raise NotNow(
            _("This is not possible while the engagement is in %(phase)s and %(standing)s.")
            % {"phase": BY_KEY[locked.phase].title, "standing": str(Standing(locked.standing).label).lower()}
        )
    if rule is commands.REOPEN:
        require_reopenable(locked)


def require_reopenable(engagement: Engagement) -> None:
    """Raise NotNow when the engagement was completed too long ago to be taken up again."""
    ended = engagement.changes.filter(to_standing=Standing.COMPLETED).last()
    if ended and (timezone.localdate() - ended.day).days > REOPEN_WITHIN_DAYS:
        raise NotNow(_("An engagement can be reopened within a year of its completion; start a new one."))


def _require_open(gate: Gate | None, seat: Seat) -> None:
    if gate is not None and not gate.is_open:
        raise NotReady(*(line.sentence_for(seat) for line in gate.open_lines))


def _carry_out(
    locked: Engagement,
    actor: "User",
    rule: Command,
    gate: Gate | None,
    reason: str,
    answers: Mapping[str, Any],
) -> PhaseChange:
    before = locked.phase, locked.standing
    getattr(locked, rule.key.replace("-", "_"))()
    locked.moves += 1
    locked.expected_return = answers.get("expected_return") if rule is commands.HOLD else None
    if rule is commands.END_EARLY:
        locked.last_working_day = answers.get("last_working_day")
    validate(locked)
    locked.save(
        update_fields=[
            "phase",
            "standing",
            "phase_entered_on",
            "moves",
            "expected_return",
            "last_working_day",
        ]
    )
    return PhaseChange.objects.create(
        engagement=locked,
        command=rule.key,
        from_phase=before[0],
        to_phase=locked.phase,
        from_standing=before[1],
        to_standing=locked.standing,
        actor=actor,
        reason=reason.strip(),
        criteria=gate.frozen() if gate else [],
        details=_details(locked, rule, answers),
    )


def _details(locked: Engagement, rule: Command, answers: Mapping[str, Any]) -> dict[str, Any]:
    details = {name: plain(value) for name, value in answers.items() if isinstance(plain(value), str | int)}
    if rule is commands.END_EARLY:
        details["open_items"] = [
            {
                "sentence": str(item.sentence),
                "owner": item.owner.pk if item.owner else None,
                "name": str(item.owner or ""),
            }
            for item in consequences.still_open(locked)
        ]
    return details


def waive(*, engagement: Engagement, actor: "User", criterion: str, reason: str) -> Waiver:
    """Pass over an advised criterion of the present phase with a reason; return the waiver, which the client sees.

    Raises PermissionDenied when the criterion binds the actor, NotNow when it is not of this phase, required, or
    already passed, NotReady without a reason.
    """
    with work_on(engagement, actor, "waive") as work:
        line = next(
            (each for each in criteria.evaluate(work.engagement).lines if each.definition.key == criterion),
            None,
        )
        if line is None:
            raise NotNow(_("This criterion does not belong to the present phase."))
        if line.definition.required:
            raise NotNow(_("This criterion is required; it can't be waived."))
        if line.passes:
            raise NotNow(_("This criterion holds nobody back any more."))
        criteria.require_waivable(line, work.seat)
        if not reason.strip():
            raise NotReady(_("Give a reason; it is shown to the client."))
        waiver = Waiver(engagement=work.engagement, criterion=criterion, reason=reason.strip(), actor=actor)
        validate(waiver)
        waiver.save()
        work.audit(waiver, after={"criterion": criterion, "reason": waiver.reason})
    return waiver
