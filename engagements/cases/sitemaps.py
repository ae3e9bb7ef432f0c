"""The published cases as the sitemap lists them: each in the languages it has."""

from collections.abc import Iterable
from typing import Any

from engagements.cases.content import languages_in
from engagements.cases.models import Publication
from phases.sitemaps import PublicPages


class CasePages(PublicPages):
    """The list of cases, and every published case."""

    def items(self) -> Iterable[Any]:
        """Return the list, and each case with its languages. One query."""
        published = Publication.objects.filter(ended_on=None).values_list("slug", "content")
        return [
            "cases:list",
            *(("cases:case", {"slug": slug}, languages_in(found)) for slug, found in published),
        ]

    def location(self, item: Any) -> str:
        """Return the path of a page in the active language."""
        return super().location(item if isinstance(item, str) else item[:2])

    def get_languages_for_item(self, item: Any) -> list[str]:
        """Return the languages a page is in."""
        return super().get_languages_for_item(item) if isinstance(item, str) else item[2]
