"""Reading the outbox: newest first, a page at a time."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from outbox.models import Mail
from outbox.querysets import MailQuerySet

PER_PAGE = 50
LONGEST_KEY = 18  # digits; a longer number is none of ours, and more than a database takes


class Shown(models.TextChoices):
    """Which part of the outbox somebody looks at."""

    ALL = "", _("Everything")
    FAILED = "failed", _("Not sent")
    WAITING = "waiting", _("Still to go")


@dataclass(frozen=True, slots=True)
class Page:
    """Some mails, and the key of the last when there are older ones; otherwise empty."""

    mails: list[Mail]
    older: str = ""


def narrowed(rows: MailQuerySet, shown: str) -> MailQuerySet:
    """Return the mails of one sort, with who they are for. No query."""
    rows = rows.select_related("recipient", "digest")
    if shown == Shown.FAILED:
        return rows.failed()
    if shown == Shown.WAITING:
        still = Q(digest=None) | Q(digest__sent_at=None, digest__dropped_at=None)
        return rows.filter(still, sent_at=None, dropped_at=None)
    return rows


def read(rows: MailQuerySet, *, before: str = "", shown: str = Shown.ALL) -> Page:
    """Return the newest of these mails, or those older than the key `before`. One query."""
    if before.isascii() and before.isdigit() and len(before) <= LONGEST_KEY:
        rows = rows.filter(pk__lt=int(before))
    found = list(narrowed(rows, shown).order_by("-pk")[: PER_PAGE + 1])
    older = str(found[PER_PAGE - 1].pk) if len(found) > PER_PAGE else ""
    return Page(found[:PER_PAGE], older)
