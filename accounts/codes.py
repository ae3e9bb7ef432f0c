"""Six digits by mail: what somebody without a password signs in with, and proves once more that it is them.

The digits are derived from a random key and the site's secret key. Only the random key is kept, in the session of the
browser that asked and in the row of the mail, which is written later and perhaps twice: neither holds the digits, and
both copies of a mail say the same. A code works in the browser that asked for it and nowhere else.
"""

import re
import secrets
from datetime import timedelta

from allauth.core import ratelimit
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.managers import normalise_email
from accounts.models import User
from outbox import post

KIND = "code"
LASTS = timedelta(minutes=10)
DIGITS = 6
LONGEST_TYPED = 20


def new_key() -> str:
    """Return what a new code is derived from."""
    return secrets.token_urlsafe(24)


def digits_of(key: str) -> str:
    """Return the six digits of a key."""
    digest = salted_hmac("accounts.code", key, algorithm="sha256").digest()
    return f"{int.from_bytes(digest) % 10**DIGITS:0{DIGITS}}"


def is_right(typed: str, key: str) -> bool:
    """Return whether somebody typed the digits of a key, blanks or dashes between them aside; never without a key."""
    digits = re.sub(r"[\s-]", "", typed[:LONGEST_TYPED])
    return bool(key) and constant_time_compare(digits, digits_of(key))


def may_try(request: HttpRequest, key: str) -> bool:
    """Count a try of a code; return False when there were too many.

    Counted in the cache, under a lock, and before the code is looked at: the count in the session, which django-allauth
    keeps too, is read and written by requests side by side, and would let a hundred at once through.
    """
    return bool(ratelimit.consume(request, action="try_code", key=key))


def may_ask(request: HttpRequest, email: str) -> bool:
    """Count a code asked for an address, known or not; return False when there were too many."""
    return bool(ratelimit.consume(request, action="request_login_code", key=normalise_email(email)))


def mail(email: str, key: str) -> None:
    """Have the digits of a key mailed to an address after the commit.

    For an address nobody has the same work is done and undone: how long it takes does not tell who is known here, and
    strangers are not mailed because somebody typed their address.
    """
    email = normalise_email(email)
    user = User.objects.filter(email=email, is_active=True).first()
    until = int((timezone.now() + LASTS).timestamp())
    with transaction.atomic():
        post.queue(KIND, recipient=user, address="" if user else email, key=key, until=until)
        if user is None:
            transaction.set_rollback(True)
