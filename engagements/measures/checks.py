"""Start-up check: every measure says how it is made."""

from typing import Any

from django.core.checks import Error, register

from engagements.measures.boards import PAGES
from engagements.measures.methods import METHODS, OF_ONE, TOGETHER
from engagements.measures.practice.boards import NAMES


@register()
def measures_have_a_method(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Compare what is measured with the texts of the method page."""
    found = []
    for said, differences in (
        ("Measures without a method", (PAGES.keys() | NAMES.keys()) - METHODS.keys()),
        ("Methods of what is not measured", METHODS.keys() - (PAGES.keys() | NAMES.keys())),
        ("Measures with one method too many", OF_ONE.keys() & TOGETHER.keys()),
    ):
        if differences:
            found.append(Error(f"{said}: {sorted(differences)}", id="engagements.E014"))
    return found
