"""Files for a spreadsheet: read back by another program, harmless in every cell, in the reader's language."""

import datetime
import io
import tracemalloc
import zipfile
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from spreadsheets import files
from tests.spreadsheets import sheets

HEADINGS = ("What", "Days", "On", "At")
MOMENT = datetime.datetime(2026, 3, 2, 9, 5, tzinfo=datetime.UTC)
ROWS = [
    ("Planning, “late”\nagain 🌬️", Decimal("12.5"), datetime.date(2026, 3, 2), MOMENT),
    ("", -3, None, None),
]
DANGEROUS = ["=1+1", "+31 6", "-2", "@SUM(A1)", "\t=1", "\r=1", "  =1+1", "＝1+1", '=HYPERLINK("http://x")']


@pytest.fixture(autouse=True)
def english():
    """Speak English, whatever another test left: it decides what stands between two cells."""
    with translation.override("en"):
        yield


def test_csv_is_read_back_as_it_was():
    response = files.file_response("csv", "days", HEADINGS, ROWS)

    assert response["Content-Disposition"] == 'attachment; filename="days.csv"'
    assert sheets.of_csv(response) == [
        list(HEADINGS),
        ["Planning, “late”\nagain 🌬️", "12.5", "2026-03-02", f"{timezone.localtime(MOMENT):%Y-%m-%d %H:%M}"],
        ["", "-3", "", ""],
    ]


def test_dutch_csv_has_a_comma_in_numbers_and_so_semicolons_between_cells():
    with translation.override("nl"):
        response = files.file_response("csv", "days", HEADINGS, ROWS)

    assert sheets.of_csv(response, ";")[1][1] == "12,5"


def test_xlsx_is_read_back_as_it_was():
    response = files.file_response("xlsx", "days", HEADINGS, ROWS)

    head, first, second = sheets.of_xlsx(response)
    assert response["Content-Disposition"] == 'attachment; filename="days.xlsx"'
    assert list(head.values()) == list(HEADINGS)
    assert (first["A"], first["B"]) == ("Planning, “late”\nagain 🌬️", 12.5)
    assert int(first["C"]) == (datetime.date(2026, 3, 2) - datetime.date(1899, 12, 30)).days
    assert second == {"B": -3.0}


@pytest.mark.parametrize("typed", DANGEROUS)
def test_formula_arrives_as_what_was_typed(typed):
    ((_head), (cell,)) = sheets.of_csv(files.file_response("csv", "x", ("What",), [(typed,)]))
    (_line, row) = sheets.of_xlsx(files.file_response("xlsx", "x", ("What",), [(typed,)]))

    assert cell == f"'{typed}"
    assert row["A"].replace("_x000D_", "\r").replace("_x0009_", "\t").strip() == typed.strip()


def test_rows_are_read_while_the_file_is_sent():
    read = []

    def rows():
        for number in range(1000):
            read.append(number)
            yield (number,)

    response = files.file_response("csv", "x", ("Number",), rows())

    assert read == []
    next(iter(response.streaming_content))
    assert len(read) < 1000


def test_text_longer_than_a_cell_is_cut_instead_of_lost():
    (_head, row) = sheets.of_xlsx(files.file_response("xlsx", "x", ("What",), [("x" * 40_000,)]))

    assert len(row["A"]) == files.LONGEST


def test_more_rows_than_a_sheet_holds_go_on_to_the_next(monkeypatch):
    monkeypatch.setattr(files, "MOST_ROWS", 3)
    file = io.BytesIO()

    files.write_xlsx(file, ("Number",), ((number,) for number in range(5)))

    with zipfile.ZipFile(file) as book:
        assert sum(name.startswith("xl/worksheets/sheet") for name in book.namelist()) == 3


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_hundred_thousand_rows_take_no_more_memory_than_a_thousand(kind):
    """Measured in pieces of memory that are kept or waste: the most there is at once must not grow with the list."""
    most_of_few, most_of_many = memory_for(kind, 1_000), memory_for(kind, 100_000)

    assert most_of_many < most_of_few + 1_000_000


def memory_for(kind, count):
    """Return the most memory that was in use at once while a file of so many rows was written and sent."""
    row = ("A sentence of some length, as people write them.",)
    tracemalloc.start()
    try:
        response = files.file_response(kind, "x", ("What",), (row for _number in range(count)))
        for _part in response.streaming_content:
            pass
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    for close in response._resource_closers:
        close()
    return most
