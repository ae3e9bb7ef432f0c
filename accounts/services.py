"""What changes about a person, each in one place."""

from django.contrib.auth.hashers import make_password

from accounts.managers import normalise_email
from accounts.models import Language, User
from outbox.letters import one_line


def invite_person(*, email: str, name: str = "", language: str = Language.DUTCH) -> User:
    """Return the person with this address, new when there was none; somebody known is returned unchanged.

    A new person has no password: they sign in by six digits mailed to the address. Call it inside the transaction of
    the cause, as `accounts.invitations.services.invite`, which mails them. The inviter must not be told whether the
    person existed.
    """
    person, _created = User.objects.get_or_create(
        email=normalise_email(email),
        defaults={"name": one_line(name), "language": language, "password": make_password(None)},
    )
    return person


def change_preferences(*, user: User, name: str, language: str, mail_rhythm: str) -> User:
    """Save how somebody wants to be addressed, and in which language and how often mailed."""
    user.name, user.language, user.mail_rhythm = one_line(name), language, mail_rhythm
    user.save(update_fields=["name", "language", "mail_rhythm"])
    return user
