"""Who may: reading is for everybody, changing for the practice administrator."""

from typing import Any


def may_change(user: Any) -> bool:
    """Return whether the user may change the practice's data and the managers shown."""
    return bool(user.is_authenticated and user.is_active and user.is_administrator)
