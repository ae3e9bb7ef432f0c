"""Evaluation: choose what happens after the manager has left, and see what holds."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import ClassVar

from django.http import QueryDict
from django.utils.translation import gettext

from phases.durability import ANSWERS, CHECK_DAYS, QUESTIONS, VERDICTS, Answer, Question, Verdict, judge
from phases.shapes import Text
from phases.spline import number, through
from phases.tryouts.aftercare import EVENTS, HANDHOLDS, PROCESSES, Event, Handhold, Process
from phases.tryouts.shapes import Option, Tryout, one_of, some_of

EVENT_BY_KEY = {event.key: event for event in EVENTS}
HANDHOLD_BY_KEY = {handhold.key: handhold for handhold in HANDHOLDS}
DEFAULT = ("document", "number")  # two kinds, the least a plan must have
WIDTH, HEIGHT, MARGIN = 240, 56, 10
LOW = 6  # points short of full marks at which the line is at its lowest

type Answers = Mapping[Question, Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What one check shows of one process; `x` and `y` say where it stands in the drawing, in percents."""

    day: int
    answers: Answers
    verdict: Verdict
    label: Text
    x: str
    y: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """A process with its three checks, and the line through them as SVG path data."""

    process: Process
    checks: tuple[Check, ...]
    line: str
    width: ClassVar[int] = WIDTH
    height: ClassVar[int] = HEIGHT
    margin: ClassVar[int] = MARGIN

    @property
    def last(self) -> Check:
        """The check that counts: after half a year."""
        return self.checks[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """One question and what is answered to it in the last check, per process."""

    question: Text
    answers: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Afterwards(Tryout):
    """One event, some handholds, and the half year that follows."""

    template: ClassVar[str] = "phases/tryouts/evaluation.html"
    parameters: ClassVar[tuple[str, ...]] = ("then", "with")

    event: Event
    handholds: tuple[str, ...]

    @property
    def events(self) -> list[Option]:
        """What can happen."""
        return [Option(key=each.key, text=each.title, chosen=each is self.event) for each in EVENTS]

    @property
    def kinds(self) -> list[Option]:
        """The five kinds of handhold."""
        return [
            Option(key=each.key, text=each.title, chosen=each.key in self.handholds) for each in HANDHOLDS
        ]

    @property
    def tracks(self) -> list[Track]:
        """Every process through the half year."""
        return [track(process, self.event, self.handholds) for process in PROCESSES]

    @property
    def rows(self) -> list[AnswerRow]:
        """The five questions after half a year."""
        tracks = self.tracks
        return [
            AnswerRow(
                question=text,
                answers=tuple(
                    (each.last.answers[question].name.lower(), ANSWERS[each.last.answers[question]])
                    for each in tracks
                ),
            )
            for question, text in QUESTIONS.items()
        ]

    @property
    def summary(self) -> str:
        """What half a year does to the three, in the order of the verdicts."""
        tracks = self.tracks
        names = {
            verdict: [str(each.process.title).lower() for each in tracks if each.last.verdict is verdict]
            for verdict in VERDICTS
        }
        return " ".join(
            gettext("%(verdict)s: %(processes)s.")
            % {
                "verdict": VERDICTS[verdict],
                "processes": ", ".join(found) if len(found) < len(tracks) else gettext("all three processes"),
            }
            for verdict, found in names.items()
            if found
        )

    @property
    def advice(self) -> str:
        """The handhold that would have made most difference."""
        missing = [each for each in HANDHOLDS if each.key not in self.handholds]
        if not missing:
            return gettext(
                "All five handholds are there. What remains is fine-tuning: that is what this step is for."
            )
        best = max(missing, key=self._gain)
        if not self._gain(best):
            return gettext("What was left behind is enough: another handhold would change nothing here.")
        return gettext("What would have helped most: %(handhold)s.") % {"handhold": best.helps}

    def _gain(self, handhold: Handhold) -> int:
        """What another handhold would add to the answers, after 90 and 180 days."""
        more = {*self.handholds, handhold.key}
        return sum(
            sum(answers(process, self.event, more, day).values())
            - sum(answers(process, self.event, self.handholds, day).values())
            for process in PROCESSES
            for day in CHECK_DAYS[1:]
        )


def read(query: QueryDict) -> Afterwards:
    """The event and the handholds of the query; a query without an event says nothing about handholds either."""
    event = EVENT_BY_KEY[one_of(query, "then", EVENT_BY_KEY, EVENTS[0].key)]
    handholds = some_of(query, "with", HANDHOLD_BY_KEY) if "then" in query else DEFAULT
    return Afterwards(event=event, handholds=handholds)


def answers(process: Process, event: Event, handholds: Collection[str], day: int) -> Answers:
    """What the owner answers on a day: every question is under pressure, and carried by the handholds that fit it.

    The first check comes before the event is felt in full. After half a year what was under pressure and carried by
    nothing has worn off, and what a rhythm brought up has been put right.
    """
    first, _second, last = CHECK_DAYS
    found = {}
    for question in Question:
        carried = sum(question in HANDHOLD_BY_KEY[key].carries for key in handholds)
        carried += question is process.strong
        pressure = event.strain.get(question, 0) + (question is process.weak and day != first)
        if day == first:
            pressure -= 1
        elif day == last:
            pressure += (pressure > 0 and not carried) - ("rhythm" in handholds)
        found[question] = Answer(min(2, max(0, 2 - max(0, pressure - carried))))
    return found


def track(process: Process, event: Event, handholds: Collection[str]) -> Track:
    """The three checks of a process, evenly spread, and a line that starts full and sags with the answers."""
    results = [(day, answers(process, event, handholds, day)) for day in CHECK_DAYS]
    full = len(Question) * Answer.YES

    def place(position: float, lack: float) -> tuple[float, float]:
        return position * WIDTH, MARGIN + lack * (HEIGHT - 2 * MARGIN)

    spots = [
        ((index + 0.5) / len(CHECK_DAYS), min((full - sum(found.values())) / LOW, 1.0))
        for index, (_day, found) in enumerate(results)
    ]
    checks = []
    for (day, found), spot in zip(results, spots, strict=True):
        x, y = place(*spot)
        verdict = judge(found)
        checks.append(
            Check(
                day=day,
                answers=found,
                verdict=verdict,
                label=VERDICTS[verdict],
                x=number(x / WIDTH * 100),
                y=number(y / HEIGHT * 100),
            )
        )
    line = through([(0.0, 0.0), *spots, (1.0, spots[-1][1])])
    return Track(process=process, checks=tuple(checks), line=line.path(place))
