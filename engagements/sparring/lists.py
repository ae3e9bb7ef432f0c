"""Talks at the sparring desk as files: those alone that the seat may read."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from engagements.lifecycle.lists import listed
from engagements.lifecycle.models import Engagement
from engagements.people.permissions import Seat
from engagements.sparring.models import SparringRequest, SparringWord
from spreadsheets.columns import Column, of


@listed(
    "sparring",
    page="sparring",
    label=_("Talks"),
    columns=(
        *of(SparringRequest, "owner", "process", "question"),
        Column(_("Options"), lambda talk: "\n".join(talk.options)),
        *of(SparringRequest, "leaning", "decide_by", "decision"),
        Column(_("Chosen"), lambda talk: talk.chosen),
        Column(_("Decided on"), lambda talk: talk.decided_on),
    ),
)
def talks(engagement: Engagement, seat: Seat, asked: Mapping[str, Any]) -> QuerySet:
    """Return the talks the seat may read."""
    found = SparringRequest.objects.filter(engagement=engagement).seen_from(seat)
    return found.select_related("owner__user", "process")


@listed(
    "sparring-words",
    page="sparring",
    label=_("What was said"),
    columns=(
        Column(_("Question"), lambda word: word.sparring.title),
        Column(_("By whom"), lambda word: str(word.member)),
        Column(_("When"), lambda word: word.said_on),
        Column(_("Text"), lambda word: word.text),
    ),
)
def words(engagement: Engagement, seat: Seat, asked: Mapping[str, Any]) -> QuerySet:
    """Return what was said in the talks the seat may read."""
    readable = SparringRequest.objects.filter(engagement=engagement).seen_from(seat)
    found = SparringWord.objects.filter(sparring__in=readable)
    return found.select_related("sparring", "member__user")
