"""The process as an app: definitions, figure and public pages; no tables."""

from django.apps import AppConfig


class PhasesConfig(AppConfig):
    """Registers the start-up checks that keep definitions, texts and pages in agreement."""

    name = "phases"
    label = "phases"

    def ready(self) -> None:
        """Load the checks; nothing else happens at start-up."""
        from phases import checks  # noqa: F401, PLC0415 -- registered on import, which needs loaded apps
