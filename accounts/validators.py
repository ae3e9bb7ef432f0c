"""What a password must be, said in one sentence."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    """Django's check of the length in our words: its own sentence has no Dutch."""

    def get_error_message(self) -> str:
        """Return what to do about a password that is too short."""
        return _("That is short: choose at least %(count)d characters.") % {"count": self.min_length}
