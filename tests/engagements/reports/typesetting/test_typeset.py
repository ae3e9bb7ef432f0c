"""A PDF as a reader other than its maker finds it: accessible, complete, and with every text as it was typed."""

import unicodedata
from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.utils.translation import override
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from engagements.reports.typesetting import typeset

MADE_AT = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
LONG = "Verantwoordelijkheidsverdelingsoverzicht"


@pytest.fixture(autouse=True)
def english():
    """Have whoever is told something read English."""
    with override("en"):
        yield


def sheet(lead="", rows=(), **more):
    parts = [{"title": "Lines", "heading": ["What", "Where"], "widths": [2, 1], "rows": rows, "none": "None"}]
    process = {"name": "Planning", "standing": "Let go", "side": "organisation", "facts": [], "parts": parts}
    return {"lead": lead, "about": [], "blank": False, "processes": [process], **more}


def made(lead="", *, language="en", title="Hand-over", made_at=MADE_AT, **content):
    return typeset.pdf("handover", sheet(lead, **content), language=language, title=title, made_at=made_at)


def read(pdf):
    """Return the document, and its text without the marks of a word that was broken off."""
    document = PdfReader(BytesIO(pdf), strict=True)
    text = "\n".join(page.extract_text() for page in document.pages)
    return document, text.replace("\xad\n", "").replace("\xad", "")


def tags_of(element):
    """Yield the kind of every element in the tree of the document."""
    element = element.get_object()
    if "/S" in element:
        yield element["/S"]
    children = element.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        if hasattr(child.get_object(), "get"):
            yield from tags_of(child)


def test_pdf_is_tagged_and_says_its_language_and_title():
    document, text = read(made(language="nl", title="Overdracht", rows=[["Sleutels", "Kluis"]]))
    root = document.trailer["/Root"]
    tags = set(tags_of(root["/StructTreeRoot"]))

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "nl"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert document.metadata.title == "Overdracht"
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/Figure"} <= tags
    assert "Sleutels" in text


def test_every_font_is_in_the_file():
    document, _text = read(made("Ελλ שלום مرحبا 😀", rows=[["a", "b"]]))
    fonts = [font.get_object() for page in document.pages for font in page["/Resources"]["/Font"].values()]
    inner = [each.get_object() for font in fonts for each in font["/DescendantFonts"]]

    assert len(inner) >= 4
    for font in inner:
        assert font["/FontDescriptor"].keys() & {"/FontFile2", "/FontFile3"}


def test_pages_are_numbered_and_say_when_they_were_made():
    document, _text = read(made(rows=[[f"Line {number}", "Here"] for number in range(60)]))
    first, last = document.pages[0].extract_text(), document.pages[-1].extract_text()

    assert len(document.pages) > 1
    assert f"Page 1 of {len(document.pages)}" in first
    assert f"Page {len(document.pages)} of {len(document.pages)}" in last
    assert "Made on 3 March 2026, 10:30" in first
    assert "What" in last  # the heading of the table is repeated


def test_same_input_is_the_same_bytes_and_another_moment_is_not():
    assert made("One") == made("One")
    assert made("One") != made("One", made_at=MADE_AT.replace(day=4))


def test_words_are_hyphenated_in_the_language_of_the_report():
    long = f"{LONG} " * 12

    assert "\xad" in "".join(
        page.extract_text() for page in PdfReader(BytesIO(made(long, language="nl"))).pages
    )
    assert read(made(long, language="nl"))[1].count(LONG) == 12


def test_markup_is_only_letters():
    hostile = '#panic(1) *x* _y_ $1/2$ `c` // <a> @b = #read("house.typ") \\ [ ] #{ }'
    _document, text = read(made(hostile))

    assert hostile in text.replace("\n", " ")


def test_empty_lines_part_paragraphs_and_line_ends_stay():
    _document, text = read(made("One\r\nTwo\u2028Three\n\nFour"))

    assert "One\nTwo\nThree\nFour" in text


def test_long_word_breaks_within_its_column_and_is_copied_as_one():
    document, text = read(made(rows=[["x" * 900, "short"]], title="y" * 200))
    lines = [line for page in document.pages for line in page.extract_text().split("\n")]

    assert max(map(len, lines)) < 90  # of narrow letters, as many as fit on a line
    assert text.replace("\n", "").count("x" * 900) == 1
    assert "\u200b" not in text


def test_what_has_no_look_is_left_out():
    _document, text = read(made("a\x00b\x07c\x1b[31md \u202egnp.exe \ufeffz\ufffe"))

    assert "abc[31md gnp.exe z" in text


def test_emoji_and_other_scripts_are_set():
    _document, text = read(made("Klaar 👍 👩‍🚀 🇳🇱 ❤️ Ελληνικά Кириллица"))

    assert "👍" in text
    assert "Ελληνικά Кириллица" in text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Name 中文 here", "“中” (cjk unified ideograph-4e2d), in: “Name 中文 here”"),
        ("half \ud83d a word", "“half � a word” has half a character in it"),
        ("e" + "\u0300" * 100_000, "far too many marks"),
    ],
    ids=["no glyph", "half a character", "marks"],
)
def test_what_cannot_be_set_is_refused_with_a_sentence(text, said):
    with pytest.raises(typeset.Unprintable) as refusal:
        made(text)

    assert said in refusal.value.sentence


def test_too_much_text_is_refused_before_it_is_set(monkeypatch):
    monkeypatch.setattr(typeset, "MOST_LETTERS", 5_000)

    with pytest.raises(typeset.Unprintable, match="too much for one file"):
        made("x" * 5_000)


def test_paragraph_of_a_hundred_thousand_letters_is_set():
    document = PdfReader(BytesIO(made("Zin met woorden. " * 6000 + "Einde.")))

    assert len(document.pages) > 10
    assert "Einde." in document.pages[-1].extract_text()


@settings(max_examples=15)
@given(st.text(st.characters(codec=None), max_size=80))
@example("\x00\ud800")
@example("\u0300" * 65)
def test_any_text_is_set_or_refused(text):
    try:
        found, _text = read(made(text, rows=[[text, "x"]]))
    except typeset.Unprintable as refusal:
        found = refusal

    if isinstance(found, typeset.Unprintable):
        assert found.sentence.encode()  # itself fit to be shown
        assert not text.isascii()
    else:
        assert found.trailer["/Root"]["/MarkInfo"]["/Marked"]


@pytest.mark.parametrize("text", ["a😀b", "naïve", "中"])
def test_letters_typst_names_are_found_again(text):
    literal = '"' + text + '"'

    assert typeset._letter(literal) == text[:1]
    assert typeset._letter('"\\u{4e2d}"') == "中"
    assert unicodedata.name(typeset._letter('"\\u{4e2d}"'))
