"""Public pages as a sitemap lists them: each in every language, on the address of the settings."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from phases.definitions import PHASES


class PublicPages(Sitemap):
    """Pages that exist in every language; an item is the name of a view, or a name with the arguments of its address.

    Other apps give theirs to the constructor, or override `items` (and `lastmod`, where a page knows its day).
    """

    i18n = True
    alternates = True
    x_default = True

    def __init__(self, *pages: str | tuple[str, dict[str, Any]]) -> None:
        self.pages = pages

    def items(self) -> Iterable[Any]:
        """The pages, in the order they are listed."""
        return self.pages

    def location(self, item: str | tuple[str, dict[str, Any]]) -> str:
        """The path of a page in the active language."""
        name, arguments = (item, {}) if isinstance(item, str) else item
        return reverse(name, kwargs=arguments)

    def get_protocol(self, protocol: str | None = None) -> str:
        """That of SITE_URL, however the sitemap itself was asked for."""
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        """That of SITE_URL: what a visitor sends as Host is not ours to publish."""
        return urlsplit(settings.SITE_URL).netloc


def process_pages() -> PublicPages:
    """The whole process and its steps."""
    return PublicPages("phases:overview", *(("phases:phase", {"key": phase.key}) for phase in PHASES))
