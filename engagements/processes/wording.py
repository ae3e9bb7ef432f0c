"""Small wordings that several sentences share."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

AT_MOST = 3


def some_of(names: Sequence[str]) -> str:
    """Return the names as a sentence can hold them: the first three, and how many more."""
    shown = ", ".join(names[:AT_MOST])
    more = len(names) - AT_MOST
    if more <= 0:
        return shown
    rest = ngettext("%(n)s more", "%(n)s more", more) % {"n": more}
    return _("%(names)s and %(rest)s") % {"names": shown, "rest": rest}
