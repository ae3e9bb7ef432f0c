"""Where a public page lives in each language: for the language switch and for search engines."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, get_language_info, override


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """One page in one language; `url` is absolute, `name` is what the language calls itself."""

    language: str
    name: str
    path: str
    url: str
    current: bool


def addresses(key: str | None = None) -> list[Address]:
    """The page of a step (of the overview, without a key) in every language; KeyError for an unknown key."""
    found = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            path = reverse("phases:phase", kwargs={"key": key}) if key else reverse("phases:overview")
        found.append(
            Address(
                language=language,
                name=get_language_info(language)["name_local"].capitalize(),
                path=path,
                url=f"{settings.SITE_URL}{path}",
                current=language == get_language(),
            )
        )
    return found
