"""Readings, promises, friction and the lines of the hand-over as files."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from engagements.execution.models import (
    Commitment,
    CommitmentStep,
    FrictionNote,
    GoalReading,
    HandoverLine,
)
from engagements.lifecycle.lists import listed
from engagements.lifecycle.models import Engagement
from engagements.people.permissions import Seat
from spreadsheets.columns import Column, named, of


@listed(
    "readings",
    page="execution",
    label=_("Readings"),
    columns=(
        Column(_("Interim goal"), lambda reading: reading.goal.title),
        *of(GoalReading, "read_on", "value"),
        Column(_("Unit"), lambda reading: reading.goal.unit),
        *of(GoalReading, "note"),
        Column(_("By whom"), lambda reading: str(reading.member)),
    ),
)
def readings(engagement: Engagement, seat: Seat, asked: Mapping[str, Any]) -> QuerySet:
    """Return where each goal stood on which day."""
    return GoalReading.objects.filter(engagement=engagement).select_related("goal", "member__user")


@listed(
    "frictions",
    page="execution",
    label=_("Friction"),
    for_practice=True,
    columns=(
        *of(FrictionNote, "happened_on", "about"),
        Column(_("About which promise"), lambda note: named(note.commitment)),
    ),
)
def frictions(engagement: Engagement, seat: Seat, asked: Mapping[str, Any]) -> QuerySet:
    """Return where it rubbed."""
    return FrictionNote.objects.filter(engagement=engagement).select_related("commitment")


@listed(
    "commitments",
    page="commitments",
    label=_("Commitments"),
    columns=(
        *of(Commitment, "member", "text", "due_on"),
        Column(_("Standing"), lambda commitment: commitment.get_state_display()),
        *of(Commitment, "new_home", "new_home_note"),
    ),
)
def commitments(engagement: Engagement, seat: Seat, asked: Mapping[str, Any]) -> QuerySet:
    """Return what named people promised."""
    found = Commitment.objects.filter(engagement=engagement)
    return found.select_related("member__user", "new_home__user")


@listed(
    "commitment-steps",
    page="commitments",
    label=_("History of the commitments"),
    columns=(
        Column(_("Who promised"), lambda step: str(step.commitment.member)),
        Column(_("When"), lambda step: step.on),
        Column(_("What was done"), lambda step: step.get_what_display()),
        Column(_("By whom"), lambda step: str(step.actor)),
        *of(CommitmentStep, "note", "text"),
        Column(_("Due on"), lambda step: step.due_on),
    ),
)
def commitment_steps(engagement: Engagement, seat: Seat, asked: Mapping[str, Any]) -> QuerySet:
    """Return what was done with each promise."""
    found = CommitmentStep.objects.filter(commitment__engagement=engagement)
    return found.select_related("commitment__member__user", "actor")


@listed(
    "handover-lines",
    page="handover",
    label=_("Hand-over"),
    columns=(
        Column(_("Process"), lambda line: line.process.name),
        *of(HandoverLine, "what", "where"),
        Column(_("Standing"), lambda line: line.get_state_display()),
        *of(HandoverLine, "answer"),
        Column(_("Answered on"), lambda line: line.answered_on),
    ),
)
def handover_lines(engagement: Engagement, seat: Seat, asked: Mapping[str, Any]) -> QuerySet:
    """Return what is handed over, line by line."""
    return HandoverLine.objects.filter(engagement=engagement).select_related("process")
