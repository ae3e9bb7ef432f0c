"""`manage.py import_dossier FILE`: restore an engagement from its dossier into an empty installation."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from engagements.dossier.opening import Opened, Unacceptable, opened
from engagements.dossier.restoring import restore


class Command(BaseCommand):
    """Checks an archive and restores what is in it; where anything is wrong, nothing is stored."""

    help = (
        "Restores an engagement from its dossier (the edition for the professional register), documents included. "
        "Only into an installation that was migrated and has nobody and nothing yet: run createsuperuser after it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the archive."""
        parser.add_argument("file", type=Path, help="the dossier, a ZIP archive")
        parser.add_argument("--check", action="store_true", help="only check the archive, store nothing")

    def handle(self, *args: Any, file: Path, check: bool, **options: Any) -> None:
        """Restore, and print what came back."""
        try:
            with opened(file) as dossier:
                self.stdout.write(_checked(dossier) if check else _restored(dossier))
        except OSError as error:
            raise CommandError(f"{file} can't be read: {error.strerror or error}") from error
        except Unacceptable as error:
            raise CommandError(error.sentence) from error


def _checked(dossier: Opened) -> str:
    lines = sum(1 for _line in dossier.trail())
    return f"The archive is whole: {_count(dossier)} records, {lines} lines of audit trail."


def _restored(dossier: Opened) -> str:
    engagement = restore(dossier)
    return (
        f"Restored {engagement.title} ({engagement.organisation}): {_count(dossier)} records, "
        f"{len(dossier.people)} people."
    )


def _count(dossier: Opened) -> int:
    return sum(len(rows) for rows in dossier.records.values())
