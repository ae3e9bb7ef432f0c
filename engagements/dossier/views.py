"""The page of the dossier, and asking for one of its editions."""

from django.shortcuts import redirect

from engagements.dossier.editions import CLIENT, EDITIONS, REGISTER, seat_for
from engagements.lifecycle import pages
from engagements.lifecycle.door import POST, door
from engagements.lifecycle.exceptions import Refusal
from engagements.reports.typesetting.services import ask_for


@door("dossier")
def dossier(request, engagement):
    """Everything of the engagement in one archive: which editions there are for the visitor."""
    editions = [each for each in EDITIONS.values() if request.seat.may(each.action)]
    return pages.show(request, engagement, "engagements/dossier/dossier.html", editions=editions)


@door(CLIENT.action, POST)
def dossier_client(request, engagement):
    """Have the client's edition made."""
    return _made(request, engagement, CLIENT)


@door(REGISTER.action, POST)
def dossier_register(request, engagement):
    """Have the edition for the manager's professional register made."""
    return _made(request, engagement, REGISTER)


def _made(request, engagement, edition):
    back = pages.address("dossier", engagement)
    try:
        seat_for(edition, engagement, request.seat)
    except Refusal as refusal:
        return pages.show(
            request, engagement, "engagements/refused.html", status=refusal.status, refusal=refusal, back=back
        )
    making = ask_for(edition.action, engagement=engagement, actor=request.user)
    return redirect(pages.address("making", engagement, making.pk))
