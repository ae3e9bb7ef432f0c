"""Send the mail about enquiries that could not be sent at once: run it every few minutes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from enquiries import delivery


class Command(BaseCommand):
    """`manage.py send_enquiry_mail`: may run twice, late, and on several machines at once."""

    help = "Send the mail about enquiries that is due, and say how much is left."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer to try everything now."""
        parser.add_argument(
            "--again", action="store_true", help="Also try now what waits after a failure or was given up."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Send, and tell."""
        sent, failed = delivery.send_due(again=options["again"])
        self.stdout.write(f"{sent} sent, {failed} failed and tried again later.")
        if given_up := delivery.given_up().count():
            self.stderr.write(f"{given_up} given up after many attempts; --again tries them once more.")
