"""Messages between the two who talk, in the language of whoever gets one. They build; they store nothing."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.emails import Letter
from engagements.lifecycle.emails import letter
from engagements.people.models import Membership
from engagements.people.roles import MANAGER_SIDE
from engagements.sparring.models import SparringRequest, SparringWord


def question_put(sparring: SparringRequest, member: Membership) -> Letter:
    """Return the mail that tells one member which question waits for them, and by when it is to be decided."""
    with override(member.user.language):
        asks = _("%(who)s asks what you think, and decides by %(day)s:")
        if sparring.started_by == MANAGER_SIDE:
            asks = _("%(who)s puts a question to you. You decide it, by %(day)s:")
        return _about(
            sparring,
            member,
            subject=_("%(who)s asks you something at the sparring desk") % {"who": sparring.opened_by},
            sentence=asks % {"who": sparring.opened_by, "day": date_format(sparring.decide_by)},
            quote=sparring.question,
        )


def said(word: SparringWord, member: Membership) -> Letter:
    """Return the mail that tells one member what the other said."""
    with override(member.user.language):
        return _about(
            word.sparring,
            member,
            subject=_("%(who)s answers at the sparring desk") % {"who": word.member},
            sentence=_("About “%(question)s” %(who)s says:")
            % {"question": word.sparring.title, "who": word.member},
            quote=word.text,
        )


def decided(sparring: SparringRequest, member: Membership) -> Letter:
    """Return the mail that tells an interim manager what the owner decided."""
    with override(member.user.language):
        return _about(
            sparring,
            member,
            subject=_("%(who)s has decided") % {"who": sparring.owner},
            sentence=_("About “%(question)s” %(who)s has decided:")
            % {"question": sparring.title, "who": sparring.owner},
            quote="\n".join(filter(None, (sparring.chosen, sparring.decision))),
        )


def _about(
    sparring: SparringRequest, member: Membership, *, subject: str, sentence: str, quote: str
) -> Letter:
    """Return the mail around those words; call it in the language of the member."""
    return letter(
        sparring.engagement,
        member,
        template="asked",
        subject=subject,
        sentence=sentence,
        quote=quote,
        after=_("Only whose question it is records the decision."),
        button=_("Open the talk"),
        path=reverse("engagements:sparring-question", args=[sparring.engagement.ref, sparring.pk]),
    )
