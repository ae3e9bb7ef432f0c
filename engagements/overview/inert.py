"""Makes a rendered page lifeless: it reads the same, and nothing in it leads anywhere or does anything.

Works on what was rendered, so that a part somebody adds to a page later can't be forgotten. What is not known to be
harmless goes: only tags and attributes are touched, never a word.
"""

import html
from html.parser import HTMLParser

#: What would act by itself, or send something.
GONE_WITH_CONTENT = frozenset({"script", "template", "iframe", "object"})
GONE = frozenset({"embed", "base"})
CONTROLS = frozenset({"button", "input", "select", "textarea", "fieldset"})
#: Attributes that lead somewhere, fetch something or hang behaviour on an element.
LEADS = frozenset(
    {
        "action",
        "accesskey",
        "autofocus",
        "contenteditable",
        "formaction",
        "method",
        "ping",
        "popovertarget",
        "target",
    }
)
BEHAVES = ("hx-", "data-", "on")
#: The data that style sheets read.
DRAWN = frozenset(
    {
        "data-anchor",
        "data-answer",
        "data-audience",
        "data-mark",
        "data-phase",
        "data-side",
        "data-state",
        "data-verdict",
    }
)


def made_inert(page: str, bar: str) -> str:
    """Return the page without life, with `bar` as the first thing in its body, or after the link that skips it.

    Links are words, except those to a place on the same page; controls are disabled; forms and scripts are gone.
    """
    still = _Still(bar)
    still.feed(page)
    still.close()
    return "".join(still.written)


class _Still(HTMLParser):
    """Copies a page, tag by tag."""

    def __init__(self, bar: str) -> None:
        super().__init__(convert_charrefs=False)
        self.bar = bar
        self.written: list[str] = []
        self._in_body = False
        self._within: list[str] = []  # tags that are gone with all that is in them, the innermost last

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write a tag without what gives it life."""
        if tag in GONE_WITH_CONTENT:
            self._within.append(tag)
        self._begin(tag, attrs)
        if self._within or tag in GONE or (tag == "input" and ("type", "hidden") in attrs):
            return
        kept = [(name, value) for name, value in attrs if _is_harmless(tag, name, value)]
        tag = _named(tag)
        if tag in CONTROLS:
            kept = [*((name, value) for name, value in kept if name != "disabled"), ("disabled", None)]
        self.written.append(f"<{tag}{''.join(_attribute(*each) for each in kept)}>")

    def _begin(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write the bar before the first thing in the body; a link that skips what is above comes before all."""
        if self._in_body and self.bar and ("class", "skip") not in attrs:
            self.written.append(self.bar)
            self.bar = ""
        self._in_body = self._in_body or tag == "body"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write a tag that closes itself, as drawings have them; with life in it, it is closed at once."""
        if tag in GONE_WITH_CONTENT:
            return
        self._begin(tag, attrs)
        before = len(self.written)
        self.handle_starttag(tag, attrs)
        if len(self.written) > before:
            self.written[before] = self.written[before][:-1] + " />"

    def handle_endtag(self, tag: str) -> None:
        """Write the end of a tag whose beginning was written."""
        if self._within:
            if tag == self._within[-1]:
                self._within.pop()
        elif tag not in GONE and tag not in GONE_WITH_CONTENT:
            self.written.append(f"</{_named(tag)}>")

    def handle_data(self, data: str) -> None:
        """Write words as they are."""
        self._write(data)

    def handle_entityref(self, name: str) -> None:
        """Write a character by its name as it is."""
        self._write(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Write a character by its number as it is."""
        self._write(f"&#{name};")

    def handle_decl(self, decl: str) -> None:
        """Write the declaration; comments go."""
        self._write(f"<!{decl}>")

    def _write(self, text: str) -> None:
        if not self._within:
            self.written.append(text)


def _named(tag: str) -> str:
    """Return what the tag becomes: a form is a box like any other."""
    return "div" if tag == "form" else tag


def _is_harmless(tag: str, name: str, value: str | None) -> bool:
    if name == "href":  # style sheets and pictures are drawn from their own address; words lead nowhere
        return tag in {"link", "use"} or (value or "").startswith("#")
    return name not in LEADS and (name in DRAWN or not name.startswith(BEHAVES))


def _attribute(name: str, value: str | None) -> str:
    return f" {name}" if value is None else f' {name}="{html.escape(value)}"'
