"""The four steps as somebody sees them: names for their side, and where an engagement stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from phases.definitions import BY_KEY, PHASES
from phases.shapes import Text


class Audience(StrEnum):
    """Who is looking; managers read their own names for the steps, everyone else the plain ones."""

    PROSPECT = "prospect"
    CLIENT = "client"
    MANAGER = "manager"


PROSPECT, CLIENT, MANAGER = Audience.PROSPECT, Audience.CLIENT, Audience.MANAGER

type State = Literal["done", "current", "ahead", "shown"]

STATE_TEXTS: dict[State, Text] = {
    "done": _("Done"),
    "current": _("You are here"),
    "ahead": _("Still to come"),
    "shown": "",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the phase line. It carries nothing internal, so a template cannot leak any."""

    key: str
    order: int
    name: Text
    promise: Text
    state: State
    since: date | None
    url: str

    @property
    def state_text(self) -> Text:
        """The state in words; empty when the steps are only shown, outside any engagement."""
        return STATE_TEXTS[self.state]


def timeline(
    *,
    current: str | None = None,
    entered: Mapping[str, date] = MappingProxyType({}),
    audience: Audience,
    finished: bool = False,
) -> list[Step]:
    """The four steps in order, in the words of the audience.

    `current` is the key of the phase an engagement is in (KeyError when unknown), None outside any engagement;
    `entered` maps keys to the day each phase was entered last; `finished` marks every step as done.
    """
    return [
        Step(
            key=phase.key,
            order=phase.order,
            name=phase.title if audience is MANAGER else phase.public_title,
            promise=phase.promise,
            state="done" if finished else _state(phase.order, current),
            since=entered.get(phase.key),
            url=reverse("phases:phase", kwargs={"key": phase.key}),
        )
        for phase in PHASES
    ]


def _state(order: int, current: str | None) -> State:
    """Where a step stands seen from the current one."""
    if current is None:
        return "shown"
    here = BY_KEY[current].order
    if order == here:
        return "current"
    return "done" if order < here else "ahead"
