"""Messages about the life cycle, in the recipient's language. They build; they store nothing."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from engagements.lifecycle.commands import COMMANDS
from engagements.lifecycle.models import PhaseChange
from engagements.people.models import Membership
from engagements.people.roles import PRACTICE
from phases.definitions import BY_KEY


def phase_changed(change: PhaseChange, member: Membership) -> EmailMultiAlternatives:
    """Return the mail that tells one member what changed, why, and where to read on. Nothing internal is in it."""
    engagement = change.engagement
    with override(member.user.language):
        phase = BY_KEY[change.to_phase]
        context = {
            "name": member.user.name,
            "who": str(change.actor),
            "engagement": engagement,
            "done": COMMANDS[change.command].done,
            "phase": phase.title if member.role in PRACTICE else phase.public_title,
            "promise": phase.promise,
            "moved": change.from_phase != change.to_phase,
            "reason": change.reason,
            "address": f"{settings.SITE_URL}{engagement.get_absolute_url()}",
            "language": member.user.language,
        }
        message = EmailMultiAlternatives(
            subject=_("%(title)s: %(done)s") % {"title": engagement.title, "done": context["done"]},
            body=render_to_string("engagements/mail/phase_changed.txt", context),
            to=[member.user.email],
        )
        message.attach_alternative(render_to_string("engagements/mail/phase_changed.html", context), "text/html")
    return message
