"""Messages about an engagement, in the recipient's language. They build; they store nothing."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.emails import Letter, compose
from accounts.links import absolute
from engagements.lifecycle.commands import COMMANDS
from engagements.lifecycle.criteria import REGISTRY
from engagements.lifecycle.models import Engagement, PhaseChange, Request
from engagements.people.models import Membership
from engagements.people.permissions import PERMISSIONS
from engagements.people.roles import PRACTICE
from phases.definitions import BY_KEY, Criterion


def letter(
    engagement: Engagement, member: Membership, subject: str, template: str, path: str, **context: Any
) -> Letter:
    """Return a mail to one member from the templates `engagements/mail/<template>.txt` and `.html`.

    Call it inside `override(member.user.language)`. The templates get the context, `engagement`, `name` and
    `address`, the full address of `path` on this site.
    """
    filled = context | {
        "name": member.user.name,
        "engagement": engagement,
        "address": absolute(path),
    }
    return compose(f"engagements/mail/{template}", to=member.user.email, subject=subject, context=filled)


def phase_changed(change: PhaseChange, member: Membership) -> Letter:
    """Return the mail that tells one member what changed, why, and where to read on. Nothing internal is in it."""
    engagement = change.engagement
    with override(member.user.language):
        phase = BY_KEY[change.to_phase]
        done = COMMANDS[change.command].done
        return letter(
            engagement,
            member,
            _("%(title)s: %(done)s") % {"title": engagement.title, "done": done},
            "phase_changed",
            engagement.get_absolute_url(),
            who=str(change.actor),
            done=done,
            phase=phase.title if member.role in PRACTICE else phase.public_title,
            promise=phase.promise,
            moved=change.from_phase != change.to_phase,
            reason=change.reason,
        )


def asked(request: Request, definition: Criterion) -> Letter:
    """Return the mail that tells somebody who asks what of them, and where; in the words of their side."""
    engagement, member = request.engagement, request.member
    with override(member.user.language):
        answer = REGISTRY[definition.key](engagement)
        place = answer.spot if member.role in PERMISSIONS[answer.spot] else "gate"
        return letter(
            engagement,
            member,
            _("%(who)s asks you something: %(title)s") % {"who": request.asker, "title": engagement.title},
            "asked",
            reverse(f"engagements:{place}", args=[engagement.ref]),
            sentence=_("%(who)s asks you to help make this true: %(what)s")
            % {
                "who": request.asker,
                "what": definition.manager if member.role in PRACTICE else definition.client,
            },
            quote=request.text,
            after=_("How it stands now: %(answer)s") % {"answer": answer.said},
            button=_("Open the page where you can do it"),
        )
