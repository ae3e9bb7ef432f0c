"""What follows from entering the evaluation: the checks at 30, 90 and 180 days. And what would be left behind."""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from engagements.evaluation.models import DurabilityCheck, FineTuningAction
from engagements.lifecycle.consequences import OpenItem, consequence, open_items
from engagements.lifecycle.models import Engagement, PhaseChange
from engagements.processes.models import CriticalProcess
from phases.durability import CHECK_DAYS


@consequence("advance")
def plan_checks(engagement: Engagement, change: PhaseChange, answers: Mapping[str, Any]) -> None:
    """Plan the checks of every process from the day the evaluation is entered.

    Entered again after a step back, nothing is asked twice: what was answered or skipped stays, what is open gets its
    date from the new day.
    """
    if change.to_phase != "evaluation":
        return
    found = DurabilityCheck.objects.filter(engagement=engagement, day__isnull=False)
    planned = {(check.process_id, check.day): check for check in found}
    missing, moved = [], []
    for process in CriticalProcess.objects.filter(engagement=engagement):
        for day in CHECK_DAYS:
            due_on = change.day + datetime.timedelta(days=day)
            check = planned.get((process.pk, day))
            if check is None:
                missing.append(
                    DurabilityCheck(engagement=engagement, process=process, day=day, due_on=due_on)
                )
            elif not check.is_settled:
                check.due_on = due_on
                check.version += 1
                moved.append(check)
    DurabilityCheck.objects.bulk_create(missing)
    DurabilityCheck.objects.bulk_update(moved, ["due_on", "version"])


@open_items
def open_checks(engagement: Engagement) -> Iterator[OpenItem]:
    """Return each check that is neither answered nor skipped, held by the owner of its process."""
    found = DurabilityCheck.objects.filter(engagement=engagement, answered_on=None, skipped_because="")
    for check in found.select_related("process__owner__user"):
        yield OpenItem(
            sentence=_("Check of %(process)s on %(day)s")
            % {"process": check.process, "day": date_format(check.due_on)},
            owner=check.process.owner,
        )


@open_items
def open_fine_tunings(engagement: Engagement) -> Iterator[OpenItem]:
    """Return each adjustment that is not done, held by whoever does it."""
    for action in FineTuningAction.objects.filter(engagement=engagement, done_on=None).select_related(
        "process", "owner__user"
    ):
        yield OpenItem(
            sentence=_("Fine-tuning of %(process)s by %(day)s: %(text)s")
            % {"process": action.process, "day": date_format(action.due_on), "text": action},
            owner=action.owner,
        )
