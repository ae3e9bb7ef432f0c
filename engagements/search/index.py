"""Keeps the index: a row and its words are stored in one transaction, whichever way the row is stored.

By signals, not by the services' door: what is found must be all there is, also what a command or the demo wrote.
What Django writes without them (`update`, `bulk_create`) is caught up with by `rebuild`.
"""

from collections.abc import Iterator
from typing import Any

from django.db import DatabaseError, models, transaction
from django.db.models.signals import post_delete, post_migrate, post_save

from engagements.lifecycle.models import Engagement
from engagements.search.models import SearchEntry
from engagements.search.sources import SOURCES
from engagements.search.words import fold

BATCH = 1000

#: By model what is indexed of it.
INDEXED: dict[type[models.Model], tuple[str, ...]] = {each.model: each.fields for each in SOURCES.values()}


def entry_of(row: Any) -> SearchEntry:
    """Return the entry that belongs to a row, not stored."""
    texts = (getattr(row, name) for name in INDEXED[type(row)])
    return SearchEntry(
        engagement_id=row.engagement_id,
        kind=row._meta.model_name,
        object_id=row.pk,
        words="\n".join(fold(text) for text in texts if text),
    )


def store(entries: list[SearchEntry]) -> None:
    """Store entries, in place of those there were. One query."""
    SearchEntry.objects.bulk_create(
        entries,
        update_conflicts=True,
        unique_fields=["kind", "object_id"],
        update_fields=["engagement", "words"],
    )


def on_save(sender: Any, instance: Any, update_fields: Any = None, **kwargs: Any) -> None:
    """Index a row that was stored, unless what changed is not searched."""
    if update_fields is None or not set(INDEXED[sender]).isdisjoint(update_fields):
        store([entry_of(instance)])


def on_delete(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Forget a row that was removed."""
    SearchEntry.objects.filter(kind=sender._meta.model_name, object_id=instance.pk).delete()


def rebuild() -> int:
    """Make the whole index anew, a table at a time; return how many entries there are."""
    return sum(_rebuild(model) for model in INDEXED)


def _rebuild(model: Any) -> int:
    with transaction.atomic():
        SearchEntry.objects.filter(kind=model._meta.model_name).delete()
        return sum(_store_counted(batch) for batch in _batches(model))


def _store_counted(batch: list[SearchEntry]) -> int:
    store(batch)
    return len(batch)


def _batches(model: Any) -> Iterator[list[SearchEntry]]:
    batch: list[SearchEntry] = []
    for row in model.objects.order_by("pk").iterator(chunk_size=BATCH):
        batch.append(entry_of(row))
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def fill_when_new(sender: Any, plan: Any = (), **kwargs: Any) -> None:
    """Index what was there before the index was, once the tables have been migrated."""
    migrated = any(migration.app_label == "engagements" and not back for migration, back in plan)
    if not migrated:
        return
    try:
        with transaction.atomic():
            if Engagement.objects.exists() and not SearchEntry.objects.exists():
                rebuild()
    except DatabaseError:  # migrated halfway, on purpose: `search_index` does it later
        return


for _model in INDEXED:
    post_save.connect(on_save, sender=_model, dispatch_uid=f"index {_model.__name__}")
    post_delete.connect(on_delete, sender=_model, dispatch_uid=f"forget {_model.__name__}")
post_migrate.connect(fill_when_new, dispatch_uid="fill the index")
