"""Do what is due by now: run it every minute or so, on as many machines as you like."""

from typing import Any

from django.core.management.base import BaseCommand

from clock.ticking import tick


class Command(BaseCommand):
    """`manage.py tick`: may run twice, late, and on several machines at once."""

    help = "Run every job that is due, and say what came of it."
    requires_system_checks: list[str] = []  # it starts every minute, and every deploy checks

    def handle(self, *args: Any, **options: Any) -> None:
        """Tick, and tell."""
        for outcome in tick():
            if outcome.error:
                self.stderr.write(
                    f"{outcome.name}: failed, and tried again at the next tick ({outcome.error})"
                )
            else:
                self.stdout.write(f"{outcome.name}: {outcome.done}")
