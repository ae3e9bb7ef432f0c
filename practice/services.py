"""Every change to the practice: one door each, for the administrator, under one lock, recorded.

The lock is the practice's own row, so that order and profiles change one at a time as well.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from practice.exceptions import Stale
from practice.models import ONLY, Change, Manager, Practice
from practice.permissions import may_change
from practice.profile import as_stored, forget

NOT_RECORDED = frozenset({"id", "version", "place"})


def change_practice(*, actor: Any, seen: int, **values: Any) -> Practice:
    """Change what the practice says about itself and return it; `values` are fields of Practice.

    `seen` is the version the actor saw, 0 as long as nothing was stored. Raises PermissionDenied, Stale, or
    ValidationError by field (colours that can't be seen or told apart included).
    """
    with _at_the_desk(actor) as practice:
        return _change(practice, actor, seen, values)


def add_manager(*, actor: Any, **values: Any) -> Manager:
    """Add a manager's profile at the end and return it; `values` are fields of Manager.

    Raises PermissionDenied, or ValidationError by field (somebody who has a profile already).
    """
    with _at_the_desk(actor):
        last = Manager.objects.order_by("place").last()
        manager = Manager(place=last.place + 1 if last else 1, **values)
        manager.full_clean()
        manager.save(force_insert=True)
        _record(actor, "add", manager, after=_content(manager))
        return manager


def change_manager(*, manager: Manager, actor: Any, seen: int, **values: Any) -> Manager:
    """Change a profile, or show and hide it, and return it fresh. Raises what changing the practice raises."""
    with _at_the_desk(actor):
        now = Manager.objects.filter(pk=manager.pk).first()
        if now is None:
            raise Stale(_("Somebody has removed this in the meantime."))
        return _change(now, actor, seen, values)


def move_manager(*, manager: Manager, actor: Any, seen: int, up: bool) -> None:
    """Move a profile one place up or down; at the end of the row it stays where it is.

    `seen` is the number, from 1, the profile had in the row the actor saw. Raises PermissionDenied or Stale.
    """
    with _at_the_desk(actor):
        row = list(Manager.objects.all())
        if not 1 <= seen <= len(row) or row[seen - 1] != manager:
            raise Stale(_("Somebody else has changed the order in the meantime."))
        other = seen - 2 if up else seen
        if not 0 <= other < len(row):
            return
        row[seen - 1], row[other] = row[other], row[seen - 1]
        for place, each in enumerate(row, start=1):
            each.place = place
        Manager.objects.bulk_update(row, ["place"])
        _record(actor, "move", manager, before={"place": seen}, after={"place": other + 1})


@contextmanager
def _at_the_desk(actor: Any) -> Iterator[Practice]:
    """Yield the locked row of the practice to somebody who may; afterwards it is read anew."""
    if not may_change(actor):
        raise PermissionDenied(
            _("Only the practice administrator changes what the practice says about itself.")
        )
    with transaction.atomic():
        Practice.objects.get_or_create(pk=ONLY, defaults=settings.PRACTICE)
        yield as_stored(Practice.objects.select_for_update().get(pk=ONLY))
        # After the commit, because until then another thread reads, and remembers, what was.
        transaction.on_commit(forget, robust=True)
    forget()


def _change[T: Model](now: T, actor: Any, seen: int, values: dict[str, Any]) -> T:
    """Write what differs and record it; nothing is written when nothing does."""
    row: Any = now
    if row.version != seen:
        raise Stale(
            _("Somebody else has changed this in the meantime. Compare, and store it again."), current=now
        )
    before = _content(now)
    for name, value in values.items():
        setattr(now, name, value)
    now.full_clean(validate_constraints=False)
    after = _content(now)
    changed = [name for name in before if before[name] != after[name]]
    if changed:
        row.version += 1
        now.save(force_update=True)
        _record(
            actor,
            "change",
            now,
            before={name: before[name] for name in changed},
            after={name: after[name] for name in changed},
        )
    return now


def _content(row: Model) -> dict[str, Any]:
    """Return what a row says, by field name; a person by their name."""
    names = [field.name for field in row._meta.concrete_fields if field.name not in NOT_RECORDED]
    said = {name: getattr(row, name) for name in names}
    return {name: str(value) if isinstance(value, Model) else value for name, value in said.items()}


def _record(actor: Any, action: str, subject: Any, **values: dict[str, Any]) -> None:
    Change.objects.create(actor=actor, action=action, subject=str(subject), **values)
