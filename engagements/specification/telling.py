"""The plan as it is told to people: what is still missing in it, and in what it differs from what was approved."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import DateField, DecimalField
from django.utils.formats import date_format, localize
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from engagements.lifecycle.work import plain
from engagements.people.models import Membership
from engagements.processes.criteria import KINDS_NEEDED
from engagements.processes.models import CriticalProcess
from engagements.specification.content import Content, Difference, Plan, differences, people_in
from engagements.specification.models import Goal, PlanVersion


def goal_gaps(goal: Goal) -> list[str]:
    """Return what an interim goal still lacks before the plan can be carried out, in a few words each."""
    return [
        words
        for present, words in (
            (goal.measure, _("what is counted")),
            (goal.baseline is not None, _("the baseline")),
            (goal.target is not None, _("the target")),
            (goal.due_on, _("the date")),
            (goal.owner_id, _("an owner")),
            (goal.secures.strip(), _("why it secures the final goal")),
        )
        if not present
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing a goal says of itself, as a rung shows it: `text` is empty where something is missing.

    `field` is the field of the form in which it is filled in.
    """

    label: str
    field: str
    text: str


def goal_facts(goal: Goal) -> list[Fact]:
    """Return what makes an interim goal one: measure, baseline, target, date, owner; also what is missing."""
    unit = f" {goal.unit}" if goal.unit else ""
    return [
        Fact(label=_label(name), field=name, text=text)
        for name, text in (
            ("measure", goal.measure),
            ("baseline", "" if goal.baseline is None else amount(goal.baseline) + unit),
            ("target", "" if goal.target is None else amount(goal.target) + unit),
            ("due_on", date_format(goal.due_on) if goal.due_on else ""),
            ("owner", str(goal.owner or "")),
        )
    ]


def _label(name: str) -> str:
    field: Any = Goal._meta.get_field(name)
    return str(capfirst(field.verbose_name))


def process_gaps(process: CriticalProcess) -> list[str]:
    """Return what a process still lacks before the plan can be carried out; uses the prefetched handholds."""
    kinds = {handhold.kind for handhold in process.handholds.all()}
    return [
        words
        for present, words in (
            (process.desired_state.strip(), _("the desired state")),
            (process.owner_id, _("an owner")),
            (len(kinds) >= KINDS_NEEDED, _("two kinds of handhold")),
            (process.let_go_on, _("the let-go date")),
        )
        if not present
    ]


def missing_to_send(plan: Plan) -> list[str]:
    """Return what has to be in the plan before anybody can be asked to approve it; anything else may be a gap."""
    return [
        sentence
        for present, sentence in (
            (plan.engagement.final_goal.strip(), _("Write down the final goal.")),
            (plan.processes, _("Name at least one critical process.")),
            (plan.goals, _("Set at least one interim goal.")),
        )
        if not present
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One difference in words: what it is about, which field ("" for a thing as a whole), how it was and is."""

    kind: str
    about: str
    name: str
    field: str
    before: str
    after: str


def changes_since(plan: Plan, version: PlanVersion) -> list[Told]:
    """Return in what the plan differs from a version of it. One query when there is a difference, none otherwise."""
    found = list(differences(version.content, plan.content))
    if not found:
        return []
    pks = people_in(version.content) | people_in(plan.content)
    members = Membership.objects.filter(engagement=plan.engagement, pk__in=pks).select_related("user")
    people = {member.pk: str(member) for member in members}
    return list(_told(found, people, _process_names(version.content, plan.content)))


def _process_names(*contents: Content) -> dict[int, str]:
    return {each["id"]: each["name"] for content in contents for each in content["processes"]}


def _told(
    found: Iterable[Difference], people: Mapping[int, str], processes: Mapping[int, str]
) -> Iterator[Told]:
    for each in found:
        yield Told(
            kind=each.kind,
            about=each.about,
            name=each.name,
            field=str(capfirst(each.field.verbose_name)) if each.field else "",
            before=_in_words(each.field, each.before, people, processes),
            after=_in_words(each.field, each.after, people, processes),
        )


def _in_words(field: Any, value: Any, people: Mapping[int, str], processes: Mapping[int, str]) -> str:
    if value in (None, ""):
        return "–"
    if field.is_relation:
        names = people if field.related_model is Membership else processes
        return names.get(value, "–")
    if isinstance(field, DateField):
        return date_format(datetime.date.fromisoformat(value))
    return amount(Decimal(value)) if isinstance(field, DecimalField) else str(value)


def amount(value: Decimal | None) -> str:
    """Return a baseline or target as it is written in the language of the page, without zeros that say nothing."""
    return "…" if value is None else str(localize(Decimal(plain(value))))
