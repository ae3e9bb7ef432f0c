"""What somebody is typing is kept on their own device; the server says whose it is, and when it has been stored.

`static/js/drafts.js` sends the id of a draft along with the form. The id begins with the key of the person, so that
nobody is answered about somebody else's.
"""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from accounts.models import User

FIELD = "draft"
COOKIE = "stored-"
#: As long as a draft is kept on the device: whoever closes the page at once is told when they come back.
LASTS = 7 * 24 * 3600
#: A form that was handed in and taken is answered by another page, or by what was made of it.
TAKEN = frozenset({201, 302, 303})
RANDOM = re.compile(r"[a-z0-9]{16}", re.ASCII)
KEY_LENGTH = 24


def key_of(user: User) -> str:
    """Return what a person's drafts are kept under: the same on every visit, and telling nothing about them."""
    return salted_hmac("accounts.drafts", str(user.pk), algorithm="sha256").hexdigest()[:KEY_LENGTH]


def belongs_to(draft: str, user: User) -> bool:
    """Return whether this is the id of a draft of that person."""
    key, _dash, random = draft.partition("-")
    return key == key_of(user) and RANDOM.fullmatch(random) is not None


class ConfirmDrafts:
    """Tells the browser which draft has been stored, in a short-lived cookie that `drafts.js` reads and removes.

    Only after a form was taken: a draft is never forgotten because it was sent, only because it arrived.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, and confirm the draft that came with it."""
        response = self.get_response(request)
        if request.method != "POST" or response.status_code not in TAKEN:
            return response
        draft = request.POST.get(FIELD, "")
        if draft and request.user.is_authenticated and belongs_to(draft, request.user):
            response.set_cookie(
                f"{COOKIE}{draft}",
                "1",
                max_age=LASTS,
                secure=settings.SESSION_COOKIE_SECURE,
                samesite="Lax",
            )
        return response
