"""Scenes that several stories share, each from a table: look, claim, agree, plan, measure, promise, hand over, check."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import cycle
from typing import Any

from accounts.models import User
from engagements.demo.stage import Story, the
from engagements.evaluation import services as evaluation
from engagements.execution import services as execution
from engagements.intake import services as intake
from engagements.lifecycle.models import Engagement
from engagements.people.permissions import seat_of
from engagements.processes import services as processes
from engagements.questions import services as questions
from engagements.questions.models import Question
from engagements.record import services as record
from engagements.reports.progress import services as reports
from engagements.reports.progress.models import ProgressReport
from engagements.sparring import services as sparring
from engagements.specification import services as specification

TRUST_STATEMENTS = ("keeps_word", "competent", "means_well", "hard_things")


def observe(story: Story, seen: Iterable[tuple[int, str, str]]) -> None:
    """Note observations: day, area, what was seen. They are called "seen 0", "seen 1" and so on."""
    for number, (offset, area, text) in enumerate(seen):
        story.at(
            offset,
            intake.add_observation,
            f"seen {number}",
            area=area,
            text=text,
            seen_on=story.stage.day(offset),
        )


def question(story: Story, offset: int, by: str, text: str, answer: str = "") -> None:
    """Ask something without a name, and have it answered a day after it came up for everybody, if it is."""
    story.at(offset, questions.add_question, by=by, text=text)
    if answer:
        story.at(offset + 8, _answer, text=text, answer=answer)


def _answer(*, engagement: Engagement, actor: User, text: str, answer: str) -> None:
    """Answer the question with this text: nobody could hold on to it when it was asked."""
    asked = Question.objects.get(engagement=engagement, text=text)
    questions.answer_question(question=asked, actor=actor, answer=answer)


def settle_wind(story: Story, offset: int, settled: Iterable[tuple[int, str, str, bool]]) -> None:
    """Say what became of what fresh eyes saw: its number, the outcome, a line, whether the client reads it."""
    for number, outcome, line, shown in settled:
        story.at(
            offset,
            evaluation.settle_wind,
            observation=the(f"seen {number}"),
            outcome=outcome,
            line=line,
            shown=shown,
        )


def talk(
    story: Story,
    called: str,
    by: str,
    asked: tuple[int, str, int],
    words: Iterable[tuple[int, str, str]],
    **values: Any,
) -> None:
    """Put a question on the sparring desk: who, day, question and day of decision; then day, who and what was said."""
    offset, question, decide_by = asked
    story.at(
        offset,
        sparring.open_question,
        called,
        by=by,
        question=question,
        decide_by=story.stage.day(decide_by),
        **values,
    )
    for day, who, text in words:
        story.at(day, sparring.say, by=who, sparring=the(called), text=text)


def claim(story: Story, offset: int, claims: Mapping[str, tuple[str, str]]) -> None:
    """Note what each party claims of the manager: short name, party, claim."""
    for key, (party, text) in claims.items():
        story.at(offset, intake.add_claim, key, party=party, text=text)


def clash(story: Story, offset: int, called: str, first: str, second: str) -> None:
    """Mark two claims as contradicting each other."""
    story.at(offset, intake.mark_conflict, called, first=the(first), second=the(second))


def agree(story: Story, offset: int, called: str, signed: bool = True, **texts: str) -> None:
    """Put the assignment in writing; unless it stays a draft, both sides sign within two days."""
    story.at(offset, intake.draft_assignment, called, **texts)
    if signed:
        story.at(offset + 1, intake.sign_assignment, assignment=the(called))
        story.at(offset + 2, intake.sign_assignment, by="sponsor", assignment=the(called))


def ask_trust(
    story: Story,
    rounds: Iterable[tuple[int, tuple[int, ...], tuple[int, ...] | None]],
    remarks: Mapping[int, str] | None = None,
) -> None:
    """Hold trust pulses: day, the manager's four scores, the sponsor's (None: not answered yet), a remark by day."""
    for offset, mine, theirs in rounds:
        called = f"trust {offset}"
        story.at(offset, intake.ask_trust, called)
        scores: dict[str, Any] = dict(zip(TRUST_STATEMENTS, mine, strict=True))
        story.at(offset, intake.answer_trust, round=the(called), remark="", **scores)
        if theirs is not None:
            scores = dict(zip(TRUST_STATEMENTS, theirs, strict=True))
            remark = (remarks or {}).get(offset, "")
            story.at(
                offset + 2, intake.answer_trust, by="sponsor", round=the(called), remark=remark, **scores
            )


def name_processes(story: Story, offset: int, named: Mapping[str, tuple[str, str]]) -> None:
    """Name critical processes: short name, name, present state."""
    for key, (name, present) in named.items():
        story.at(offset, processes.add_process, key, name=name, present_state=present)


def specify_processes(
    story: Story, offset: int, specified: Mapping[str, tuple[str, str | None, str | None, int]]
) -> None:
    """Say how each process should run: short name, desired state, owner, deputy, let-go day."""
    for key, (desired, owner, deputy, let_go) in specified.items():
        story.at(
            offset,
            processes.change_process,
            process=the(key),
            desired_state=desired,
            owner=the(owner) if owner else None,
            deputy=the(deputy) if deputy else None,
            let_go_on=story.stage.day(let_go),
        )


def hold_on(story: Story, offset: int, handholds: Mapping[str, Iterable[tuple[str, str, str]]]) -> None:
    """Add handholds per process: kind, what, where."""
    for key, each in handholds.items():
        for kind, what, where in each:
            story.at(offset, processes.add_handhold, process=the(key), kind=kind, what=what, where=where)


def set_goals(story: Story, offset: int, goals: Mapping[str, Mapping[str, Any]]) -> None:
    """Set interim goals: short name and fields; `process`, `owner` and `leans_on` by short name, `due` a day."""
    for key, fields in goals.items():
        values = dict(fields)
        values["due_on"] = story.stage.day(values.pop("due"))
        for name in ("process", "owner"):
            values[name] = the(values[name]) if values.get(name) else None
        values["leans_on"] = [the(other) for other in values.get("leans_on", ())]
        for name in ("baseline", "target"):
            values[name] = Decimal(values[name]) if name in values else None
        blank = {"measure": "", "unit": "", "secures": ""}
        story.at(offset, specification.add_goal, key, **blank | values)


def approve_plan(story: Story, offset: int, note: str = "") -> None:
    """Send the plan as it stands; the sponsor approves it two days later."""
    called = f"plan {offset}"
    story.at(offset, specification.submit_plan, called, note=note)
    story.at(offset + 2, specification.approve_plan, by="sponsor", plan=the(called))


def rate(
    story: Story, ratings: Mapping[str, Iterable[tuple[int, int, int | None]]], owners: Mapping[str, str]
) -> None:
    """Rate who decides, per process: day, rung by the manager, rung by the owner (None: not rated)."""
    for key, each in ratings.items():
        for offset, mine, theirs in each:
            day = story.stage.day(offset)
            story.at(offset, processes.add_rating, process=the(key), rung=mine, rated_on=day, note="")
            if theirs is not None:
                story.at(
                    offset,
                    processes.add_rating,
                    by=owners[key],
                    process=the(key),
                    rung=theirs,
                    rated_on=day,
                    note="",
                )


def read_goals(story: Story, readings: Mapping[str, Iterable[tuple[int, str]]]) -> None:
    """Note where goals stood: day, value."""
    for key, each in readings.items():
        for offset, value in each:
            story.at(
                offset,
                execution.add_reading,
                goal=the(key),
                value=Decimal(value),
                read_on=story.stage.day(offset),
                note="",
            )


def promise(
    story: Story, offset: int, called: str, member: str, text: str, due: int, accepted: bool = True
) -> None:
    """Ask somebody for a promise; unless it is left open they accept the next day."""
    story.at(
        offset, execution.add_commitment, called, member=the(member), text=text, due_on=story.stage.day(due)
    )
    if accepted:
        story.at(offset + 1, execution.answer_commitment, by=member, commitment=the(called), accepted=True)


def hand_over(story: Story, offset: int, process: str, owner: str, lines: Iterable[tuple[str, str]]) -> None:
    """Hand a process over line by line: what, where; the owner accepts each, and then the process."""
    for number, (what, where) in enumerate(lines):
        called = f"{process} line {number}"
        story.at(offset - 5, execution.add_line, called, process=the(process), what=what, where=where)
        story.at(offset - 1, execution.accept_line, by=owner, line=the(called))
    story.at(offset, execution.accept_handover, by=owner, process=the(process))


def check(
    story: Story, offset: int, day: int, answers: Mapping[str, tuple[str, tuple[int, ...], str]]
) -> None:
    """Answer the durability checks of a moment: process, who answers, five answers (2 yes, 1 partly, 0 no), remark."""
    names = ("still_done", "measured", "survives_absence", "leaders_visible", "still_fits")
    for process, (owner, scores, remark) in answers.items():
        story.at(
            offset,
            answer_check_of,
            by=owner,
            process=the(process),
            day=day,
            remark=remark,
            **dict(zip(names, scores, strict=True)),
        )


def answer_check_of(*, process: Any, day: int, actor: Any, **answers: Any) -> Any:
    """Answer the check of one process and moment; the checks themselves were made on entering evaluation."""
    return evaluation.answer_check(check=process.checks.get(day=day), actor=actor, **answers)


def work_months(
    story: Story, first: int, last: int, days: Iterable[str], approved_by: str = "sponsor"
) -> None:
    """Hand in the worked days of every month from the day `first` to the day `last`, on the first day after it.

    `days` are the days worked, in turn. Approved three days later, if that is before today.
    """
    today = story.stage.today
    month, end, turn = story.stage.day(first).replace(day=1), story.stage.day(last), cycle(days)
    while month <= end:
        after = (month + timedelta(days=32)).replace(day=1)
        offset = (after - today).days
        if offset < 0:
            called = f"month {month}"
            story.at(offset, record.add_worked_month, called, month=month, days=Decimal(next(turn)), note="")
            story.at(offset, record.submit_worked_month, worked_month=the(called))
            if offset + 3 < 0:
                story.at(offset + 3, record.approve_worked_month, by=approved_by, worked_month=the(called))
        month = after


def log(story: Story, entries: Iterable[tuple[Any, ...]]) -> None:
    """Write log entries: day, audience, text, and possibly the role played and the minutes worked."""
    for offset, audience, text, *noted in entries:
        stance, minutes = (*noted, None, None)[:2]
        story.at(
            offset,
            record.add_entry,
            text=text,
            happened_on=story.stage.day(offset),
            audience=audience,
            stance=stance,
            minutes=minutes,
        )


def report(
    story: Story, offset: int, called: str, since: int, *, summary: str, readers: Iterable[str] | None = None
) -> None:
    """Draft a progress report over the days since then; send it, and have these people open it, if any are named."""
    day = story.stage.day
    story.at(offset, reports.add_report, called, since=day(since), until=day(offset))
    story.at(offset, _sum_up, report=the(called), summary=summary)
    if readers is not None:
        story.at(offset, reports.send_report, report=the(called))
        for reader in readers:
            story.at(offset + 1, _open, by=reader, report=the(called))


def _sum_up(*, report: ProgressReport, actor: User, summary: str) -> ProgressReport:
    """Give a draft its own words in short; what the record offered stays as it is."""
    now = ProgressReport.objects.get(pk=report.pk)
    members = now.engagement.memberships.in_bulk([each["member"] for each in now.asked])
    asked = [
        (members[each["member"]], each["text"], date.fromisoformat(each["due_on"])) for each in now.asked
    ]
    kept = {name: getattr(now, name) for name in ("verdict", "because", "happened", "coming", "blocks")}
    return reports.change_report(report=now, actor=actor, goals={}, asked=asked, summary=summary, **kept)


def _open(*, report: ProgressReport, actor: User) -> bool:
    """Open a report that was sent."""
    now = ProgressReport.objects.select_related("engagement").get(pk=report.pk)
    seat = seat_of(actor, now.engagement)
    return seat is not None and reports.note_seen(now, seat)
