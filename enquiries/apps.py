"""The app of what prospects ask."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EnquiriesConfig(AppConfig):
    """Contact form, readiness check and inbox; stands above engagements, which know nothing of it."""

    name = "enquiries"
    verbose_name = _("enquiries")
