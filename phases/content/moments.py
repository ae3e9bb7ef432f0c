"""The words in which a moment on the time axis says how the influence stands there."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from phases.shapes import Text

FIRST = pgettext_lazy("moment", "On the first day")
LAST = pgettext_lazy("moment", "Once the aftercare is over,")

WHEN: dict[str, tuple[Text, ...]] = {
    "intake": (
        pgettext_lazy("moment", "At the start of the intake"),
        pgettext_lazy("moment", "A little way into the intake"),
        pgettext_lazy("moment", "Halfway through the intake"),
        pgettext_lazy("moment", "Well into the intake"),
        pgettext_lazy("moment", "At the end of the intake"),
    ),
    "specification": (
        pgettext_lazy("moment", "At the start of the specification"),
        pgettext_lazy("moment", "A little way into the specification"),
        pgettext_lazy("moment", "Halfway through the specification"),
        pgettext_lazy("moment", "Well into the specification"),
        pgettext_lazy("moment", "At the end of the specification"),
    ),
    "execution": (
        pgettext_lazy("moment", "At the start of the execution"),
        pgettext_lazy("moment", "A little way into the execution"),
        pgettext_lazy("moment", "Halfway through the execution"),
        pgettext_lazy("moment", "Well into the execution"),
        pgettext_lazy("moment", "At the end of the execution"),
    ),
    "evaluation": (
        pgettext_lazy("moment", "At the start of the evaluation"),
        pgettext_lazy("moment", "A little way into the evaluation"),
        pgettext_lazy("moment", "Halfway through the evaluation"),
        pgettext_lazy("moment", "Well into the evaluation"),
        pgettext_lazy("moment", "At the end of the evaluation"),
    ),
}
"""How each fifth of a phase is called, by key of the phase."""

SHARES: tuple[tuple[float, Text], ...] = (
    (0.945, _("%(when)s the interim manager decides almost everything.")),
    (0.85, _("%(when)s the interim manager decides about nine tenths; you decide the rest.")),
    (0.775, _("%(when)s the interim manager decides about four fifths; you decide the rest.")),
    (0.71, _("%(when)s the interim manager decides about three quarters; you decide the rest.")),
    (0.63, _("%(when)s the interim manager decides about two thirds; you decide the rest.")),
    (0.545, _("%(when)s the interim manager decides more than half; you decide the rest.")),
    (0.455, _("%(when)s you and the interim manager each decide about half.")),
    (0.37, _("%(when)s the interim manager decides less than half; you decide the rest.")),
    (0.29, _("%(when)s the interim manager decides about a third; you decide the rest.")),
    (0.225, _("%(when)s the interim manager decides about a quarter; you decide the rest.")),
    (0.15, _("%(when)s the interim manager decides about a fifth; you decide the rest.")),
    (0.08, _("%(when)s the interim manager decides about a tenth; you decide the rest.")),
    (0.0, _("%(when)s you decide almost everything yourselves.")),
)
"""What share in the decisions the interim manager has, from the share at which each sentence begins to hold."""

TURNS: dict[str, Text] = {
    "swings_up": _("The influence swings, and is on its way up."),
    "swings_down": _("The influence swings, and is on its way down."),
    "stays": _("It stays that way for a while."),
    "rises": _("The influence is growing."),
    "falls": _("The influence is going down."),
    "drops": _("The influence is dropping fast."),
    "ripples_up": _("A small wave: something needs adjusting."),
    "ripples_down": _("The wave ebbs away."),
    "rests": _("The line has come to rest."),
}
"""Where the influence is going."""
