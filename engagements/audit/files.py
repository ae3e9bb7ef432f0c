"""The audit trail as a file: one row for each field that was changed, in words, as on the page."""

from collections.abc import Iterator

from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.audit import trail
from engagements.lifecycle.models import Engagement
from engagements.people.permissions import Seat
from engagements.record import exports
from phases.definitions import Text

HEADINGS: tuple[Text, ...] = (
    gettext_lazy("When"),
    gettext_lazy("By whom"),
    gettext_lazy("About what"),
    gettext_lazy("Name"),
    gettext_lazy("What was done"),
    gettext_lazy("Field"),
    gettext_lazy("Before"),
    gettext_lazy("After"),
)


def as_csv(engagement: Engagement, seat: Seat, asked: trail.Asked) -> HttpResponseBase:
    """Return what the seat may read and asks for as a CSV, newest first, written as it is read."""
    name = f"{_('audit-trail')}-{engagement.ref}"
    return exports.file_response(exports.CSV, name, HEADINGS, _rows(engagement, seat, asked))


def _rows(engagement: Engagement, seat: Seat, asked: trail.Asked) -> Iterator[tuple[exports.Cell, ...]]:
    for line in trail.every(engagement, seat, asked):
        about = (line.at, line.who, line.kind, line.subject, line.deed)
        if not line.changes:
            yield (*about, "", "", "")
        for changed in line.changes:
            yield (*about, changed.label, changed.before, changed.after)
