"""The kinds of file that are made in the background: functions registered in the `printing` module of a room."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from engagements.reports.typesetting import typeset

if TYPE_CHECKING:
    from engagements.reports.typesetting.models import Making
    from phases.definitions import Text

#: Tells how far it is, 0 to 100; raises `making.Taken` when somebody else is at it by now.
Tell = Callable[[int], None]

PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Named:
    """What a file that was made is called, with its ending, and what it is."""

    name: str
    content_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What goes on paper: see `typeset.pdf`. `name` is that of the file, without its ending."""

    template: str
    data: dict[str, Any]
    language: str
    title: str
    name: str


#: Writes the file, tells how far it is, and says what it is called. Raises Unprintable or a refusal, with a sentence.
Maker = Callable[["Making", BinaryIO, Tell], Named]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of file: its lasting name, who may have it (whoever may do `action`), its name for people, its maker."""

    name: str
    action: str
    label: "Text"
    make: Maker


KINDS: dict[str, Kind] = {}


def makable(name: str, *, action: str, label: "Text") -> Callable[[Maker], Maker]:
    """Register the maker of a kind of file, for whoever the permission table lets do `action`."""

    def register(make: Maker) -> Maker:
        if name in KINDS and KINDS[name].make is not make:
            raise ValueError(f"There are two kinds of file called {name!r}.")
        KINDS[name] = Kind(name=name, action=action, label=label, make=make)
        return make

    return register


def printable(
    name: str, *, action: str, label: "Text"
) -> Callable[[Callable[["Making"], Printed]], Callable[["Making"], Printed]]:
    """Register what a kind of PDF says: a function that gets the making, in whose language it is called.

    `making.seat` is where its reader sits: what is printed is what that seat may see.
    """

    def register(content: Callable[["Making"], Printed]) -> Callable[["Making"], Printed]:
        def make(making: "Making", file: BinaryIO, tell: Tell) -> Named:
            tell(10)
            printed = content(making)
            tell(40)
            pdf = typeset.pdf(
                printed.template,
                printed.data,
                language=printed.language,
                title=printed.title,
                made_at=making.asked_at,
            )
            tell(90)
            file.write(pdf)
            return Named(f"{printed.name}.pdf", PDF)

        makable(name, action=action, label=label)(make)
        return content

    return register
