"""Mail between the two who talk, after the commit: a key in, fetched again, silent when it no longer holds."""

from collections.abc import Iterable

from django.tasks import task

from accounts.emails import Letter
from engagements.people.models import Membership
from engagements.people.roles import MANAGER_SIDE, Role
from engagements.sparring import emails
from engagements.sparring.models import SparringRequest, SparringWord

ABOUT = ("engagement__organisation", "owner__user", "opened_by__user")


@task
def tell_question(sparring_pk: int) -> int:
    """Mail the other side that a question waits for them, unless it is decided; return how many mails went out."""
    sparring = SparringRequest.objects.select_related(*ABOUT).get(pk=sparring_pk)
    if sparring.is_decided:
        return 0
    return _send(
        emails.question_put(sparring, member) for member in _other_side(sparring, sparring.started_by)
    )


@task
def tell_word(word_pk: int) -> int:
    """Mail the other side that something was said, unless it is decided; return how many mails went out."""
    word = SparringWord.objects.select_related("member__user", *(f"sparring__{name}" for name in ABOUT)).get(
        pk=word_pk
    )
    if word.sparring.is_decided:
        return 0
    return _send(emails.said(word, member) for member in _other_side(word.sparring, word.member.side))


@task
def tell_decision(sparring_pk: int) -> int:
    """Mail the interim managers that the owner has decided; return how many mails went out."""
    sparring = SparringRequest.objects.select_related(*ABOUT).get(pk=sparring_pk)
    return _send(emails.decided(sparring, member) for member in _managers(sparring))


def _other_side(sparring: SparringRequest, side: str) -> Iterable[Membership]:
    if side != MANAGER_SIDE:
        return _managers(sparring)
    owner = sparring.owner
    return [owner] if owner.ended_on is None and owner.user.is_active else []


def _managers(sparring: SparringRequest) -> Iterable[Membership]:
    found = sparring.engagement.memberships.current().filter(role=Role.MANAGER, user__is_active=True)
    return found.select_related("user")


def _send(letters: Iterable[Letter]) -> int:
    return sum(letter.send() for letter in letters)
