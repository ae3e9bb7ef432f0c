"""Mail between the two who talk at the sparring desk."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.lifecycle.letters import letter, place
from engagements.people.models import Membership
from engagements.people.roles import MANAGER_SIDE, Role
from engagements.sparring.models import SparringRequest, SparringWord
from outbox.kinds import kind
from outbox.letters import Letter
from outbox.weights import Weight

if TYPE_CHECKING:
    from accounts.models import User

ABOUT = ("engagement__organisation", "owner__user", "opened_by__user")


@kind("sparring-question", weight=Weight.BINDING, label=gettext_lazy("question at the sparring desk"))
def question_put(reader: "User", *, sparring: int) -> Letter | None:
    """Tell one who talks which question waits for them, and by when it is to be decided; not once it is."""
    found = SparringRequest.objects.undecided().select_related(*ABOUT).filter(pk=sparring).first()
    if found is None or not _talks(reader, found):
        return None
    asks = _("%(who)s asks what you think, and decides by %(day)s:")
    if found.started_by == MANAGER_SIDE:
        asks = _("%(who)s puts a question to you. You decide it, by %(day)s:")
    return _about(
        found,
        subject=_("%(who)s asks you something at the sparring desk") % {"who": found.opened_by},
        sentence=asks % {"who": found.opened_by, "day": date_format(found.decide_by)},
        quote=found.question,
    )


@kind("sparring-word", weight=Weight.BINDING, label=gettext_lazy("answer at the sparring desk"))
def said(reader: "User", *, word: int) -> Letter | None:
    """Tell one who talks what the other said, unless it is decided by now."""
    related = ("member__user", *(f"sparring__{name}" for name in ABOUT))
    found = SparringWord.objects.select_related(*related).filter(pk=word).first()
    if found is None or found.sparring.is_decided or not _talks(reader, found.sparring):
        return None
    return _about(
        found.sparring,
        subject=_("%(who)s answers at the sparring desk") % {"who": found.member},
        sentence=_("About “%(question)s” %(who)s says:")
        % {"question": found.sparring.title, "who": found.member},
        quote=found.text,
    )


@kind("sparring-decided", weight=Weight.NEWS, label=gettext_lazy("decision at the sparring desk"))
def decided(reader: "User", *, sparring: int) -> Letter | None:
    """Tell an interim manager what the owner of a question decided."""
    found = SparringRequest.objects.select_related(*ABOUT).filter(pk=sparring).first()
    if found is None or not found.is_decided or not _talks(reader, found):
        return None
    return _about(
        found,
        subject=_("%(who)s has decided") % {"who": found.owner},
        sentence=_("About “%(question)s” %(who)s has decided:")
        % {"question": found.title, "who": found.owner},
        quote="\n".join(filter(None, (found.chosen, found.decision))),
    )


def _talks(reader: "User", sparring: SparringRequest) -> Membership | None:
    """Return the part of a reader who is one of the two: an interim manager, or whose question it is."""
    member = place(reader, sparring.engagement, "sparring-say", now=False)
    if member is None or (member.role != Role.MANAGER and member.pk != sparring.owner_id):
        return None
    return member


def _about(sparring: SparringRequest, *, subject: str, sentence: str, quote: str) -> Letter:
    return letter(
        sparring.engagement,
        subject=subject,
        sentence=sentence,
        quote=quote,
        after=_("Only whose question it is records the decision."),
        button=_("Open the talk"),
        path=reverse("engagements:sparring-question", args=[sparring.engagement.ref, sparring.pk]),
    )
