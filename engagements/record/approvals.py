"""Approvals: somebody's yes, or request for a change, to an exact content.

What an approval freezes is plain JSON, made by the room that asks for it. Whether an approval still holds is read by
comparing digests, so a content that changes takes its approval with it without anybody having to remember.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from engagements.lifecycle.models import Engagement
from engagements.lifecycle.work import Work
from engagements.people.roles import Role
from engagements.record.digests import digest_of
from engagements.record.models import Approval


def approve(work: Work, *, kind: str, subject_id: int = 0, content: dict[str, Any]) -> Approval:
    """Store that the actor agrees to exactly this content, and return it; what already stands is not stored twice.

    Raises PermissionDenied for somebody without a membership, TypeError when the content isn't plain JSON.
    """
    latest = latest_word(work.engagement, kind, subject_id, role=work.seat.role)
    speaker = work.seat.stand_in or work.seat.membership
    if latest and speaker and latest.member_id == speaker.pk and holds(latest, content):
        return latest
    return _say(work, "approval-given", approved=True, kind=kind, subject_id=subject_id, content=content)


def ask_for_change(
    work: Work, *, kind: str, subject_id: int = 0, content: dict[str, Any], reason: str
) -> Approval:
    """Store that the actor does not agree to this content, and why; it undoes an earlier approval by the same role.

    Raises ValidationError on `reason` when none is given, PermissionDenied for somebody without a membership.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("Say what should change.")})
    return _say(
        work,
        "approval-refused",
        approved=False,
        kind=kind,
        subject_id=subject_id,
        content=content,
        reason=reason,
    )


def _say(work: Work, action: str, *, content: dict[str, Any], **values: Any) -> Approval:
    if work.seat.membership is None:
        raise PermissionDenied(_("Only somebody who takes part in this engagement can approve this."))
    stand_in = work.seat.stand_in
    # Audited under its own name: what was approved is told by the room whose it is, once.
    return work.under(action).add(
        Approval,
        member=stand_in or work.seat.membership,
        role=work.seat.role,
        on_behalf_of=work.seat.membership if stand_in else None,
        own_role=stand_in.role if stand_in else "",
        digest=digest_of(content),
        content=content,
        **values,
    )


def holds(word: Approval | None, content: dict[str, Any]) -> bool:
    """Return whether a role's latest word is a yes that still holds for exactly this content. No query."""
    return word is not None and word.approved and word.lapsed_at is None and word.digest == digest_of(content)


def latest_word(
    engagement: Engagement, kind: str, subject_id: int = 0, *, role: str = Role.SPONSOR
) -> Approval | None:
    """Return what a role last said about something, whether it holds or not; None when it said nothing. One query."""
    words = Approval.objects.filter(engagement=engagement, role=role).of(kind, subject_id)
    return words.with_people().order_by("-pk").first()


def standing_approval(
    engagement: Engagement,
    kind: str,
    subject_id: int = 0,
    *,
    content: dict[str, Any],
    role: str = Role.SPONSOR,
) -> Approval | None:
    """Return the approval by a role that holds for exactly this content, or None.

    The role's latest word counts: a later request for a change, by whoever has that role, undoes it. One query.
    """
    word = latest_word(engagement, kind, subject_id, role=role)
    return word if holds(word, content) else None


def words_on(engagement: Engagement, kind: str) -> dict[int, list[Approval]]:
    """Return everything said about all things of a kind, by subject id, oldest first. One query, however many."""
    found: dict[int, list[Approval]] = {}
    for word in Approval.objects.filter(engagement=engagement, kind=kind).with_people():
        found.setdefault(word.subject_id, []).append(word)
    return found


def latest_of(words: Iterable[Approval], role: str = Role.SPONSOR) -> Approval | None:
    """Return a role's latest word among those of one thing, oldest first (from `words_on`). No query."""
    return next((word for word in reversed(list(words)) if word.role == role), None)


def lapse(
    engagement: Engagement, kind: str, subject_ids: Iterable[int] | None = None, *, because: str
) -> int:
    """Make everything said about these things (None: all of this kind) lapse, visibly; return how many words lapsed.

    Call it inside the transaction of what makes it lapse, which is also what is audited.
    """
    words = Approval.objects.filter(engagement=engagement, kind=kind)
    if subject_ids is not None:
        words = words.filter(subject_id__in=list(subject_ids))
    return words.lapse(because)
