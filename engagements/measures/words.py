"""What each measure says, in one plain sentence or two: what it shows, and what would move it.

The practice reads it as what it can do; the client's side in its own words (`is_practice`).
"""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.execution.amounts import written
from engagements.measures.letting import Gap, Letting, LettingGo, Pace
from engagements.measures.life import Life
from engagements.measures.others import (
    Ages,
    Durability,
    GoalProgress,
    Pendulum,
    Promises,
    Talks,
    Trust,
    is_met,
)
from phases.definitions import BY_KEY, RUNGS
from phases.shapes import Span, Text

#: More names than this are no longer a sentence.
MOST_NAMES = 3
LABELS: dict[int, Text] = {rung.number: rung.label for rung in RUNGS}
PLAIN: dict[int, Text] = {rung.number: rung.plain for rung in RUNGS}


def amount(value: float | Decimal) -> str:
    """Return a number with one decimal at most, halves rounded up, as people read it."""
    rounded = Decimal(str(value)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    plain = str(rounded).removesuffix(".0")
    return number_format("0" if plain == "-0" else plain).replace("-", "−")


def between(span: Span) -> str:
    """Return a range of numbers."""
    return f"{amount(span.low)}–{amount(span.high)}"


def names(texts: Iterable[str]) -> str:
    """Return some names, and how many more there are."""
    every = list(texts)
    shown = ", ".join(every[:MOST_NAMES])
    more = len(every) - MOST_NAMES
    return _("%(names)s and %(n)s more") % {"names": shown, "n": more} if more > 0 else shown


def letting(measured: Letting, is_practice: bool) -> str:
    """Return what one process shows."""
    if measured.owner_now is None:
        if measured.manager_now is None:
            return _("Nobody has said yet who decides here; the line begins when its owner does.")
        return _("Its owner has not said yet who decides here, and it is the owner's line that counts.")
    words = (LABELS if is_practice else PLAIN)[measured.owner_now]
    told = [
        _("Its owner puts it at rung %(rung)s of 7: %(words)s.")
        % {"rung": measured.owner_now, "words": _lowered(str(words))}
    ]
    if measured.expected is not None:
        told.append(_moving(measured, is_practice) % {"band": between(measured.expected)})
    if measured.is_stale:
        told.append(
            _("That was on %(day)s; since then nothing is known.")
            % {"day": date_format(measured.owner[-1].day, "j F Y")}
        )
    return " ".join(told)


def _moving(measured: Letting, is_practice: bool) -> str:
    if measured.pace is Pace.LAGS:
        if is_practice:
            return _(
                "That lags behind the %(band)s expected; leaving the next decision to the owner moves it."
            )
        return _("That lags behind the %(band)s expected; taking the next decision ourselves moves it.")
    if measured.pace is Pace.AHEAD:
        return _("That runs ahead of the %(band)s expected; see that there is enough to hold on to.")
    return _("That fits the %(band)s expected; each decision taken without the interim manager moves it on.")


def letting_go(measured: LettingGo, is_practice: bool) -> str:
    """Return what all processes together show."""
    total = len(measured.processes)
    lags, ahead, unsaid = (measured.at(pace) for pace in (Pace.LAGS, Pace.AHEAD, Pace.UNSAID))
    if len(unsaid) == total:
        return _("No owner has said yet who decides; the lines begin when they do.")
    words = {"n": len(lags), "total": total, "names": names(each.process.name for each in lags)}
    if lags:
        told = [
            ngettext(
                "Of %(total)s processes %(n)s lags behind what is expected by now, its owner says: %(names)s.",
                "Of %(total)s processes %(n)s lag behind what is expected by now, their owners say: %(names)s.",
                len(lags),
            )
            % words
        ]
    else:
        told = [_("No process lags behind what is expected by now, the owners say.")]
    if ahead:
        told.append(_("Ahead: %(names)s.") % {"names": names(each.process.name for each in ahead)})
    if unsaid:
        told.append(
            _("Not rated by the owner: %(names)s.") % {"names": names(each.process.name for each in unsaid)}
        )
    if lags and is_practice:
        told.append(_("Leaving the next decision to the owner moves a line; helping out holds it back."))
    elif lags:
        told.append(
            _("Taking the next decision ourselves moves a line; waiting for the manager holds it back.")
        )
    return " ".join(told)


def gap(measured: Gap) -> str:
    """Return where the sides see it differently."""
    widest = measured.widest
    if widest is None:
        return _("The gap shows as soon as both sides have rated the same process.")
    if not widest.gap:
        return _("Both sides see every process alike; that stays so as long as both keep rating.")
    words = {"n": abs(widest.gap), "name": widest.process.name}
    if widest.gap > 0:
        told = ngettext(
            "Furthest apart in %(name)s: the interim manager sees it %(n)s rung further than its owner.",
            "Furthest apart in %(name)s: the interim manager sees it %(n)s rungs further than its owner.",
            abs(widest.gap),
        )
    else:
        told = ngettext(
            "Furthest apart in %(name)s: its owner sees it %(n)s rung further than the interim manager.",
            "Furthest apart in %(name)s: its owner sees it %(n)s rungs further than the interim manager.",
            abs(widest.gap),
        )
    advice = _("Naming a decision of last week, and who took it, brings them together.")
    return f"{told % words} {advice}"


def pendulum(measured: Pendulum) -> str:
    """Return how the role swung in this phase."""
    if not measured.noted:
        return _("No role noted in this phase yet; note it with what you log. Nobody but you sees this.")
    words = {
        "n": measured.fitting,
        "total": measured.noted,
        "low": amount(measured.expected.low),
        "high": amount(measured.expected.high),
    }
    told = ngettext(
        "%(n)s of the %(total)s moment noted in this phase fits it (%(low)s to %(high)s).",
        "%(n)s of the %(total)s moments noted in this phase fit it (%(low)s to %(high)s).",
        measured.noted,
    )
    advice = _("Deciding beforehand which role you will play moves it. Nobody but you sees this.")
    return f"{told % words} {advice}"


def trust(measured: Trust) -> str:
    """Return how the trust stands, without judging it."""
    if not measured.answered:
        return _("Both sides have not answered a trust pulse yet; it shows when they have.")
    last = measured.answered[-1]
    told = _("On %(day)s: interim manager %(manager)s and organisation %(organisation)s of 5.") % {
        "day": date_format(last.day, "j F Y"),
        "manager": amount(last.manager or 0),
        "organisation": amount(last.organisation or 0),
    }
    advice = _("Talking about the statement you differ on most moves it; nothing depends on it.")
    return f"{told} {advice}"


def goals(measured: Sequence[GoalProgress]) -> str:
    """Return how the goals stand."""
    reached = sum(each.goal.state == "reached" for each in measured)
    behind = [each.goal.title for each in measured if each.is_behind]
    unread = [each.goal.title for each in measured if each.goal.state == "open" and not each.goal.readings]
    told = [
        ngettext("%(n)s of %(total)s goal reached.", "%(n)s of %(total)s goals reached.", len(measured))
        % {"n": reached, "total": len(measured)}
    ]
    if behind:
        told.append(
            _("Behind an even pace when last read: %(names)s; what its owner does next moves it.")
            % {"names": names(behind)}
        )
    if unread:
        told.append(
            _("Not read yet: %(names)s; a reading is what makes it visible.") % {"names": names(unread)}
        )
    if not behind and not unread and reached < len(measured):
        told.append(_("The others keep an even pace; each new reading moves them."))
    return " ".join(told)


def goal(measured: GoalProgress) -> str:
    """Return how one goal stands."""
    goal = measured.goal
    if goal.baseline is None or goal.target is None:
        return _("It has no measure with a baseline and a target yet, so it can't be followed.")
    words = {"start": written(goal.baseline), "target": written(goal.target, goal.unit)}
    if not goal.readings:
        return _("From %(start)s to %(target)s; not read yet. The first reading is what moves it.") % words
    words |= {"now": written(goal.readings[-1][1], goal.unit), "percent": str(measured.reached)}
    if is_met(goal):
        return _("Now %(now)s: the target of %(target)s is reached; reading on shows that it stays.") % words
    if measured.even is None:
        return _("Now %(now)s: %(percent)s%% of the way from %(start)s to %(target)s.") % words
    words["even"] = str(measured.even)
    if measured.is_behind:
        return (
            _(
                "Now %(now)s: %(percent)s%% of the way to %(target)s, where an even pace would give %(even)s%%; "
                "it takes another step of its owner, or another date."
            )
            % words
        )
    return (
        _("Now %(now)s: %(percent)s%% of the way to %(target)s, at least the %(even)s%% of an even pace.")
        % words
    )


def promises(measured: Promises, is_practice: bool) -> str:
    """Return what became of the promises."""
    if not measured.settled:
        told = [_("No promise has been kept or broken yet.")]
    else:
        told = [
            ngettext(
                "%(kept)s of the %(n)s promise that was settled was kept.",
                "%(kept)s of the %(n)s promises that were settled were kept.",
                measured.settled,
            )
            % {"kept": measured.kept + measured.kept_anew, "n": measured.settled}
        ]
    if measured.late:
        told.append(
            ngettext("%(n)s is past its date.", "%(n)s are past their date.", measured.late)
            % {"n": measured.late}
        )
    if is_practice:
        told.append(_("Asking about it before its day moves this; agreeing anew in time is no failure."))
    else:
        told.append(_("Doing it, or agreeing anew before its day, moves this."))
    return " ".join(told)


def talks(measured: Talks) -> str:
    """Return who starts the talks."""
    told = ngettext(
        "%(n)s of %(total)s talk was started by the organisation.",
        "%(n)s of %(total)s talks were started by the organisation.",
        measured.total,
    ) % {"n": measured.organisation, "total": measured.total}
    advice = _(
        "It moves when owners bring the question themselves: wait for it once more than feels comfortable."
    )
    return f"{told} {advice}"


def durability(measured: Durability) -> str:
    """Return whether it lasts."""
    last = measured.last
    if last is None:
        return _("No check has been answered yet; the first ones are asked after 30 days.")
    told = ngettext(
        "After %(day)s days %(n)s of the %(total)s process that was checked holds.",
        "After %(day)s days %(n)s of the %(total)s processes that were checked hold.",
        last.answered,
    ) % {"day": last.day, "n": last.holds, "total": last.answered}
    if last.holds == last.answered:
        return f"{told} {_('Measuring on, also when nobody asks, keeps it so.')}"
    return f"{told} {_('One fine-tuning that its owner carries out moves it.')}"


def ages(measured: Ages, life: Life, is_practice: bool) -> str:
    """Return how long the present phase takes."""
    phase = BY_KEY[life.phase]
    name = phase.title if is_practice else phase.public_title
    days = measured.now.days if measured.now else 0
    told = [
        ngettext("%(n)s day in %(phase)s so far.", "%(n)s days in %(phase)s so far.", days)
        if not life.is_over
        else ngettext("%(n)s day in %(phase)s.", "%(n)s days in %(phase)s.", days)
    ]
    if measured.now and measured.now.on_hold:
        told.append(_("Days on hold do not count."))
    if not life.is_over:
        planned = life.planned.get(life.phase)
        if planned:
            told.append(_("It is planned to end on %(day)s."))
        told.append(_("What must be there before the next phase moves it, not the calendar."))
    words = {"n": days, "phase": name, "day": date_format(life.planned.get(life.phase, life.today), "j F Y")}
    return " ".join(told) % words


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
