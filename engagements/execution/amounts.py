"""Amounts as people read them."""

from decimal import Decimal

from django.utils.formats import number_format


def written(value: Decimal, unit: str = "") -> str:
    """Return the amount in the language of the page, without zeros that say nothing, followed by its unit."""
    plain = format(value.normalize(), "f")  # normalize alone would write 80 as 8E+1
    return f"{number_format(plain)} {unit}".strip()
