"""How people are named where it matters in whose place they speak."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from engagements.people.roles import label

if TYPE_CHECKING:
    from engagements.people.models import Membership


def spoken_by(who: Any, on_behalf_of: "Membership | str | None" = None) -> str:
    """Return who said something: a name, or "X on behalf of Y"."""
    if on_behalf_of is None:
        return str(who)
    return _("%(who)s on behalf of %(whom)s") % {"who": who, "whom": on_behalf_of}


def with_role(who: Any, role: str) -> str:
    """Return a name with the role behind it."""
    return f"{who} ({label(role)})"
