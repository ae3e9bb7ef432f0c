"""Rows as a file: CSV and XLSX, row by row, in as much memory for a hundred thousand as for ten.

A cell is a value, never a formula: what somebody typed as `=1+1` arrives as these four characters. Numbers and days
stay numbers and days.
"""

import csv
import datetime
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.formats import get_format
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, override

type Cell = str | int | Decimal | datetime.date | datetime.datetime | None
type Row = Sequence[Cell]

CSV, XLSX = "csv", "xlsx"
TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
#: Spreadsheet programs take a cell that starts with one of these for a formula; the wide ones too, once converted.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: What a cell can hold; a longer text is cut by the spreadsheet anyway, or the file is called broken.
LONGEST = 32_767
#: What a sheet can hold, the headings included; what is more goes on to the next sheet.
MOST_ROWS = 1_048_576
ROWS_AT_ONCE = 200
NARROWEST, WIDEST = 12, 40


def file_response(kind: str, name: str, headings: Sequence[Any], rows: Iterable[Row]) -> HttpResponseBase:
    """Return rows as a file to be kept, `kind` csv or xlsx, `name` without its ending; KeyError for another kind.

    Headings and rows may be lazy: they are read while the file is written, in the language of this request.
    """
    make = {CSV: _csv, XLSX: _xlsx}[kind]
    return make(f"{name}.{kind}", headings, rows)


def harmless(text: str) -> str:
    """Return a text that no spreadsheet program takes for a formula when it opens a CSV."""
    if text.startswith(FORMULA) or text.lstrip().startswith(FORMULA):
        return f"'{text}"
    return text


class _Lines:
    """A file to csv.writer that hands on what is written instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(headings: Sequence[Any], rows: Iterable[Row]) -> Iterator[str]:
    """Yield the lines of a CSV, made as they are asked for, in the language that is active then."""
    # Spreadsheet programs read a CSV by the habits of a country: where the comma is in numbers, cells need another.
    comma = get_format("DECIMAL_SEPARATOR")
    writer = csv.writer(_Lines(), delimiter=";" if comma == "," else ",")
    yield "\ufeff" + writer.writerow([_text(each, comma) for each in headings])  # the mark says: UTF-8
    for row in rows:
        yield writer.writerow([_text(each, comma) for each in row])


def _csv(name: str, headings: Sequence[Any], rows: Iterable[Row]) -> HttpResponseBase:
    parts = _in_language(get_language(), _together(csv_lines(headings, rows)))
    response = StreamingHttpResponse(parts, content_type=TYPES[CSV])
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _in_language(language: str | None, parts: Iterator[str]) -> Iterator[str]:
    """Make each part in the language of the request: the response is read when that is over."""
    while True:
        with override(language):
            part = next(parts, None)
        if part is None:
            return
        yield part


def _together(lines: Iterator[str]) -> Iterator[str]:
    some: list[str] = []
    for line in lines:
        some.append(line)
        if len(some) == ROWS_AT_ONCE:
            yield "".join(some)
            some = []
    if some:
        yield "".join(some)


def _text(value: Any, comma: str) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, int | Decimal):
        return str(value).replace(".", comma)
    return harmless(str(value))


def _xlsx(name: str, headings: Sequence[Any], rows: Iterable[Row]) -> HttpResponseBase:
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    write_xlsx(file, headings, rows)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=TYPES[XLSX])


def write_xlsx(file: IO[bytes], headings: Sequence[Any], rows: Iterable[Row]) -> None:
    """Write a workbook: its rows go to temporary files one by one, so their number costs no memory."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    left = iter(rows)
    with xlsxwriter.Workbook(file, options) as book:
        heading = book.add_format({"bold": True})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        more = next(left, None)
        while True:
            sheet = book.add_worksheet()
            sheet.freeze_panes(1, 0)
            for column, title in enumerate(headings):
                sheet.set_column(column, column, min(max(len(str(title)) + 2, NARROWEST), WIDEST))
                sheet.write_string(0, column, str(title), heading)
            number = 1
            while more is not None and number < MOST_ROWS:
                for column, value in enumerate(more):
                    _write(sheet, number, column, value, day, moment)
                more, number = next(left, None), number + 1
            if more is None:
                return


def _write(sheet: Any, row: int, column: int, value: Any, day: Any, moment: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, datetime.datetime):
        sheet.write_datetime(row, column, timezone.make_naive(value), moment)
    elif isinstance(value, datetime.date):
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, int | Decimal):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, str(value)[:LONGEST])
