"""Erase what is personal in enquiries that came to nothing long enough ago: run it every day."""

from typing import Any

from django.core.management.base import BaseCommand

from enquiries import services


class Command(BaseCommand):
    """`manage.py erase_old_enquiries`: keeps the promise of the contact form; may run as often as you like."""

    help = "Erase what is personal in enquiries declined or withdrawn longer ago than ENQUIRY_RETENTION_DAYS."

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase, and tell how many."""
        self.stdout.write(f"{services.erase_old()} erased.")
