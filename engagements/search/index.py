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
from engagements.search.sources import texts_of
from engagements.search.words import fold
from engagements.search.work import SOURCES

BATCH = 1000

#: By model what is indexed of it, and the way to what it hangs on: nothing for what stands by itself.
INDEXED: dict[type[models.Model], tuple[tuple[str, ...], str]] = {
    each.model: (each.fields, "") for each in SOURCES.values()
} | {part.model: (part.fields, part.way) for each in SOURCES.values() for part in each.parts}


def entry_of(row: Any) -> SearchEntry:
    """Return the entry that belongs to a row, not stored."""
    names, way = INDEXED[type(row)]
    return SearchEntry(
        engagement_id=(getattr(row, way) if way else row).engagement_id,
        kind=row._meta.model_name,
        object_id=row.pk,
        words="\n".join(fold(text) for text in texts_of(row, names) if text),
    )


def store(entries: list[SearchEntry]) -> None:
    """Store entries, in place of those there were. One query."""
    SearchEntry.objects.bulk_create(
        entries,
        update_conflicts=True,
        unique_fields=["kind", "object_id"],
        update_fields=["engagement", "words"],
    )


def on_save(
    sender: Any, instance: Any, created: bool = False, update_fields: Any = None, **kwargs: Any
) -> None:
    """Index a row that was stored, unless what changed is not searched or a new row says nothing."""
    if update_fields is not None and set(INDEXED[sender][0]).isdisjoint(update_fields):
        return
    entry = entry_of(instance)
    if entry.words or not created:
        store([entry])


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
    way = INDEXED[model][1]
    rows = model.objects.select_related(way) if way else model.objects.all()
    for row in rows.order_by("pk").iterator(chunk_size=BATCH):
        entry = entry_of(row)
        if entry.words:
            batch.append(entry)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def fill_when_new(sender: Any, plan: Any = (), **kwargs: Any) -> None:
    """Index the kinds that were there before the index knew them, once the tables have been migrated."""
    migrated = any(migration.app_label == "engagements" and not back for migration, back in plan)
    if not migrated:
        return
    try:
        with transaction.atomic():
            if Engagement.objects.exists():
                known = set(SearchEntry.objects.order_by().values_list("kind", flat=True).distinct())
                for model in INDEXED:
                    if model._meta.model_name not in known:
                        _rebuild(model)
    except DatabaseError:  # migrated halfway, on purpose: `search_index` does it later
        return


for _model in INDEXED:
    post_save.connect(on_save, sender=_model, dispatch_uid=f"index {_model.__name__}")
    post_delete.connect(on_delete, sender=_model, dispatch_uid=f"forget {_model.__name__}")
post_migrate.connect(fill_when_new, dispatch_uid="fill the index")
