"""The app of who somebody is: user, sign-in, preferences."""

from typing import Any

from django.apps import AppConfig
from django.core.management import call_command
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def create_cache_table(using: str, **kwargs: Any) -> None:
    """Create the table sign-in attempts are counted in, when it is not there yet, so that `migrate` is enough."""
    call_command("createcachetable", database=using, verbosity=0)


class AccountsConfig(AppConfig):
    """Accounts."""

    name = "accounts"
    verbose_name = _("People and sign-in")

    def ready(self) -> None:
        """Have `migrate` also make the cache table."""
        post_migrate.connect(create_cache_table, sender=self, dispatch_uid="accounts.create_cache_table")
