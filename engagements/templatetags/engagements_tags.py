"""What templates of an engagement ask: may this seat do that, and is it the moment."""

from django import template

from engagements.lifecycle import legality
from engagements.lifecycle.models import Engagement
from engagements.people.permissions import Seat

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
