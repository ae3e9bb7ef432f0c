"""Mail about the plan: to the sponsor who is to answer it, and back to the interim manager."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.lifecycle.letters import letter, place
from engagements.record.models import Approval, ApprovalKind
from engagements.specification.models import PlanVersion
from outbox.kinds import kind
from outbox.letters import Letter
from outbox.weights import Weight

if TYPE_CHECKING:
    from accounts.models import User


@kind("plan-waits", weight=Weight.BINDING, label=gettext_lazy("plan to approve"))
def plan_waits(reader: "User", *, version: int) -> Letter | None:
    """Ask a sponsor to read the plan and to answer; not once somebody has, or a newer version was sent."""
    found = _latest(version)
    if found is None or place(reader, found.engagement, "plan-approve") is None or _word(found):
        return None
    return letter(
        found.engagement,
        subject=_("The plan waits for you: %(title)s") % {"title": found.engagement.title},
        sentence=_("The interim manager asks you to approve the plan (version %(version)s).")
        % {"version": found.number},
        quote=found.note,
        after=_(
            "Read it through. Approve it if you would defend it yourself; otherwise say what should change."
        ),
        button=_("Read the plan"),
        path=reverse("engagements:plan", args=[found.engagement.ref]),
    )


@kind("plan-returned", weight=Weight.BINDING, label=gettext_lazy("plan sent back"))
def plan_returned(reader: "User", *, version: int) -> Letter | None:
    """Tell an interim manager which change the sponsor asks for; not once a newer version was sent."""
    found = _latest(version)
    word = _word(found) if found else None
    if found is None or word is None or word.approved:
        return None
    if place(reader, found.engagement, "plan-submit") is None:
        return None
    return letter(
        found.engagement,
        subject=_("A change in the plan is asked: %(title)s") % {"title": found.engagement.title},
        sentence=_("%(who)s does not approve the plan (version %(version)s) yet, and asks for this change:")
        % {"who": word.who, "version": found.number},
        quote=word.reason,
        after=_("Change it, and send it again."),
        button=_("Open the plan"),
        path=reverse("engagements:plan", args=[found.engagement.ref]),
    )


def _latest(pk: int) -> PlanVersion | None:
    """Return the version, unless a newer one was sent."""
    found = PlanVersion.objects.select_related("engagement__organisation").filter(pk=pk).first()
    if found is None:
        return None
    newer = PlanVersion.objects.filter(engagement=found.engagement, number__gt=found.number)
    return None if newer.exists() else found


def _word(version: PlanVersion) -> Approval | None:
    words = Approval.objects.filter(engagement=version.engagement).of(ApprovalKind.PLAN, version.pk)
    return words.with_people().order_by("-pk").first()
