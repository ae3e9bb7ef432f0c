"""Keep the Dutch catalogue in step with the texts in code and templates.

    python -m tools.messages                     extract, keep translations, compile, say what is missing
    python -m tools.messages --merge FILE...     the same, and take over translations from other .po files
    python -m tools.messages --prune             the same, and forget translations of texts no longer used
    python -m tools.messages --missing           only list what is not translated

The order is that of the texts and places have no line numbers, so a change elsewhere in a file changes
nothing here. Texts that are gone stay at the end as obsolete, and come back with their translation.
"""

import argparse
import io
import os
import re
import sys
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import django
import polib
from babel.messages.catalog import PYTHON_FORMAT
from babel.messages.extract import extract as babel_extract
from django.conf import settings
from django.utils.translation import templatize

from tools import catalogue
from tools.catalogue import CATALOGUE, ROOT

SKIPPED = {"tests", "tools", "var", "static", "locale"}
PLAIN, PLURAL = (1,), (1, 2)
CONTEXT, CONTEXT_PLURAL = ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS = {
    "_": PLAIN,
    "gettext": PLAIN,
    "gettext_lazy": PLAIN,
    "gettext_noop": PLAIN,
    "ngettext": PLURAL,
    "ngettext_lazy": PLURAL,
    "pgettext": CONTEXT,
    "pgettext_lazy": CONTEXT,
    "npgettext": CONTEXT_PLURAL,
    "npgettext_lazy": CONTEXT_PLURAL,
}
PLACEHOLDER = re.compile(r"%\([^)]*\)[a-z]|%[sd]|\{\w*(?:![rsa])?(?::[^{}]*)?\}")

type Key = tuple[str | None, str]  # context and text


@dataclass
class Message:
    """One text as the code has it."""

    plural: str = ""
    comments: list[str] = field(default_factory=list)
    places: set[str] = field(default_factory=set)


@dataclass
class Extraction:
    """Every text in the tree, and the files that could not be read."""

    messages: dict[Key, Message] = field(default_factory=dict)
    unreadable: dict[str, str] = field(default_factory=dict)


def extract(root: Path = ROOT) -> Extraction:
    """Return the texts marked for translation in all code and templates below the folder."""
    if not settings.configured:
        settings.configure()  # reading templates needs settings, but nothing that is in them
        django.setup()
    found = Extraction()
    for path in sources(root):
        place = path.relative_to(root).as_posix()
        try:
            _extract_file(path, place, found)
        except (SyntaxError, tokenize.TokenError, UnicodeDecodeError, FileNotFoundError) as error:
            found.unreadable[place] = str(error)
    return found


def sources(root: Path) -> Iterator[Path]:
    """Yield the files that may hold texts, in a fixed order."""
    for folder, names, files in os.walk(root):
        names[:] = sorted(
            name for name in names if not name.startswith(".") and not _skipped(root, folder, name)
        )
        for name in sorted(files):
            path = Path(folder, name)
            if path.suffix in {".py", ".html"} or (path.suffix == ".txt" and "templates" in path.parts):
                yield path


def _skipped(root: Path, folder: str, name: str) -> bool:
    return name == "__pycache__" or (Path(folder) == root and name in SKIPPED)


def _extract_file(path: Path, place: str, found: Extraction) -> None:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # Every text is on one line by now; the layout of a page is no indentation in the sense of Python.
        source = "\n".join(line.lstrip() for line in templatize(source, origin=place).splitlines())
    calls = babel_extract(
        "python", io.BytesIO(source.encode()), KEYWORDS, ["Translators:"], {"encoding": "utf-8"}
    )
    for _line, texts, comments, context in list(calls):
        text, plural = texts if isinstance(texts, tuple) else (texts, "")
        message = found.messages.setdefault((context, text), Message())
        message.plural = message.plural or plural
        message.places.add(place)
        message.comments += [comment for comment in comments if comment not in message.comments]


def combine(found: Extraction, known: list[polib.POEntry], *, prune: bool = False) -> list[polib.POEntry]:
    """Return the entries of the new catalogue: the texts found, with the translations known so far."""
    translations = {_key(entry): entry for entry in known}
    live = [_entry(key, message, translations.get(key)) for key, message in found.messages.items()]
    gone = [entry for key, entry in translations.items() if key not in found.messages]
    for entry in gone:
        # Somebody may be in the middle of editing the file: its texts are not gone.
        entry.obsolete = not any(place in found.unreadable for place, _line in entry.occurrences)
        if not entry.obsolete:
            live.append(entry)
    kept = [entry for entry in gone if entry.obsolete and _translated(entry) and not prune]
    order = lambda entry: (entry.msgid, entry.msgctxt or "")  # noqa: E731
    return sorted(live, key=order) + sorted(kept, key=order)


def _entry(key: Key, message: Message, known: polib.POEntry | None) -> polib.POEntry:
    context, text = key
    entry = polib.POEntry(
        msgctxt=context,
        msgid=text,
        msgid_plural=message.plural,
        comment="\n".join(message.comments),
        occurrences=[(place, "") for place in sorted(message.places)],
        flags=["python-format"] if PYTHON_FORMAT.search(text + message.plural) else [],
    )
    if message.plural:
        entry.msgstr_plural = {0: "", 1: ""}
    if known:
        _translate(entry, known)
        entry.tcomment = known.tcomment
        entry.flags += ["fuzzy"] if known.fuzzy else []
    return entry


def _translate(entry: polib.POEntry, source: polib.POEntry) -> None:
    """Take over the translation of an entry, also when only one of the two has a plural form."""
    if entry.msgid_plural and source.msgstr_plural:
        entry.msgstr_plural = {int(number): text for number, text in source.msgstr_plural.items()}
    elif not entry.msgid_plural:
        entry.msgstr = source.msgstr or source.msgstr_plural.get(0, "")


def merge(known: list[polib.POEntry], fragment: list[polib.POEntry]) -> list[polib.POEntry]:
    """Return the known entries with the fragment's translations in place of theirs."""
    merged = {_key(entry): entry for entry in known}
    for entry in fragment:
        if _translated(entry):
            merged[_key(entry)] = entry
    return list(merged.values())


def problems(found: Extraction, entries: list[polib.POEntry]) -> list[str]:
    """Return one line for every way in which the catalogue is not the complete translation of the texts."""
    live = {_key(entry): entry for entry in entries if not entry.obsolete}
    lines = [f"cannot be read: {place} ({why})" for place, why in found.unreadable.items()]
    lines += [f"not in the catalogue: {_show(key)}" for key in found.messages.keys() - live.keys()]
    lines += [f"no longer used: {_show(key)}" for key in live.keys() - found.messages.keys()]
    for key, entry in live.items():
        if entry.fuzzy:
            lines.append(f"fuzzy: {_show(key)}")
        elif not _translated(entry):
            lines.append(f"not translated: {_show(key)}")
        elif not _same_placeholders(entry):
            lines.append(f"other placeholders: {_show(key)}")
    return sorted(lines)


def missing(root: Path = ROOT) -> list[str]:
    """Return the problems of the catalogue on disk; an empty list when everything is in Dutch too."""
    return problems(extract(root), list(catalogue.read(root / CATALOGUE)))


def _same_placeholders(entry: polib.POEntry) -> bool:
    holders = lambda text: sorted(PLACEHOLDER.findall(text.replace("%%", "")))  # noqa: E731
    if not entry.msgid_plural:
        return holders(entry.msgid) == holders(entry.msgstr)
    singular, plural = (entry.msgstr_plural[number] for number in (0, 1))
    # "One day" may leave the number out, in either language.
    allowed = {*holders(entry.msgid), *holders(entry.msgid_plural)}
    return holders(plural) == holders(entry.msgid_plural) and set(holders(singular)) <= allowed


def _translated(entry: polib.POEntry) -> bool:
    if entry.msgid_plural or entry.msgstr_plural:
        return len(entry.msgstr_plural) == 2 and all(text.strip() for text in entry.msgstr_plural.values())
    return bool(entry.msgstr.strip())


def _key(entry: polib.POEntry) -> Key:
    return entry.msgctxt, entry.msgid


def _show(key: Key) -> str:
    context, text = key
    return f"{text!r}" + (f" (context {context!r})" if context else "")


def main(arguments: list[str]) -> int:
    """Run the command; the exit code is 1 when `--missing` lists something."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.messages", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--merge", nargs="+", type=Path, default=[], metavar="FILE")
    parser.add_argument("--prune", action="store_true")
    parser.add_argument("--missing", action="store_true")
    parser.add_argument(
        "--root", type=Path, default=ROOT, metavar="FOLDER", help="another tree than this project"
    )
    options = parser.parse_args(arguments)
    path = options.root / CATALOGUE
    if options.missing:
        lines = missing(options.root)
        print(*lines, f"{len(lines)} to do", sep="\n")
        return bool(lines)
    with catalogue.locked(path):
        known = list(catalogue.read(path))
        for fragment in options.merge:
            known = merge(known, list(catalogue.read(fragment.resolve(strict=True))))
        found = extract(options.root)
        entries = combine(found, known, prune=options.prune)
        catalogue.write(entries, path)
    for place, why in found.unreadable.items():
        print(f"warning: {place} cannot be read ({why}); its texts are kept as they were", file=sys.stderr)
    todo = problems(found, entries)
    print(f"{len(found.messages)} texts, {len(todo)} to do (python -m tools.messages --missing lists them)")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
