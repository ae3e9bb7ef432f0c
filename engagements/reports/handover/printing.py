"""The hand-over sheet on paper, and the blank specimen of it."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from engagements.people.models import Membership
from engagements.people.roles import Role
from engagements.processes.models import HandholdKind, RaterSide
from engagements.reports.handover.sheet import Entry, entries
from engagements.reports.typesetting.kinds import Printed, printable
from engagements.reports.typesetting.models import Making
from phases.definitions import RUNGS

KIND = "handover"
BLANK_PROCESSES, BLANK_LINES = 2, 5


@printable(KIND, action="handover-sheet", label=pgettext_lazy("heading", "Hand-over sheet"))
def handover(making: Making) -> Printed:
    """Return the sheet as whoever asked for it may see it."""
    engagement = making.engagement
    managers = Membership.objects.current().filter(engagement=engagement, role=Role.MANAGER)
    found = entries(engagement, making.seat) if making.seat else []
    data = {
        "lead": lead(),
        "blank": False,
        "about": [
            [_("Engagement"), engagement.title],
            [_("Organisation"), str(engagement.organisation)],
            [_("Interim manager"), ", ".join(str(each) for each in managers.select_related("user"))],
        ],
        "processes": [_process(entry) for entry in found],
    }
    title = _("Hand-over sheet")
    name = _("hand-over %(engagement)s") % {"engagement": engagement.ref}
    return Printed(template="handover", data=data, language=making.language, title=title, name=name)


def lead() -> str:
    """Return what the sheet is, in two sentences."""
    return _(
        "Who is left with what when the interim manager has gone: process by process, what there is to hold on to, and "
        "what the owner accepts, line by line."
    )


def _process(entry: Entry) -> dict[str, Any]:
    process = entry.process
    facts = [
        [_("Owner"), str(process.owner) if process.owner else _("No owner yet")],
        [_("Deputy"), str(process.deputy) if process.deputy else _("No deputy yet")],
        list(entry.when),
        *([_who_decides(each.label), str(each)] for each in entry.rated),
        [_("Next check"), entry.next_check],
        *([[_("Given back"), entry.given_back]] if entry.given_back else []),
        [_("Hand-over"), entry.still_open],
    ]
    handholds = [[str(each.get_kind_display()), each.what, each.where] for each in entry.handholds]
    lines = [[each.what, each.where, each.said or each.state_label] for each in entry.lines]
    return {
        "name": process.name,
        "standing": entry.standing,
        "side": entry.side,
        "facts": facts,
        "parts": [_handholds(handholds), _lines(lines)],
    }


def _who_decides(side: str) -> str:
    return _("Who decides (%(side)s)") % {"side": side[:1].lower() + side[1:]}


def _handholds(rows: list[list[str]]) -> dict[str, Any]:
    return {
        "title": _("What there is to hold on to"),
        "heading": [_("Kind"), _("What"), _("Where")],
        "widths": [2, 5, 5],
        "rows": rows,
        "none": _("No handholds yet"),
    }


def _lines(rows: list[list[str]]) -> dict[str, Any]:
    return {
        "title": _("What is handed over, line by line"),
        "heading": [_("What"), _("Where"), _("What the owner says to it")],
        "widths": [4, 3, 5],
        "rows": rows,
        "none": _("No lines yet"),
    }


def specimen() -> dict[str, Any]:
    """Return the content of a sheet that nobody filled in yet, in the active language."""
    return {
        "lead": lead(),
        "blank": True,
        "about": [[name, ""] for name in (_("Organisation"), _("Interim manager"), _("Date"))],
        "processes": [_blank(number) for number in range(1, BLANK_PROCESSES + 1)] + [_ladder()],
    }


def _blank(number: int) -> dict[str, Any]:
    names = [
        _("Process"),
        _("Owner"),
        _("Deputy"),
        _("Let-go date"),
        *(_who_decides(str(side.label)) for side in (RaterSide.MANAGER, RaterSide.OWNER)),
        _("Next check"),
    ]
    return {
        "name": _("Process %(number)s") % {"number": number},
        "standing": "",
        "side": "",
        "facts": [[name, ""] for name in names],
        "parts": [
            _handholds([[str(kind.label), "", ""] for kind in HandholdKind]),
            _lines([["", "", ""] for _line in range(BLANK_LINES)]),
        ],
    }


def _ladder() -> dict[str, Any]:
    """Return what the rungs mean: on paper there is nothing to point at."""
    return {
        "name": _("Who decides: the seven rungs"),
        "standing": "",
        "side": "",
        "facts": [[str(rung.number), str(rung.plain)] for rung in RUNGS],
        "parts": [],
    }
