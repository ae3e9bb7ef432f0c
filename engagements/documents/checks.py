"""Start-up check: the documents' files must not lie where a web server shows everything."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import Error, register


@register()
def documents_lie_outside_what_is_served(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Compare the folder of the documents with the folders of the static files."""
    folder = Path(settings.DOCUMENTS_ROOT).resolve()
    served = [Path(each).resolve() for each in (settings.STATIC_ROOT, *settings.STATICFILES_DIRS)]
    if any(folder.is_relative_to(each) or each.is_relative_to(folder) for each in served):
        return [Error("DOCUMENTS_ROOT must lie outside the folders that are served.", id="engagements.E020")]
    return []
