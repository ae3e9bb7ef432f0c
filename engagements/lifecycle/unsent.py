"""What somebody typed when their session had expired: kept in the new session, and back in the form after sign-in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict

from accounts import drafts

KEY = "unsent"
MOST_CHARACTERS = 50_000


def kept_on_sign_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Keep the posted form of an anonymous visitor before the view sends them to sign in."""

    @wraps(view)
    def keep(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            typed = request.POST.copy()
            typed.pop("csrfmiddlewaretoken", None)
            encoded = typed.urlencode()
            if encoded and len(encoded) <= MOST_CHARACTERS:
                # One form only: an anonymous session must not grow into a store.
                request.session[KEY] = {"path": request.path, "typed": encoded}
        return view(request, *args, **kwargs)

    return keep


def take_back(request: HttpRequest) -> QueryDict | None:
    """Return what was typed on this very page before signing in, once; None when there is nothing.

    What is known to be somebody else's is thrown away: whoever signs in next on the same device does not see it.
    """
    kept = request.session.get(KEY)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[KEY]
    typed = QueryDict(kept["typed"])
    draft = typed.get(drafts.FIELD, "")
    mine = request.user.is_authenticated and drafts.belongs_to(draft, request.user)
    return typed if mine or not draft else None
