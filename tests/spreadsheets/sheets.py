"""Reads the files of an export without the library that wrote them."""

import csv
import io
import zipfile
from xml.etree import ElementTree

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def _read(response):
    content = b"".join(response.streaming_content)
    for close in response._resource_closers:  # close() would also tell the database that a request has ended
        close()
    return content


def of_csv(response, delimiter=","):
    """Return the rows of a CSV response, which must begin with the mark of UTF-8."""
    text = _read(response).decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter))


def of_xlsx(response):
    """Return the rows of an XLSX response as `{column: (type, text)}`, and assert that no cell is a formula."""
    content = io.BytesIO(_read(response))
    with zipfile.ZipFile(content) as file:
        assert file.testzip() is None
        sheet = ElementTree.fromstring(file.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - our own file
        names = file.namelist()
        shared = []
        if "xl/sharedStrings.xml" in names:
            strings = ElementTree.fromstring(file.read("xl/sharedStrings.xml"))  # noqa: S314
            shared = ["".join(each.itertext()) for each in strings.iter(f"{SHEET}si")]
    assert not list(sheet.iter(f"{SHEET}f"))
    return [{_column(cell): _value(cell, shared) for cell in row} for row in sheet.iter(f"{SHEET}row")]


def _column(cell):
    return cell.get("r").rstrip("0123456789")


def _value(cell, shared):
    if cell.get("t") == "inlineStr":
        return "".join(cell.itertext())
    value = cell.find(f"{SHEET}v")
    if value is None:
        return None
    return shared[int(value.text)] if cell.get("t") == "s" else float(value.text)
