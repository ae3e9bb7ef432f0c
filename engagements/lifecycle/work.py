"""The frame of every service that writes: lock, who may, is it the moment, write, audit; all in one transaction."""

import datetime
import decimal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from engagements.lifecycle import legality, requests
from engagements.lifecycle.exceptions import Stale
from engagements.lifecycle.models import AuditEntry, Engagement
from engagements.people import permissions
from engagements.people.permissions import Seat

if TYPE_CHECKING:
    from accounts.models import User

NOT_AUDITED = frozenset({"id", "engagement", "version", "created_at", "changed_at"})


class Work:
    """One locked engagement in the hands of one person: what a service writes with.

    Everything written through it is audited. `engagement` is the locked row, re-read.
    """

    def __init__(self, engagement: Engagement, seat: Seat, action: str) -> None:
        self.engagement = engagement
        self.seat = seat
        self.action = action

    def under(self, action: str) -> "Work":
        """Return the same work, auditing under another name: for what is told apart from the action it belongs to."""
        return Work(self.engagement, self.seat, action)

    def take_place_of(self, holder: int | None) -> None:
        """Go on from the place of that member: the action is somebody's in person, and the actor stands in for them.

        Anybody else stays where they are, and is refused by the rule of the action.
        """
        self.seat = self.seat.place_for(self.action, holder)

    def add[T: models.Model](self, model: type[T], **values: Any) -> T:
        """Insert and return a row of this engagement; raise ValidationError for values the model refuses."""
        item = model(engagement=self.engagement, **values)
        validate(item)
        item.save(force_insert=True)
        self.audit(item, after=snapshot(item))
        return item

    def current[T: models.Model](self, item: T, seen: int | None = None) -> T:
        """Return the row as it is now, under the lock; raise Stale when it is gone or not the one `seen`."""
        now: Any = type(item)._default_manager.filter(pk=item.pk).first()
        if now is None:
            raise Stale(_("Somebody has removed this in the meantime."))
        if seen is not None and now.version != seen:
            raise Stale(
                _("Somebody else has changed this in the meantime. Compare, and store it again."), current=now
            )
        return now

    def change[T: models.Model](self, item: T, *, seen: int | None = None, **values: Any) -> T:
        """Change the named fields of a row and return it fresh; nothing is written when nothing differs.

        Raises Stale when `seen` is not its version, ValidationError for values the model refuses.
        """
        now: Any = self.current(item, seen)
        before = snapshot(now)
        changed = [name for name, value in values.items() if getattr(now, name) != value]
        if not changed:
            return now
        for name in changed:
            setattr(now, name, values[name])
        validate(now)
        now.version += 1
        touched = {"version", "changed_at"} & {field.name for field in now._meta.concrete_fields}
        now.save(update_fields=[*changed, *touched])
        after = snapshot(now)
        self.audit(
            now,
            before={name: before[name] for name in before if before[name] != after[name]},
            after={name: after[name] for name in after if before[name] != after[name]},
        )
        return now

    def remove(self, item: models.Model, *, seen: int | None = None) -> None:
        """Delete a row that nobody relies on yet; the audit trail keeps what it said."""
        now = self.current(item, seen)
        self.audit(now, before=snapshot(now))
        now.delete()

    def audit(
        self,
        subject: models.Model | None = None,
        *,
        action: str = "",
        before: dict[str, Any] | None = None,
        after: dict[str, Any] | None = None,
    ) -> AuditEntry:
        """Write one line of the audit trail; `action` defaults to the action this work is about."""
        return AuditEntry.objects.create(
            engagement=self.engagement,
            actor=self.seat.user,
            on_behalf_of=self.seat.membership if self.seat.stand_in else None,
            action=action or self.action,
            subject_kind=(subject._meta.model_name or "") if subject else "",
            subject_id=subject.pk if subject else None,
            subject=str(subject)[:200] if subject else "",
            before=before or {},
            after=after or {},
        )


@contextmanager
def work_on(engagement: Engagement, actor: "User", action: str) -> Iterator[Work]:
    """Yield the locked engagement for one action of one person, in one transaction.

    Who may do it only by delegation sits in the place of the colleague, and all they write says so.

    Raises PermissionDenied when the actor's role may not (a stranger included), NotNow when the phase or standing
    does not allow it. Everything inside commits together or not at all.
    """
    with transaction.atomic():
        locked = Engagement.objects.under_lock().get(pk=engagement.pk)
        seat = permissions.require(permissions.seat_of(actor, locked), action)
        legality.require(locked, action, seat)
        yield Work(locked, seat.place_for(action), action)
        if locked.is_asked:
            requests.settle(locked)  # what was asked for may have just been done


def validate(item: models.Model) -> None:
    """Raise ValidationError for values the model refuses.

    Foreign keys are left to the database (no query each), the state machines' fields to the state machines.
    """
    exempt = {f.name for f in item._meta.concrete_fields if f.is_relation or getattr(f, "protected", False)}
    item.clean_fields(exclude=exempt)
    item.clean()
    item.validate_constraints()


def snapshot(item: models.Model) -> dict[str, Any]:
    """Return a row's content as JSON can hold it, by field name; relations as ids.

    What a model names in `NOT_AUDITED` is left out too: words that nobody but their author may read.
    """
    left_out = NOT_AUDITED | getattr(item, "NOT_AUDITED", frozenset())
    return {
        field.name: plain(getattr(item, field.attname))
        for field in item._meta.concrete_fields
        if field.name not in left_out
    }


def plain(value: Any) -> Any:
    """Return a value as JSON can hold it: days and moments as ISO text, decimals as text without trailing zeros."""
    if isinstance(value, datetime.date | datetime.datetime):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return format(value.normalize(), "f")
    return value
