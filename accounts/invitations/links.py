"""The link of an invitation: made when the mail is written, the same at every try, stored nowhere."""

import base64
import re

from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.invitations.models import Invitation

TOKEN = re.compile(r"([1-9][0-9]{0,17})-([A-Za-z0-9_-]{43})", re.ASCII)


def token_of(invitation: Invitation) -> str:
    """Return what its link has that nobody can guess: its key, and the seed under the site's secret key.

    Whoever reads the database can't make it, for want of the secret key; whoever knows that key can't either, for
    want of the seed.
    """
    digest = salted_hmac("accounts.invitation", invitation.seed, algorithm="sha256").digest()
    return f"{invitation.pk}-{base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}"


def path_of(invitation: Invitation) -> str:
    """Return the path of the page its mail leads to."""
    return reverse("accounts:invitation", args=[token_of(invitation)])


def find(token: str) -> Invitation | None:
    """Return the invitation a link is of, in whatever state; None for anything we never mailed."""
    match = TOKEN.fullmatch(token)
    if match is None:
        return None
    found = Invitation.objects.select_related("user", "inviter", "mail").filter(pk=int(match[1])).first()
    return found if found is not None and constant_time_compare(token, token_of(found)) else None
