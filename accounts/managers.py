"""How accounts are made and found: always by the lower-case e-mail address."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import BaseUserManager

if TYPE_CHECKING:
    from accounts.models import User


def normalise_email(email: str | None) -> str:
    """Return the address as it is stored: no blanks around it, lower-case throughout.

    RFC 5321 allows a case-sensitive local part; no mail provider in use has one, and people do type "Jan@".
    """
    return (email or "").strip().lower()


class UserManager(BaseUserManager["User"]):
    """Creates users and finds them by address, whatever its capitals."""

    def create_user(self, email: str, password: str | None = None, *, name: str = "", **extra: Any) -> "User":
        """Return a new saved user; without a password nobody can sign in as them until they choose one.

        Raises ValueError without an address and IntegrityError when the address is taken.
        """
        if not normalise_email(email):
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=normalise_email(email), name=name, **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(
        self, email: str, password: str | None = None, *, name: str = "", **extra: Any
    ) -> "User":
        """Return a new user who administers the practice and may open the admin."""
        rights = {"is_staff": True, "is_superuser": True, "is_administrator": True}
        return self.create_user(email, password, name=name, **rights | extra)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the user with this address in any capitalisation; raise DoesNotExist otherwise."""
        return self.get(email=normalise_email(username))
