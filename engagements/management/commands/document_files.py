"""`manage.py document_files`: compare the store of the documents with the rows, and clean up what nobody names."""

import datetime
import hashlib
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db.models import Model
from django.utils import timezone

from engagements.documents.models import DocumentVersion
from engagements.documents.store import document_store, stored_names
from engagements.reports.typesetting.models import Making


class Command(BaseCommand):
    """Lists files without a row (left by a crash) and rows without their file; removes the former when told to."""

    help = (
        "Lists files that no document names, and versions whose file is missing or was changed. Deletes nothing, "
        "unless with --remove: then files that no document names and that are older than --hours."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whether to remove, how old a file has to be, and whether to read every file."""
        parser.add_argument("--remove", action="store_true", help="remove files that no document names")
        parser.add_argument(
            "--hours", type=int, default=24, help="only files this old: an upload may be under way"
        )
        parser.add_argument("--verify", action="store_true", help="compare every file with its checksum")

    def handle(self, *args: Any, remove: bool, hours: int, verify: bool, **options: Any) -> None:
        """Print one line per finding, and how many there were."""
        orphans = self._orphans(timezone.now() - datetime.timedelta(hours=hours), remove=remove)
        broken = self._broken(verify=verify)
        self.stdout.write(f"{orphans} file(s) without a document, {broken} version(s) without their file.")

    def _orphans(self, before: datetime.datetime, *, remove: bool) -> int:
        store, found = document_store(), 0
        for name in stored_names():
            # Asked file by file: a row that was stored meanwhile counts.
            if _is_named(name) or _moment(store.get_modified_time(name)) > before:
                continue
            found += 1
            if remove:
                store.delete(name)
            self.stdout.write(f"{'removed' if remove else 'no document'}: {name}")
        return found

    def _broken(self, *, verify: bool) -> int:
        store, found = document_store(), 0
        for version in DocumentVersion.objects.order_by("pk").iterator():
            name = version.file.name or ""
            if not store.exists(name):
                trouble = "missing"
            elif verify and _digest(name) != version.sha256:
                trouble = "changed"
            else:
                continue
            found += 1
            self.stdout.write(f"{trouble}: {name} (version {version.pk})")
        return found


def _is_named(name: str) -> bool:
    """Return whether a document, or a file that somebody asked for, is kept under this name."""
    kept_by: tuple[type[Model], ...] = (DocumentVersion, Making)
    return any(model._default_manager.filter(file=name).exists() for model in kept_by)


def _moment(when: datetime.datetime) -> datetime.datetime:
    return when if timezone.is_aware(when) else timezone.make_aware(when)


def _digest(name: str) -> str:
    with document_store().open(name) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
