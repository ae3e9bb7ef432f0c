"""Addresses that go into mail: always made from SITE_URL, never from the Host header of whoever asked."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import signing
from django.urls import reverse

from outbox.readers import Reader

STOPPING = "outbox.stop"
LONGEST = 200


def absolute(path: str) -> str:
    """Return the full address of a path on this site; raise ValueError for anything that is not such a path."""
    if not path.startswith("/") or path.startswith("//"):
        raise ValueError(f"Not a path on this site: {path!r}")
    return f"{settings.SITE_URL}{path}"


def stop_link(user: Reader) -> str:
    """Return the address where whoever reads this person's mail asks for less of it, without signing in."""
    return absolute(reverse("outbox:stop", args=[signing.dumps(user.pk, salt=STOPPING)]))


def reader_of(secret: str) -> Reader | None:
    """Return whose mail a secret of `stop_link` is about; None when it is none of ours, or they have left."""
    try:
        pk = signing.loads(secret[:LONGEST], salt=STOPPING)
    except signing.BadSignature:
        return None
    return get_user_model()._default_manager.filter(pk=pk, is_active=True).first()
