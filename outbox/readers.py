"""Whoever reads our mail. Mail knows people as AUTH_USER_MODEL; only the type checker is told which model that is."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accounts.models import User as Reader
else:
    from django.contrib.auth.base_user import AbstractBaseUser as Reader

__all__ = ["Reader"]
