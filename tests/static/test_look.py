"""What the look promises, read from the files: no inline anything, logical properties, honest vendoring, contrast."""

import hashlib
import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.static

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
SHEETS = sorted((STATIC / "css").glob("*.css"))
# Letters are read by mail programs, which know no style sheets and no policy.
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*.html") if "mail" not in path.parts)

PHYSICAL = re.compile(
    r"(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)[\w-]*|"
    r"(?<![\w-])(?:left|right|top|bottom|width|height|(?:min|max)-(?:width|height)))\s*:(?![^{;]*\))"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)\b"
)
INLINE = re.compile(
    r"""\sstyle\s*=|<style\b|<script(?![^>]*\bsrc=)(?![^>]*type="application/json")"""
    r"""|\son\w+\s*=\s*["']|\shx-on\b"""
)
ICON = re.compile(
    r"""components/icon\.html"\s+with\s+name="([\w-]+)"|\bicon="([\w-]+)"|icons\.svg' %}#([\w-]+)"""
)

TEXT_PAIRS = [
    *((ink, ground) for ink in ("ink", "soft") for ground in ("ground", "surface", "sunk")),
    *((ink, "ground") for ink in ("coral-ink", "teal-ink", "ok-ink", "warn-ink", "bad-ink", "info-ink")),
    *((f"{name}-ink", f"{name}-wash") for name in ("coral", "teal", "ok", "warn", "bad", "info")),
    *(("ink", f"{name}-wash") for name in ("coral", "teal", "ok", "warn", "bad", "info")),
    *((ink, field) for ink in ("ink", "soft") for field in ("coral-field", "teal-field")),
    ("ground", "ink"),
    ("ground", "bad-ink"),
]
GRAPHIC_PAIRS = [("edge", "ground"), ("edge", "surface"), ("ink", "coral-field"), ("ink", "teal-field")]


def names(paths):
    return [str(path.relative_to(ROOT)) for path in paths]


def tokens():
    """Return {name: (light, dark)} of every colour in tokens.css."""
    text = (STATIC / "css" / "tokens.css").read_text()
    found = re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", text)
    return {name: (light, dark) for name, light, dark in found}


def luminance(colour):
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("sheet", SHEETS, ids=names(SHEETS))
def test_sheet_needs_no_force_and_no_left_or_right(sheet):
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
    text = re.sub(r"@media[^{]*{", "{", text)

    assert "!important" not in text  # named here to forbid it in every sheet
    assert [match.group() for match in PHYSICAL.finditer(text)] == []


@pytest.mark.parametrize("sheet", SHEETS, ids=names(SHEETS))
def test_sheet_says_everything_in_a_layer(sheet):
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
    opened, outside = [], []
    for match in re.finditer(r"([^{};]*)([{};])", text):
        head, mark = match.group(1).strip(), match.group(2)
        if mark == "{":
            named = any(each.startswith(("@layer", "@font-face", "@keyframes")) for each in opened)
            if not named and not head.startswith("@"):
                outside.append(head)
            opened.append(head)
        elif mark == "}":
            opened.pop()

    assert opened == []
    assert outside == []


@pytest.mark.parametrize("template", TEMPLATES, ids=names(TEMPLATES))
def test_template_has_nothing_inline(template):
    assert INLINE.findall(template.read_text()) == []


def test_every_icon_used_is_in_the_sprite():
    there = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text()))
    used = {name for path in TEMPLATES for found in ICON.findall(path.read_text()) for name in found if name}

    assert used - there == set()


@pytest.mark.parametrize("folder", ["vendor", "fonts"])
def test_every_vendored_file_is_listed_with_its_checksum(folder):
    readme = (STATIC / folder / "README.md").read_text()
    listed = dict(re.findall(r"^\| ([\w.-]+) \|.*`([0-9a-f]{64})` \|$", readme, re.MULTILINE))
    files = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (STATIC / folder).iterdir()
        if path.name != "README.md" and path.suffix != ".LICENSE"
    }

    assert listed == files


def test_no_source_map_is_asked_for():
    files = [*STATIC.rglob("*.js"), *STATIC.rglob("*.css")]

    assert [str(path) for path in files if "sourceMappingURL" in path.read_text()] == []


def test_fonts_stay_light():
    sizes = {path.name: path.stat().st_size for path in (STATIC / "fonts").glob("*.woff2")}

    assert sum(size for name, size in sizes.items() if not name.endswith("-ext.woff2")) < 50_000
    assert max(size for name, size in sizes.items() if name.endswith("-ext.woff2")) < 15_000


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), TEXT_PAIRS)
def test_text_can_be_read(front, back, scheme):
    palette = tokens()

    assert contrast(palette[front][scheme], palette[back][scheme]) >= 4.5


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), GRAPHIC_PAIRS)
def test_edges_and_lines_can_be_seen(front, back, scheme):
    palette = tokens()

    assert contrast(palette[front][scheme], palette[back][scheme]) >= 3
