"""Who may read a log entry: five circles, each wider than the one before."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from engagements.people.roles import ADMINISTRATOR, EVERYONE, STEERING, Role
from phases.definitions import Text


class Audience(models.TextChoices):
    """The circles, narrowest first. Private is the default."""

    PRIVATE = "private", _("Only me")
    PRACTICE = "practice", _("The practice")
    SPONSOR = "sponsor", _("The sponsor too")
    STEERING = "steering", _("The steering group too")
    EVERYONE = "everyone", _("Everyone who takes part")


_PRACTICE = frozenset({Role.MANAGER, Role.SHADOW, ADMINISTRATOR})

#: Which roles read an audience; a private entry is read by its author alone, whatever their role.
READ_BY: dict[str, frozenset[str]] = {
    Audience.PRIVATE: frozenset(),
    Audience.PRACTICE: _PRACTICE,
    Audience.SPONSOR: _PRACTICE | {Role.SPONSOR},
    Audience.STEERING: _PRACTICE | STEERING,
    Audience.EVERYONE: EVERYONE,
}


#: What is new in each circle, compared with the one before it.
JOINING: dict[str, frozenset[str]] = {
    Audience.PRIVATE: frozenset(),
    Audience.PRACTICE: _PRACTICE,
    Audience.SPONSOR: frozenset({Role.SPONSOR}),
    Audience.STEERING: STEERING - {Role.SPONSOR},
    Audience.EVERYONE: EVERYONE,
}

#: Who reads it, said on an entry that exists.
READERS_OF: dict[str, Text] = {
    Audience.PRIVATE: _("Only you"),
    Audience.PRACTICE: _("The practice"),
    Audience.SPONSOR: _("Practice and sponsor"),
    Audience.STEERING: _("Practice and steering group"),
    Audience.EVERYONE: _("Everyone who takes part"),
}


def readable_by(role: str) -> list[str]:
    """Return the audiences a role reads."""
    return [audience for audience, roles in READ_BY.items() if role in roles]
