"""Where a public page lives in each language: for the language switch and for search engines."""

from dataclasses import dataclass

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import get_language, get_language_info, override

from phases.choice import AS, MOMENT, Choice, with_query


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """One page in one language; `name` is what the language calls itself.

    `path` leads to what the reader sees now, query included; `url` is the absolute address of the page itself.
    """

    language: str
    name: str
    path: str
    url: str
    current: bool


def addresses(
    key: str | None = None, *, choice: Choice | None = None, query: QueryDict | None = None
) -> list[Address]:
    """The page of a step (of the overview, without a key) in every language; NoReverseMatch for an unknown key.

    With a `choice` its perspective and moment go along, and so does whatever else is in `query`.
    """
    choice = choice or Choice(step=key)
    others = _others(query)
    found = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            path = with_query(choice.path, [*choice.kept, *others])
            url = f"{settings.SITE_URL}{choice.unframed().path}"
        found.append(
            Address(
                language=language,
                name=get_language_info(language)["name_local"].capitalize(),
                path=path,
                url=url,
                current=language == get_language(),
            )
        )
    return found


def _others(query: QueryDict | None) -> list[tuple[str, str]]:
    """What is in a query besides perspective and moment, as it stands."""
    if query is None:
        return []
    own = {str(AS), MOMENT}
    return [(name, value) for name, values in query.lists() if name not in own for value in values]
