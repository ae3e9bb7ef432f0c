"""A phase in an address: its slug in the reader's language outside, its key inside."""

from django.utils.translation import get_language, override

from phases.definitions import BY_KEY, PHASES


def slug_of(key: str, language: str | None = None) -> str:
    """The slug of a phase in a language (default: the active one); KeyError for an unknown key."""
    with override(language or get_language()):
        return str(BY_KEY[key].slug)


class PhaseConverter:
    """`<phase:key>` in a path: reads and writes the translated slug.

    Because the view and `{% url %}` see the key only, the same arguments lead to the same step in every language.
    """

    regex = "[-a-z]+"

    def to_python(self, value: str) -> str:
        """The key behind a slug; ValueError (so: not found) when no phase has it in the active language."""
        for phase in PHASES:
            if str(phase.slug) == value:
                return phase.key
        raise ValueError(value)

    def to_url(self, value: str) -> str:
        """The slug of a key; ValueError (so: no such address) for an unknown key."""
        if value not in BY_KEY:
            raise ValueError(value)
        return slug_of(value)
