"""Messages of the specification, in the recipient's language. They build; they store nothing."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.emails import Letter
from engagements.lifecycle.emails import letter
from engagements.people.models import Membership
from engagements.specification.models import PlanVersion


def plan_waits(version: PlanVersion, member: Membership) -> Letter:
    """Return the mail that asks a sponsor to read the plan and to answer."""
    engagement = version.engagement
    with override(member.user.language):
        return letter(
            engagement,
            member,
            template="asked",
            subject=_("The plan waits for you: %(title)s") % {"title": engagement.title},
            sentence=_("The interim manager asks you to approve the plan (version %(version)s).")
            % {"version": version.number},
            quote=version.note,
            after=_(
                "Read it through. Approve it if you would defend it yourself; otherwise say what should change."
            ),
            button=_("Read the plan"),
            path=reverse("engagements:plan", args=[engagement.ref]),
        )
