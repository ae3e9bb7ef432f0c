"""The seven rungs of letting go, and the perspectives from which a phase can be read."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phases.shapes import Rung, Text

RUNGS = (
    Rung(
        number=1, key="decides", label=_("The manager decides"), plain=_("The interim manager decides for us")
    ),
    Rung(
        number=2,
        key="sells",
        label=_("The manager decides and explains why"),
        plain=_("The interim manager decides and tells us why"),
    ),
    Rung(
        number=3,
        key="consults",
        label=_("The manager asks first, then decides"),
        plain=_("The interim manager asks us first and then decides"),
    ),
    Rung(number=4, key="agrees", label=_("You decide together"), plain=_("We decide together")),
    Rung(
        number=5,
        key="advises",
        label=_("The manager advises, the organisation decides"),
        plain=_("We decide, after advice from the interim manager"),
    ),
    Rung(
        number=6,
        key="inquires",
        label=_("The organisation decides, the manager asks afterwards"),
        plain=_("We decide, the interim manager hears about it afterwards"),
    ),
    Rung(
        number=7,
        key="delegates",
        label=_("The organisation decides alone"),
        plain=_("We decide, all by ourselves"),
    ),
)

PERSPECTIVES: dict[str, Text] = {
    "organisation": pgettext_lazy("perspective", "The organisation"),
    "board": pgettext_lazy("perspective", "Board and management"),
    "process_owner": pgettext_lazy("perspective", "Process owner"),
    "employee": pgettext_lazy("perspective", "Employee"),
    "manager": pgettext_lazy("perspective", "Interim manager"),
}
"""The perspectives a reader of the public page can choose, in the order they are offered."""

PERSPECTIVE_SLUGS: dict[str, Text] = {
    "organisation": pgettext_lazy("url", "organisation"),
    "board": pgettext_lazy("url", "board"),
    "process_owner": pgettext_lazy("url", "process-owner"),
    "employee": pgettext_lazy("url", "employee"),
    "manager": pgettext_lazy("url", "interim-manager"),
}
"""How each of them is written in an address."""

ROLE_PERSPECTIVES = {
    "manager": "manager",
    "shadow": "shadow",
    "sponsor": "sponsor",
    "board": "board",
    "management": "board",
    "process_owner": "process_owner",
    "employee": "employee",
    "finance": "finance",
    "works_council": "works_council",
}
"""The card each role reads; a role missing here reads the organisation's card."""
