"""Durability checks, fine-tuning, lessons and the fresh-wind list as files."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from engagements.evaluation import boards
from engagements.evaluation.models import DurabilityCheck, FineTuningAction, Lesson
from engagements.intake.models import Observation
from engagements.lifecycle.lists import listed
from engagements.lifecycle.models import Engagement
from engagements.people.permissions import Seat
from engagements.people.roles import MANAGER_SIDE
from spreadsheets.columns import Column, named, of

PROCESS = Column(_("Process"), lambda row: row.process.name)


@listed(
    "checks",
    page="evaluation",
    label=_("Durability checks"),
    columns=(
        PROCESS,
        Column(_("Days after letting go"), lambda check: check.day),
        Column(_("Due on"), lambda check: check.due_on),
        *of(DurabilityCheck, "still_done", "measured", "survives_absence", "leaders_visible"),
        *of(DurabilityCheck, "still_fits", "remark"),
        Column(_("Verdict"), lambda check: check.get_verdict_display()),
        Column(_("Answered by"), lambda check: named(check.answered_by)),
        Column(_("Answered on"), lambda check: check.answered_on),
        *of(DurabilityCheck, "skipped_because"),
    ),
)
def checks(engagement: Engagement, seat: Seat, asked: Mapping[str, Any]) -> QuerySet:
    """Return the checks, with what was answered."""
    found = DurabilityCheck.objects.filter(engagement=engagement)
    return found.select_related("process", "answered_by__user")


@listed(
    "fine-tuning",
    page="evaluation",
    label=_("Fine-tuning"),
    columns=(
        PROCESS,
        *of(FineTuningAction, "text", "owner", "due_on"),
        Column(_("Done on"), lambda action: action.done_on),
        *of(FineTuningAction, "result"),
    ),
)
def fine_tuning(engagement: Engagement, seat: Seat, asked: Mapping[str, Any]) -> QuerySet:
    """Return what is adjusted after letting go."""
    found = FineTuningAction.objects.filter(engagement=engagement)
    return found.select_related("process", "owner__user")


@listed(
    "lessons",
    page="evaluation",
    label=_("Lessons"),
    columns=(
        *of(Lesson, "text"),
        Column(_("By whom"), lambda lesson: str(lesson.member)),
        Column(
            _("Side"),
            lambda lesson: str(_("Interim manager") if lesson.side == MANAGER_SIDE else _("Organisation")),
        ),
        Column(_("When"), lambda lesson: lesson.learnt_on),
    ),
)
def lessons(engagement: Engagement, seat: Seat, asked: Mapping[str, Any]) -> QuerySet:
    """Return what both sides learnt."""
    return Lesson.objects.filter(engagement=engagement).select_related("member__user")


@listed(
    "fresh-wind",
    page="evaluation",
    label=_("Fresh wind"),
    columns=(
        *of(Observation, "area", "text", "seen_on"),
        Column(_("What became of it"), lambda seen: _outcome(seen) and _outcome(seen).get_outcome_display()),
        Column(_("How, or why not"), lambda seen: _outcome(seen) and _outcome(seen).line),
    ),
)
def fresh_wind(engagement: Engagement, seat: Seat, asked: Mapping[str, Any]) -> Iterable[Observation]:
    """Return the fresh-wind list as the seat may read it: twenty days of looking, never many."""
    return boards.wind(engagement, seat).lines


def _outcome(seen: Observation) -> Any:
    return getattr(seen, "outcome", None)
