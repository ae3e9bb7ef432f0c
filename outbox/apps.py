"""The app of mail that has to go out."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class OutboxConfig(AppConfig):
    """Finds the kinds of mail of every app, and what each has to tell in overviews."""

    name = "outbox"
    verbose_name = _("Outbox")

    def ready(self) -> None:
        """Import every app's `letters`, `digests` and `topics` modules: what is in them registers itself."""
        autodiscover_modules("letters", "digests", "topics")
