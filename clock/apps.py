"""The app of what happens by itself, in time."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class ClockConfig(AppConfig):
    """Finds the jobs of every app."""

    name = "clock"
    verbose_name = _("The clock")

    def ready(self) -> None:
        """Import every app's `jobs` module: what is in it registers itself."""
        autodiscover_modules("jobs")
