"""The index follows what is stored, and can be made anew."""

from django.core.management import call_command
from django.db import transaction

from engagements.record import services
from engagements.record.models import LogEntry
from engagements.search import index
from engagements.search.models import SearchEntry


def words():
    return list(SearchEntry.objects.filter(kind="logentry").values_list("words", flat=True))


def test_stored_changed_and_removed_rows_are_followed(engagement, manager):
    entry = services.add_entry(engagement=engagement, actor=manager, text="Één ding")
    assert words() == ["een ding"]

    services.change_entry(entry=entry, actor=manager, text="Iets anders")
    assert words() == ["iets anders"]

    LogEntry.objects.all().delete()
    assert words() == []


def test_rolled_back_row_leaves_no_words(engagement, manager):
    with transaction.atomic():
        services.add_entry(engagement=engagement, actor=manager, text="Never happened")
        transaction.set_rollback(True)

    assert words() == []


def test_change_of_what_is_not_searched_costs_no_query(engagement, manager, django_assert_num_queries):
    entry = services.add_entry(engagement=engagement, actor=manager, text="Same")

    with django_assert_num_queries(1):
        entry.save(update_fields=["stance"])


def test_storing_costs_one_query_more(engagement, manager, django_assert_num_queries):
    with django_assert_num_queries(2):
        LogEntry.objects.create(engagement=engagement, author=manager, text="One")


def test_command_catches_up_with_what_was_written_past_it(strewn, capsys, monkeypatch):
    monkeypatch.setattr(index, "BATCH", 1)
    before = sorted(SearchEntry.objects.values_list("kind", "object_id", "words"))
    LogEntry.objects.update(text="written past it")
    SearchEntry.objects.filter(kind="goal").delete()
    SearchEntry.objects.create(
        engagement=strewn.theirs, kind="goal", object_id=10**9, words="of nothing that is left"
    )

    call_command("search_index")

    assert capsys.readouterr().out == f"{len(before)} text(s) indexed.\n"
    assert words() == ["written past it"] * 2
    after = sorted(SearchEntry.objects.exclude(kind="logentry").values_list("kind", "object_id", "words"))
    assert after == [row for row in before if row[0] != "logentry"]


class Migration:
    app_label = "engagements"


def test_index_is_filled_where_a_kind_is_new_and_left_alone_otherwise(strewn):
    SearchEntry.objects.all().delete()

    index.fill_when_new(None, plan=[])
    assert not SearchEntry.objects.exists()

    index.fill_when_new(None, plan=[(Migration, False)])
    full = SearchEntry.objects.count()
    assert full

    SearchEntry.objects.filter(kind="goal").delete()
    SearchEntry.objects.filter(kind="handhold", engagement=strewn.theirs).delete()
    index.fill_when_new(None, plan=[(Migration, False)])
    assert SearchEntry.objects.count() == full - 1
