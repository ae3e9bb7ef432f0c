"""Before something that matters for security: is it still the person who signed in?

django-allauth asks for the password or the code of the app once more, and lets whoever has neither through. They prove
it by six digits mailed at that moment, unless they came in a few minutes ago.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from accounts import codes
from accounts.models import User

PENDING = "accounts.proof"

type View = Callable[..., HttpResponseBase]


def is_fresh(request: HttpRequest) -> bool:
    """Return whether somebody signed in, or proved who they are, in the last minutes, in this browser."""
    records = get_authentication_records(request, request.user)
    return any(time.time() - record["at"] < app_settings.REAUTHENTICATION_TIMEOUT for record in records)


def fresh_proof_required(view: View) -> View:
    """Let a view in only for somebody who proved lately who they are; send others to do so, and back."""

    @wraps(view)
    @login_required
    def entrance(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_fresh(request):
            return view(request, *args, **kwargs)
        methods = get_adapter().get_reauthentication_methods(request.user)
        where = methods[0]["url"] if methods else reverse("accounts:prove")
        return redirect(f"{where}?{urlencode({REDIRECT_FIELD_NAME: request.path})}")

    return entrance


def ask(request: HttpRequest, user: User) -> bool:
    """Mail the person who is signed in a code for this browser; return False when that was asked too often."""
    if not codes.may_ask(request, user.email):
        return False
    key = codes.new_key()
    request.session[PENDING] = {"key": key, "at": time.time()}
    codes.mail(user.email, key)
    return True


def pending_key(request: HttpRequest) -> str:
    """Return the key of the code this browser waits for; empty when there is none or it is too old."""
    pending = request.session.get(PENDING) or {}
    return pending["key"] if pending and time.time() - pending["at"] < codes.LASTS.total_seconds() else ""


def give(request: HttpRequest) -> None:
    """Note that the person proved who they are, just now; the code that did works no more."""
    request.session.pop(PENDING, None)
    record_authentication(request, request.user, method="code", reauthenticated=True)
