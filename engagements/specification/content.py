"""What a plan says, as plain data: what is approved when it is approved, and what differs from what was.

People are in it by the id of their membership, not by name: a name that is spelt better is no other plan. Goals that
were dropped are no part of the plan any more, and whether a goal is reached is not something to agree on. What a goal
leans on is there only when it leans on something: plans approved before goals could lean keep their digest.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import F
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from engagements.lifecycle.models import Engagement
from engagements.lifecycle.work import plain
from engagements.processes.models import CriticalProcess
from engagements.record.digests import digest_of
from engagements.specification.models import Goal, GoalState

PROCESS_FIELDS = ("name", "present_state", "desired_state", "owner", "deputy", "let_go_on")
GOAL_FIELDS = ("title", "process", "measure", "unit", "baseline", "target", "due_on", "owner", "secures")
HANDHOLD_FIELDS = ("kind", "what", "where")

#: The goals a goal leans on itself, by id.
LEANS_ON = "leans_on"

type Content = dict[str, Any]


@dataclass(frozen=True)
class Plan:
    """The plan as it stands now: the final goal, the goals that secure it (the last one first), the processes."""

    engagement: Engagement
    processes: tuple[CriticalProcess, ...]
    goals: tuple[Goal, ...]
    dropped: tuple[Goal, ...]

    @cached_property
    def content(self) -> Content:
        """Everything that is approved, as plain JSON."""
        return {
            "final_goal": self.engagement.final_goal,
            "processes": [
                _process_content(each) for each in sorted(self.processes, key=lambda each: each.pk)
            ],
            "goals": [goal_content(each) for each in sorted(self.goals, key=lambda each: each.pk)],
        }

    @cached_property
    def digest(self) -> str:
        """The digest of the content: the same for the same plan."""
        return digest_of(self.content)


def read_plan(engagement: Engagement) -> Plan:
    """Return the plan as it stands now. Four queries, however much there is in it."""
    processes = CriticalProcess.objects.filter(engagement=engagement).select_related(
        "owner__user", "deputy__user"
    )
    goals = list(
        Goal.objects.filter(engagement=engagement)
        .select_related("owner__user", "process")
        .prefetch_related("leans")
        # PostgreSQL and SQLite disagree on where nothing comes first.
        .order_by(F("due_on").desc(nulls_last=True), "-pk")
    )
    return Plan(
        engagement=engagement,
        processes=tuple(processes.prefetch_related("handholds")),
        goals=tuple(goal for goal in goals if goal.state != GoalState.DROPPED),
        dropped=tuple(goal for goal in goals if goal.state == GoalState.DROPPED),
    )


def plan_content(engagement: Engagement) -> Content:
    """Return everything that is approved when the plan is approved, as it stands now. Four queries."""
    return read_plan(engagement).content


def goal_content(goal: Goal) -> Content:
    """Return everything that is approved when one interim goal is approved. No query when `leans` is prefetched."""
    leans_on = sorted(each.on_id for each in goal.leans.all())
    return {"id": goal.pk} | _fields(goal, GOAL_FIELDS) | ({LEANS_ON: leans_on} if leans_on else {})


def _process_content(process: CriticalProcess) -> Content:
    handholds = [_fields(each, HANDHOLD_FIELDS) for each in process.handholds.all()]
    # Without ids: a handhold that is removed and written down again is the same handhold.
    handholds.sort(key=lambda each: tuple(each.values()))
    return {"id": process.pk} | _fields(process, PROCESS_FIELDS) | {"handholds": handholds}


def _fields(item: Any, names: tuple[str, ...]) -> Content:
    return {name: plain(getattr(item, item._meta.get_field(name).attname)) for name in names}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing in which two plans differ: what it is about, which field, and how it was and is, as plain values.

    `kind` is "changed", "added" or "removed"; what was added or removed as a whole has no field, before or after.
    """

    kind: str
    about: str
    name: str = ""
    field: Any = None
    before: Any = None
    after: Any = None


def differences(before: Content, after: Content) -> Iterator[Difference]:
    """Yield each thing in which the content `after` differs from `before`, in the order of the plan."""
    if before["final_goal"] != after["final_goal"]:
        yield Difference(
            kind="changed",
            about=_("Final goal"),
            field=Engagement._meta.get_field("final_goal"),
            before=before["final_goal"],
            after=after["final_goal"],
        )
    yield from _items(before["goals"], after["goals"], Goal, "title")
    yield from _leans(before["goals"], after["goals"])
    yield from _items(before["processes"], after["processes"], CriticalProcess, "name")


def _items(
    before: list[Content], after: list[Content], model: type[Goal] | type[CriticalProcess], title: str
) -> Iterator[Difference]:
    about = str(capfirst(model._meta.verbose_name))
    was, now = ({each["id"]: each for each in items} for items in (before, after))
    for pk in sorted(was.keys() | now.keys()):
        if pk not in now:
            yield Difference(kind="removed", about=about, name=was[pk][title])
        elif pk not in was:
            yield Difference(kind="added", about=about, name=now[pk][title])
        else:
            yield from _changes(was[pk], now[pk], model, about, now[pk][title])


def _changes(before: Content, after: Content, model: Any, about: str, name: str) -> Iterator[Difference]:
    for key in after:
        if before.get(key) == after[key] or key == LEANS_ON:
            continue
        if key == "handholds":
            yield from _handholds(before[key], after[key], name)
        else:
            yield Difference(
                kind="changed",
                about=about,
                name=name,
                field=model._meta.get_field(key),
                before=before.get(key),
                after=after[key],
            )


def _handholds(before: list[Content], after: list[Content], process: str) -> Iterator[Difference]:
    about = _("Handhold of %(process)s") % {"process": process}
    for kind, these, those in (("removed", before, after), ("added", after, before)):
        for each in these:
            if each not in those:
                yield Difference(kind=kind, about=about, name=each["what"])


def _leans(before: list[Content], after: list[Content]) -> Iterator[Difference]:
    """Yield what goals that are in both lean on now and did not, or the other way round."""
    was = {each["id"]: each for each in before}
    titles = {each["id"]: each["title"] for each in (*before, *after)}
    for goal in after:
        if goal["id"] not in was:
            continue
        old, new = (set(each.get(LEANS_ON, ())) for each in (was[goal["id"]], goal))
        about = _("What “%(goal)s” leans on") % {"goal": goal["title"]}
        for kind, these in (("removed", old - new), ("added", new - old)):
            for pk in sorted(these):
                yield Difference(kind=kind, about=about, name=titles.get(pk, "–"))


def people_in(content: Mapping[str, Any]) -> set[int]:
    """Return the ids of the memberships a content names."""
    items = [*content["processes"], *content["goals"]]
    return {each[key] for each in items for key in ("owner", "deputy") if each.get(key)}
