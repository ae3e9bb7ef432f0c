"""The door every page of the inbox passes: signed in, method, may see the enquiry at all, may do this."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404

from engagements.lifecycle import unsent
from engagements.lifecycle.door import READ, View
from enquiries.inbox import permissions


def door(action: str, methods: tuple[str, ...] = READ) -> Callable[[View], View]:
    """Let a view of one enquiry in only for those whom the table allows `action`.

    Wrong method: 405. Anonymous: to sign-in, keeping what was typed. Stranger: 404, as if it did not exist. Assigned,
    but not theirs to do: 403. The view is called with the enquiry in place of its ref.
    """
    permissions.PERMISSIONS[action]  # an action that the table does not name is a mistake, found at start-up

    def decorate(view: View) -> View:
        @login_required
        def enter(request: Any, *, ref: str) -> HttpResponse:
            visible = permissions.visible_to(request.user).select_related("manager", "engagement")
            enquiry = get_object_or_404(visible, ref=ref)
            permissions.require(request.user, enquiry, action)
            return view(request, enquiry)

        return _by_method(wraps(view)(enter), methods)

    return decorate


def inbox_door(view: View) -> View:
    """Let those in who have an inbox; anybody else finds nothing (404)."""

    @login_required
    def enter(request: Any, **kwargs: Any) -> HttpResponse:
        if not permissions.may_open(request.user):
            raise Http404
        return view(request, **kwargs)

    return _by_method(wraps(view)(enter), READ)


def _by_method(enter: View, methods: tuple[str, ...]) -> View:
    @wraps(enter)
    def entrance(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if request.method not in methods:
            return HttpResponseNotAllowed(methods)
        return enter(request, **kwargs)

    return unsent.kept_on_sign_in(entrance)
