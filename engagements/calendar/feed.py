"""A calendar as programs read it: iCalendar, RFC 5545 (and 7986 for its name and how often to look)."""

import datetime
from collections.abc import Iterable
from urllib.parse import urlsplit

import icalendar
from django.conf import settings
from django.utils.translation import gettext as _

from engagements.calendar.models import Kind, Status
from engagements.calendar.services import Told
from outbox.links import absolute
from practice.profile import profile

PRODUCT = "-//IM specialist//Engagements//EN"
#: How often programs are asked to look again.
AGAIN = datetime.timedelta(hours=4)


def written(told: Iterable[Told]) -> bytes:
    """Return the calendar in the active language. The same entries give the same bytes."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    name = _("Engagements, %(practice)s") % {"practice": profile().name}
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", AGAIN, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", icalendar.vDuration(AGAIN).to_ical().decode())
    for each in told:
        calendar.add_component(_event(each))
    return calendar.to_ical()


def _event(told: Told) -> icalendar.Event:
    entry = told.entry
    event = icalendar.Event()
    event.add("uid", f"{entry.uid}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("sequence", entry.sequence)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + datetime.timedelta(days=1))
    event.add("status", Status(entry.status).value)
    event.add("summary", told.words.title if told.words else str(Kind(entry.kind).label))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    if told.words and told.words.about:
        event.add("description", told.words.about)
    if told.planned:
        event.add("url", absolute(told.planned.path))
    return event
