"""The door every page of an engagement passes: signed in, method, may see it at all, may do this."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404

from engagements.lifecycle import unsent
from engagements.lifecycle.models import Engagement
from engagements.people import permissions

READ = ("GET", "HEAD")
FORM = ("GET", "HEAD", "POST")
POST = ("POST",)

type View = Callable[..., HttpResponse]


def door(action: str, methods: tuple[str, ...] = READ, *, keeps: bool = True) -> Callable[[View], View]:
    """Let a view of one engagement in only for those whom the permission table allows `action`.

    Wrong method: 405. Anonymous: to sign-in, keeping what was typed unless it `keeps` nothing. Stranger: 404, as if it
    did not exist. Wrong role: 403. The view is called with the engagement in place of its ref, and finds the visitor
    in `request.seat`.
    """
    allowed = permissions.PERMISSIONS[action]

    def decorate(view: View) -> View:
        @wraps(view)
        def entrance(request: HttpRequest, ref: str, **kwargs: Any) -> HttpResponse:
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            return enter(request, ref=ref, **kwargs)

        @login_required
        def enter(request: Any, *, ref: str, **kwargs: Any) -> HttpResponse:
            visible = Engagement.objects.visible_to(request.user).with_others(request.user)
            visible = visible.select_related("organisation")
            engagement = get_object_or_404(visible, ref=ref)
            request.seat = permissions.require(permissions.seat_of(request.user, engagement), action)
            return view(request, engagement, **kwargs)

        entrance.action = action  # type: ignore[attr-defined] # read by the test of every address
        entrance.allowed = allowed  # type: ignore[attr-defined]
        return unsent.kept_on_sign_in(entrance) if keeps else entrance

    return decorate
