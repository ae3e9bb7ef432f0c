"""Start-up checks: the settings speak of the practice in values that pages can show."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ValidationError

from practice.profile import by_default


@register()
def settings_describe_a_practice(app_configs: Any, **kwargs: Any) -> Iterator[CheckMessage]:
    """Every PRACTICE_… variable has a value the practice administrator's page would take, too."""
    try:
        by_default().full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            yield Error(f"PRACTICE_{name.upper()}: {' '.join(messages)}", id="practice.E001")
