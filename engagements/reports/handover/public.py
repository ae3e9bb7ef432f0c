"""The blank hand-over sheet, for everybody: no cookie, no query, and the same bytes as long as it says the same."""

import json
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version

from django.http import HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from engagements.reports.handover.printing import specimen as content
from engagements.reports.typesetting import typeset
from practice.profile import Profile, profile

SHORT = 300
MADE_AT = datetime(2026, 1, 1, tzinfo=UTC)  # in the file's own data only: a blank sheet is of no day


@lru_cache(maxsize=8)
def _made(language: str, practice: Profile) -> bytes:
    """The specimen: set once in this process for each language and each practice."""
    return typeset.pdf(
        "handover",
        content(),
        language=language,
        title=_("Hand-over sheet"),
        made_at=MADE_AT,
        foot=practice.email,
    )


@lru_cache(maxsize=8)
def _version(language: str, practice: Profile) -> str:
    """A short name for what the specimen says and how it is set; nothing is set for it."""
    style = "".join((typeset.HERE / name).read_text() for name in ("house.typ", "handover.typ"))
    said = json.dumps(content(), sort_keys=True)
    return sha256(f"{version('typst')}{style}{said}{practice}".encode()).hexdigest()[:16]


def _etag(request):
    return f'"{_version(get_language(), profile())}"'


@require_safe
@condition(etag_func=_etag)
def specimen(request):
    """Hand over the specimen in the language of the address."""
    response = HttpResponse(_made(get_language(), profile()), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, _("hand-over-sheet.pdf")) or ""
    patch_cache_control(response, public=True, max_age=SHORT)
    return response
