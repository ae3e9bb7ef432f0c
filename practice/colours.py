"""The two colours that mean something: the interim manager's and the organisation's."""

import re
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

HEX = re.compile(r"#[0-9a-f]{6}", re.ASCII)


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """The colours of the two sides, as hex."""

    manager: str
    organisation: str


#: What static/css/tokens.css has: coral and teal.
HOUSE = Pair(manager="#ed6a4c", organisation="#16958f")


def validate_hex(value: Any) -> None:
    """Raise ValidationError for anything but `#` and six lower-case hexadecimal digits."""
    if not HEX.fullmatch(str(value)):
        raise ValidationError(
            _("Write a colour as # and six digits or letters a–f, for example #16958f."), code="hex"
        )
