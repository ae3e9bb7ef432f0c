"""`manage.py search_index`: make the search index anew from what is stored."""

from typing import Any

from django.core.management.base import BaseCommand

from engagements.search.index import rebuild


class Command(BaseCommand):
    """Makes the index anew. Safe at any time: nothing but the index is touched, one kind at a time."""

    help = "Makes the search index anew from what is stored; for after changes made outside the application."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild, and print how many texts are indexed."""
        self.stdout.write(f"{rebuild()} text(s) indexed.")
