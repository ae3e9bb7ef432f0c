"""From measures that are sums to drawings: which bars, and the words beside them; `charts` draws what has a time."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from engagements.measures.drawing import Bar, Bars, Key, Shape, Tone, part_of
from engagements.measures.others import Ages, Durability, GoalProgress, Promises, Talks
from phases.definitions import BY_KEY


def goals(key: str, title: str, measured: Sequence[GoalProgress], said: str) -> Bars:
    """Draw how far each goal has come, with where an even pace would be."""
    return Bars(
        key=key,
        title=title,
        alt=said,
        bars=tuple(
            Bar(
                label=each.goal.title,
                value=_("not read yet") if each.reached is None else f"{each.reached}%",
                parts=part_of([(each.reached or 0, Tone.ORGANISATION)], of=100),
                mark=None if each.even is None else each.even / 100,
            )
            for each in measured
        ),
        legend=(
            Key(shape=Shape.AREA, tone=Tone.ORGANISATION, text=_("of the way")),
            Key(shape=Shape.TICK, tone=Tone.WAY, text=_("even pace")),
        ),
    )


def promises(key: str, title: str, measured: Promises, said: str) -> Bars:
    """Draw what became of the promises, and how the open ones stand."""
    kept = measured.kept + measured.kept_anew
    opened = measured.open + measured.late + measured.unanswered
    return Bars(
        key=key,
        title=title,
        alt=said,
        bars=(
            Bar(
                label=_("Settled"),
                value=_("%(kept)s kept, %(broken)s broken") % {"kept": kept, "broken": measured.broken},
                parts=part_of([(kept, Tone.GOOD), (measured.broken, Tone.BAD)]),
            ),
            Bar(
                label=pgettext("promises", "Open"),
                value=_("%(n)s open, of which %(late)s late") % {"n": opened, "late": measured.late},
                parts=part_of([(opened - measured.late, Tone.REST), (measured.late, Tone.MIDDLING)]),
            ),
        ),
    )


def talks(key: str, title: str, measured: Talks, said: str) -> Bars:
    """Draw who started the talks."""
    value = _("organisation %(n)s, interim manager %(m)s") % {
        "n": measured.organisation,
        "m": measured.manager,
    }
    parts = part_of([(measured.organisation, Tone.ORGANISATION), (measured.manager, Tone.MANAGER)])
    bar = Bar(label=_("Started by"), value=value, parts=parts)
    return Bars(key=key, title=title, alt=said, bars=(bar,))


def durability(key: str, title: str, measured: Durability, said: str) -> Bars:
    """Draw what holds at each moment."""
    return Bars(
        key=key,
        title=title,
        alt=said,
        bars=tuple(
            Bar(
                label=_("After %(n)s days") % {"n": each.day},
                value=_("%(holds)s hold, %(tune)s fine-tuned, %(relapsing)s relapsing, %(open)s not answered")
                % {
                    "holds": each.holds,
                    "tune": each.fine_tune,
                    "relapsing": each.relapsing,
                    "open": each.open + each.skipped,
                },
                parts=part_of(
                    [
                        (each.holds, Tone.GOOD),
                        (each.fine_tune, Tone.MIDDLING),
                        (each.relapsing, Tone.BAD),
                        (each.open + each.skipped, Tone.REST),
                    ]
                ),
            )
            for each in measured.moments
        ),
    )


def ages(key: str, title: str, measured: Ages, said: str, is_practice: bool) -> Bars:
    """Draw the days of each phase, and those on hold, on one scale."""
    longest = max((age.days + age.on_hold for age in measured.phases), default=0)
    return Bars(
        key=key,
        title=title,
        alt=said,
        bars=tuple(
            Bar(
                label=str(BY_KEY[each.phase].title if is_practice else BY_KEY[each.phase].public_title),
                value=_in_days(each.days, each.on_hold),
                parts=part_of([(each.days, Tone.WAY), (each.on_hold, Tone.REST)], of=longest),
            )
            for each in measured.phases
        ),
    )


def _in_days(days: int, on_hold: int) -> str:
    told = ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    return f"{told} + {on_hold} {_('on hold')}" if on_hold else told
