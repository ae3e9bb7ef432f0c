"""What a reader of the public pages has chosen: a step, a perspective and a moment, all of it in the address.

The step is in the path, the rest in the query, so that every combination can be sent to somebody else. Whatever is
left at its default stays out of the address, and what makes no sense in it is passed over.
"""

from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from phases.content.ladder import PERSPECTIVE_SLUGS
from phases.definitions import BY_KEY, PHASES
from phases.shapes import Phase

AS = pgettext_lazy("url", "as")
"""The name of the perspective in the query, in the reader's language."""
MOMENT = "moment"
LAST_MOMENT = 100
DEFAULT = "organisation"


def phase_at(moment: int) -> Phase:
    """The phase a moment (0 to 100) falls in; the border between two belongs to the later one."""
    return PHASES[min(moment * len(PHASES) // LAST_MOMENT, len(PHASES) - 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One view of the public pages; `moment` runs from 0 to 100, `framed` is the variant for other websites."""

    step: str | None = None
    perspective: str = DEFAULT
    moment: int | None = None
    framed: bool = False

    @classmethod
    def read(cls, query: QueryDict, step: str | None = None, *, framed: bool = False) -> Self:
        """The choice in the query of a page; an unknown perspective or moment counts as none."""
        return cls(
            step=step,
            perspective=_perspective(query.get(str(AS), "")),
            moment=_moment(query.get(MOMENT, "")),
            framed=framed,
        )

    @property
    def path(self) -> str:
        """The address without a query, in the active language."""
        if self.step:
            return reverse(
                "phases:framed_phase" if self.framed else "phases:phase", kwargs={"key": self.step}
            )
        return reverse("phases:framed_overview" if self.framed else "phases:overview")

    @property
    def address(self) -> str:
        """The address with everything chosen in it, in the active language."""
        return with_query(self.path, self.kept)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Name and value of what was chosen besides the step: what a GET form on the page must carry along."""
        moment = [] if self.moment is None else [(MOMENT, str(self.moment))]
        return [*self.kept_apart_from_moment, *moment]

    @property
    def kept_apart_from_moment(self) -> list[tuple[str, str]]:
        """The same without the moment, for the form that asks for another one."""
        if self.perspective == DEFAULT:
            return []
        return [(str(AS), str(PERSPECTIVE_SLUGS[self.perspective]))]

    @property
    def astray(self) -> bool:
        """Whether the moment falls in another step than the one that is shown."""
        return self.step is not None and self.at(self.step).moment != self.moment

    def at(self, step: str | None) -> Self:
        """The same in another step, or in the whole process; a moment outside that step is left behind."""
        stays = self.moment is not None and (step is None or phase_at(self.moment).key == step)
        return replace(self, step=step, moment=self.moment if stays else None)

    def at_moment(self) -> Self:
        """The same in the step the moment falls in; unchanged without a moment."""
        return self if self.moment is None else replace(self, step=phase_at(self.moment).key)

    def seen_by(self, perspective: str) -> Self:
        """The same, seen by somebody else."""
        return replace(self, perspective=perspective)

    def unframed(self) -> Self:
        """The same on the full page."""
        return replace(self, framed=False)

    @property
    def position(self) -> int:
        """The moment to show: the one chosen, else the middle of the step, else the first day."""
        if self.moment is not None:
            return self.moment
        if self.step is None:
            return 0
        return int((BY_KEY[self.step].order - 0.5) * LAST_MOMENT / len(PHASES))


def with_query(path: str, pairs: list[tuple[str, str]]) -> str:
    """A path with a query behind it, if there is anything to ask."""
    return f"{path}?{urlencode(pairs)}" if pairs else path


def _perspective(slug: str) -> str:
    """The key behind a slug in the active language, or the default."""
    return next((key for key, each in PERSPECTIVE_SLUGS.items() if str(each) == slug), DEFAULT)


def _moment(value: str) -> int | None:
    """A moment as written in an address, or None when it is not one."""
    if not (value.isascii() and value.isdecimal() and len(value) <= 3):
        return None
    moment = int(value)
    return moment if moment <= LAST_MOMENT else None
