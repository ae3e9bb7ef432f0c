"""Coming in by an invitation: what is remembered between the click and the sign-in."""

from django.http import HttpRequest

from accounts.invitations import services
from accounts.invitations.models import Invitation
from accounts.models import User

CLICKED = "accounts.invitation"


def remember(request: HttpRequest, invitation: Invitation) -> None:
    """Note in this browser that somebody accepted an invitation and now proves who they are."""
    request.session[CLICKED] = invitation.pk


def settle(request: HttpRequest, user: User) -> None:
    """Use up the invitation that whoever signed in had clicked on, if it is theirs."""
    pk = request.session.pop(CLICKED, None)
    if pk is None:
        return
    for invitation in Invitation.objects.filter(pk=pk, user=user):
        services.accept(invitation)
