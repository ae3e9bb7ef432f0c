"""Trust pulses: asked, answered, revealed together."""

from functools import partial

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from engagements.intake import services
from engagements.intake import trust as trusting
from engagements.intake.forms import TrustForm
from engagements.intake.models import TrustRound
from engagements.lifecycle import pages
from engagements.lifecycle.door import FORM, POST, door


@door("trust")
def trust(request, engagement):
    """Every trust pulse as this person may see it."""
    pulses = trusting.pulses_for(engagement, request.seat)
    return pages.show(
        request,
        engagement,
        "engagements/intake/trust.html",
        pulses=pulses,
        open_pulse=next((pulse for pulse in pulses if pulse.is_open), None),
        revealed=[pulse for pulse in pulses if pulse.is_revealed],
    )


@door("trust-ask", POST)
def trust_ask(request, engagement):
    """Ask both sides."""
    return pages.act(
        request,
        engagement,
        partial(services.ask_trust, engagement=engagement, actor=request.user),
        to=pages.address("trust", engagement),
        said=_("Both sides are asked. You see each other's answer once both have answered."),
    )


@door("trust-answer", FORM)
def trust_answer(request, engagement, pk):
    """Four statements, one line."""
    found = get_object_or_404(TrustRound, engagement=engagement, pk=pk)
    return pages.form_page(
        request,
        engagement,
        "trust-answer",
        TrustForm,
        partial(services.answer_trust, round=found),
        to=pages.address("trust", engagement),
        rule=partial(trusting.require_unanswered, found, request.seat.side),
        said=_("Your answer is stored."),
        title=_("How does the trust stand?"),
        button=_("Give this answer"),
        lead=_(
            "From 1, not at all, to 5, fully. The other side sees your answer only when both have answered."
        ),
    )
