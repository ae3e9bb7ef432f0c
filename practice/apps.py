"""The practice as an app: what it is called, how it is reached, its colours, and the managers it shows."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticeConfig(AppConfig):
    """Registers the start-up checks of the colours."""

    name = "practice"
    verbose_name = _("The practice")

    def ready(self) -> None:
        """Load the checks; nothing is read from the database at start-up."""
        from practice import checks  # noqa: F401, PLC0415 -- registered on import, which needs loaded apps
