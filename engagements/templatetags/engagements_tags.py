"""What templates of an engagement ask: may this seat do that, and is it the moment."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from engagements.lifecycle import legality, requests
from engagements.lifecycle.criteria import GateLine
from engagements.lifecycle.models import Engagement, Request
from engagements.people.permissions import Seat
from engagements.people.roles import label, side_of

register = template.Library()


@register.filter
def may(seat: Seat, action: str) -> bool:
    """Return whether the seat may ever do the action: `{% if seat|may:"goal-add" %}`."""
    return seat.may(action)


@register.simple_tag(takes_context=True)
def can(context: template.Context, action: str) -> bool:
    """Return whether the visitor may do the action and its moment is now: `{% can "goal-add" as can_add %}`."""
    engagement: Engagement = context["engagement"]
    return context["seat"].may(action) and legality.is_now(engagement, action)


@register.simple_tag(takes_context=True)
def gate_line(context: template.Context, line: GateLine) -> dict[str, Any]:
    """Return how a criterion is shown to the visitor: in their words, who can act, where they may go."""
    seat, engagement = context["seat"], context["engagement"]
    goes_there = seat.may(line.answer.spot) and (seat.is_practice or line.binds(seat))
    may_waive = line.may_be_waived_by(seat) and engagement.is_active
    return {
        "sentence": line.sentence_for(seat),
        "who": [] if line.answer.met else _who_can_act(line),
        "url": line.url if goes_there else "",
        "waive_url": reverse("engagements:waive", args=[engagement.ref, line.definition.key])
        if may_waive
        else "",
        "ask_url": reverse("engagements:request-add", args=[engagement.ref, line.definition.key])
        if _may_ask(engagement, seat, line)
        else "",
        "asked": [] if line.passes else [_asked(engagement, seat, each) for each in line.requests],
    }


def _may_ask(engagement: Engagement, seat: Seat, line: GateLine) -> bool:
    """Return whether the seat can ask somebody for this now: there is somebody, other than themselves."""
    may = seat.may("request-add") and legality.is_now(engagement, "request-add")
    return may and not line.passes and bool(requests.candidates(line, seat))


def _asked(engagement: Engagement, seat: Seat, request: Request) -> dict[str, Any]:
    """Return a request as everybody may know of it; its words are between the two."""
    mine = request.asker_id == seat.user.pk
    told = {"who": request.member, "day": date_format(request.day, "j F"), "by": request.asker}
    sentence = _("You asked %(who)s on %(day)s.") if mine else _("%(by)s asked %(who)s on %(day)s.")
    may_withdraw = mine and seat.may("request-withdraw") and legality.is_now(engagement, "request-withdraw")
    return {
        "sentence": sentence % told,
        "withdraw_url": reverse("engagements:request-withdraw", args=[engagement.ref, request.pk])
        if may_withdraw
        else "",
    }


def _who_can_act(line: GateLine) -> list[dict[str, Any]]:
    """Return the people who can make it true, by name; a role nobody plays yet by its own name."""
    named = [
        {"side": member.side, "label": f"{member} ({member.get_role_display()})"} for member in line.people
    ]
    played = {member.role for member in line.people}
    missing = [{"side": side_of(role), "label": label(role)} for role in line.waits_for if role not in played]
    return named + missing
