"""The translation tool: what it finds, what it keeps, and what it reports."""

import gettext
import os
import subprocess
import sys

import polib
import pytest

from tools import catalogue, messages

pytestmark = pytest.mark.static

CODE = '''
from django.utils.translation import gettext as _, gettext_lazy, ngettext, npgettext, pgettext_lazy
a = _("Plain")
b = gettext_lazy("Two "
                 "parts of %(name)s")
c = ngettext("%(days)d day", "%(days)d days", n)
d = pgettext_lazy("month", "May")
e = npgettext("bank", "one", "many", n)
f = _("""Several
lines""")
'''
PAGE = """{% load i18n %}
    <p>
  {% translate "In a page" %}
 </p> {% translate "May" context "verb" %}
{% blocktranslate %}Hello {{ name }}{% endblocktranslate %}
{% blocktranslate count counter=n %}One {{ thing }}{% plural %}{{ counter }} {{ thing }}s{% endblocktranslate %}
"""
FOUND = {
    (None, "Plain"): "",
    (None, "Two parts of %(name)s"): "",
    (None, "%(days)d day"): "%(days)d days",
    ("month", "May"): "",
    ("bank", "one"): "many",
    (None, "Several\nlines"): "",
    (None, "In a page"): "",
    ("verb", "May"): "",
    (None, "Hello %(name)s"): "",
    (None, "One %(thing)s"): "%(counter)s %(thing)ss",
}


@pytest.fixture
def tree(tmp_path):
    (tmp_path / "app").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "tests").mkdir()
    (tmp_path / "app" / "code.py").write_text(CODE)
    (tmp_path / "templates" / "page.html").write_text(PAGE)
    (tmp_path / "tests" / "test_code.py").write_text('_("In a test")')
    return tmp_path


def entry(text, translation, **options):
    return polib.POEntry(msgid=text, msgstr=translation, **options)


def test_extract_finds_every_form_in_code_and_pages(tree):
    found = messages.extract(tree)

    assert {key: message.plural for key, message in found.messages.items()} == FOUND
    assert found.messages[None, "Plain"].places == {"app/code.py"}
    assert not found.unreadable


def test_combine_keeps_translations_through_removal_and_return(tree):
    path = tree / "django.po"
    found = messages.extract(tree)
    known = [entry("Plain", "Gewoon"), entry("Gone", "Weg"), entry("May", "mei", msgctxt="month")]
    known.append(polib.POEntry(msgid="a", msgid_plural="b", msgstr_plural={0: "c", 1: "d"}, msgctxt="gone"))
    catalogue.write(messages.combine(found, known), path)

    again = catalogue.read(path)
    assert again.find("Plain").msgstr == "Gewoon"
    assert again.find("May", msgctxt="month").msgstr == "mei"
    assert {item.msgid for item in again.obsolete_entries()} == {"Gone", "a"}

    found.messages[None, "Gone"] = messages.Message()
    found.messages["gone", "a"] = messages.Message(plural="b")
    returned = {item.msgid: item for item in messages.combine(found, list(again))}
    assert (returned["Gone"].msgstr, returned["Gone"].obsolete) == ("Weg", 0)
    assert returned["a"].msgstr_plural == {0: "c", 1: "d"}


def test_combine_pruned_forgets_what_is_gone(tree):
    entries = messages.combine(messages.extract(tree), [entry("Gone", "Weg")], prune=True)

    assert "Gone" not in {item.msgid for item in entries}


@pytest.mark.parametrize(
    "broken",
    ["{% load i18n %}{% blocktranslate %}{% url 'x' %}{% endblocktranslate %}", '_("""never closed', b"\xff"],
)
def test_file_in_the_middle_of_an_edit_keeps_its_texts(tree, broken):
    known = messages.combine(messages.extract(tree), [entry("Plain", "Gewoon")])
    name = "page.html" if "load" in str(broken) else "code.py"
    file = next(tree.rglob(name))
    file.write_bytes(broken if isinstance(broken, bytes) else broken.encode())

    found = messages.extract(tree)
    after = messages.combine(found, known)

    assert [place.rpartition("/")[2] for place in found.unreadable] == [name]
    assert {(item.msgctxt, item.msgid) for item in after if not item.obsolete} == set(FOUND)
    assert next(item for item in after if item.msgid == "Plain").msgstr == "Gewoon"


def test_problems_name_each_kind(tree):
    found = messages.Extraction(
        messages={(None, text): messages.Message() for text in ("a", "b", "c %(x)s", "d", "e")}
    )
    entries = [
        entry("a", "A"),
        entry("b", ""),
        entry("c %(x)s", "C"),
        entry("d", "D", flags=["fuzzy"]),
        entry("f", "F"),
    ]

    assert messages.problems(found, entries) == [
        "fuzzy: 'd'",
        "no longer used: 'f'",
        "not in the catalogue: 'e'",
        "not translated: 'b'",
        "other placeholders: 'c %(x)s'",
    ]


@pytest.mark.parametrize(
    ("singular", "plural", "complete"),
    [
        ("Eén dag", "%(n)d dagen", True),
        ("%(n)d dag", "%(n)d dagen", True),
        ("Eén dag", "dagen", False),
        ("", "%(n)d dagen", False),
    ],
)
def test_problems_of_plural_forms(singular, plural, complete):
    found = messages.Extraction(messages={(None, "One day"): messages.Message(plural="%(n)d days")})
    item = polib.POEntry(msgid="One day", msgid_plural="%(n)d days", msgstr_plural={0: singular, 1: plural})

    assert (messages.problems(found, [item]) == []) is complete


def test_merge_replaces_and_adds_but_never_empties():
    known = [entry("a", "A"), entry("b", "B")]

    merged = messages.merge(known, [entry("a", "AA"), entry("b", ""), entry("c", "C")])

    assert {item.msgid: item.msgstr for item in merged} == {"a": "AA", "b": "B", "c": "C"}


def test_write_is_stable_and_compiles_only_what_changed(tree):
    path = tree / "django.po"
    entries = messages.combine(messages.extract(tree), [entry("Plain", "Gewoon")])
    catalogue.write(entries, path)
    before = path.stat().st_mtime_ns, path.with_suffix(".mo").stat().st_ino

    catalogue.write(messages.combine(messages.extract(tree), list(catalogue.read(path))), path)

    assert before == (path.stat().st_mtime_ns, path.with_suffix(".mo").stat().st_ino)
    with path.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Plain") == "Gewoon"
    path.write_text(path.read_text().replace("Gewoon", "Eenvoudig"))
    os.utime(path, ns=(1, 1))  # older than the compiled file, as after changing branches
    assert catalogue.compile_catalogue(path)
    with path.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Plain") == "Eenvoudig"


def test_merging_processes_do_not_lose_each_other(tree):
    running = []
    for number, text in enumerate(["Plain", "In a page", "Two parts of %(name)s"]):
        fragment = tree / f"{number}.po"
        fragment.write_text(f'msgid "{text}"\nmsgstr "{text} in het Nederlands"\n')
        command = [sys.executable, "-m", "tools.messages", "--root", str(tree), "--merge", str(fragment)]
        running.append(subprocess.Popen(command, cwd=catalogue.ROOT, stdout=subprocess.PIPE, text=True))

    ended = [(process.communicate(timeout=30)[0], process.returncode) for process in running]

    assert [code for _said, code in ended] == [0, 0, 0]
    assert any("10 texts, 7 to do" in said for said, _code in ended)
    assert len(catalogue.read(tree / catalogue.CATALOGUE).translated_entries()) == 3
    assert len(messages.missing(tree)) == 7
