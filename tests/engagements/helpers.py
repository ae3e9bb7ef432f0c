"""What tests of pages share: addresses, hidden fields, and input that must be refused beside its field."""

import html
import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from engagements.people.permissions import seat_of
from engagements.record.lines import DONE
from engagements.record.reading import Asked, read
from outbox.kinds import KINDS

HUGE = "x" * 1_000_000
NUL = "a\x00b"

#: What a field of a kind can't take, by name. Add these to what is otherwise right, one at a time.
REFUSED = {
    "text": {"nothing": "", "blanks": "  \n ", "NUL bytes": NUL, "1 MB": HUGE},
    "optional text": {"NUL bytes": NUL, "1 MB": HUGE},
    "day": {
        "nothing": "",
        "year 0": "0000-01-01",
        "year 1": "0001-01-01",
        "words": "next week",
        "no such day": "2026-02-30",
        "NUL bytes": NUL,
        "many digits": "9" * 10_000,
    },
    "number": {
        "nothing": "",
        "words": "many",
        "not a number": "NaN",
        "infinity": "Infinity",
        "many digits": "9" * 10_000,
        "NUL bytes": NUL,
    },
    "choice": {"nothing": "", "unknown": "nonsense", "NUL bytes": NUL},
    "email": {
        "nothing": "",
        "no address": "jan",
        "NUL bytes": "a\x00b@example.org",
        "1 MB": f"{HUGE}@example.org",
    },
    "seen": {"nothing": "", "words": "x", "negative": "-1", "many digits": "9" * 30, "fraction": "1.5"},
}

#: Texts that must come back exactly as they were typed, as text.
ANY_SCRIPT = ["🌬️ fresh wind", "مرحبا بالعالم", "<script>alert(1)</script> & “quotes”"]


def url(name, engagement, *args):
    """Return the address of a page of an engagement."""
    return reverse(f"engagements:{name}", args=[engagement.ref, *args])


def hidden(response, name):
    """Return the value of a hidden field as the page really carries it."""
    return re.search(rf'name="{name}"\s+value="([^"]*)"', response.text).group(1)


def refused(**kinds):
    """Parametrise a test over `field` and `value` that can't be taken: `@refused(text="text", happened_on="day")`."""
    cases = [
        pytest.param(field, value, id=f"{field}-{name}")
        for field, kind in kinds.items()
        for name, value in REFUSED[kind].items()
    ]
    return pytest.mark.parametrize(("field", "value"), cases)


def assert_refused(response, field, value):
    """Assert that the answer is a form (422) with a message beside the field and what was typed still in it."""
    assert response.status_code == 422
    assert f'id="id_{field}_error"' in response.text
    assert "is-invalid" in response.text or 'aria-invalid="true"' in response.text
    typed = html.escape(value).replace("\x00", "").replace("&#x27;", "&#39;")
    assert typed.strip() in response.text.replace("\x00", "")


def assert_shown(response, text):
    """Assert that the page shows the text as text."""
    assert html.escape(text).replace("&#x27;", "&#39;") in response.text
    assert "<script>alert" not in response.text


def says(kind, reader, **keys):
    """Return the letter of a kind as its reader would get it now, or None."""
    with override(reader.language):
        return KINDS[kind].write(reader, **keys)


def told_to(user, engagement):
    """Return what the record tells somebody was done, newest first."""
    page = read(engagement, seat_of(user, engagement), Asked(kinds=(DONE,)))
    return [str(line.title) for line in page.lines]
