"""Load the demo practice into an empty database and say how to sign in."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from engagements.demo.practice import PASSWORD, load, sign_ins
from enquiries import demo
from enquiries.inbox import demo as inbox_demo


class Command(BaseCommand):
    """`manage.py demo`: does nothing but tell when the practice is there already."""

    help = "Load the demo practice, unless there are people already, and print how to sign in."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and tell; refuse on a real installation, where a known password would be an open door."""
        if not settings.DEBUG:
            raise CommandError("The demo is for DEBUG=1 only: everybody in it has the same, known password.")
        if not User.objects.exists():
            load(say=self.stdout.write, more=(demo, inbox_demo))
        self.stdout.write(f"\nSign in at /accounts/login/ with the password {PASSWORD}\n")
        for email, who in sign_ins():
            self.stdout.write(f"  {email:<40} {who}")
