"""The image beside a link: a PNG of the right size for every step and language, whatever the practice is called."""

import hashlib
import re
import struct
from dataclasses import replace
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.translation import override

from phases.definitions import BY_KEY
from phases.previews import drawing
from practice.profile import Profile, Spoken

FONTS = Path(drawing.__file__).parent / "fonts"
KEYS = [None, *BY_KEY]
PRACTICE = Profile(
    name="Wind & Co", taglines=Spoken(nl="Even luchten", en="A breath of air"), email="x@example.org"
)


@pytest.fixture(autouse=True)
def practice(monkeypatch):
    """Have every image of one practice, and return a function that changes it."""

    def become(**changes):
        monkeypatch.setattr(drawing, "profile", lambda: replace(PRACTICE, **changes))

    become()
    return become


def size_of(png):
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", png[16:24])


def test_every_step_has_its_own_image_in_each_language():
    images = {}
    for language in ("nl", "en"):
        with override(language):
            images |= {(language, key): drawing.png(key) for key in KEYS}

    assert {size_of(image) for image in images.values()} == {(1200, 630)}
    assert len(set(images.values())) == len(images)
    assert max(len(image) for image in images.values()) < 200_000


def test_same_image_is_the_same_bytes():
    first = drawing.png("execution")
    drawing._draw.cache_clear()

    assert drawing.png("execution") == first


@pytest.mark.parametrize(
    "name",
    [
        "",
        "W" * 500,
        '#panic(1) *vet* $x$ @ref \\ [ ] // ${} #include "/etc/passwd"',
        "</svg><script>alert(1)</script>&\"'",
        "Ĳsbrand Ærøskøbing Κρήτη 風 👩‍🚒",
    ],
    ids=["empty", "long", "markup", "svg", "other letters"],
)
def test_name_is_only_ever_text(practice, name):
    practice(name=name, taglines=Spoken(nl=name))
    with override("nl"):
        assert size_of(drawing.png()) == size_of(drawing.png("intake")) == (1200, 630)


def test_colours_are_those_of_the_practice(practice):
    plain = drawing.png("intake")
    practice(colour_manager="#a04080", colour_organisation="#305090")

    assert drawing.png("intake") != plain


def test_version_follows_the_content(practice):
    before = drawing.preview("intake").version
    assert drawing.preview("intake").version == before

    practice(name="Another")

    assert drawing.preview("intake").version != before
    assert drawing.preview("execution").version != drawing.preview("intake").version


@pytest.mark.parametrize(
    ("language", "key", "path"),
    [
        ("nl", None, "/beeld.png"),
        ("en", None, "/en/image.png"),
        ("nl", "execution", "/aanpak/uitvoering/beeld.png"),
        ("en", "execution", "/en/approach/execution/image.png"),
    ],
)
@pytest.mark.django_db
def test_image_is_served_and_may_be_kept(client, settings, django_assert_num_queries, language, key, path):
    with override(language):
        preview = drawing.preview(key)
        assert preview.alt
    assert preview.url == f"{settings.SITE_URL}{path}?v={preview.version}"

    with django_assert_num_queries(0):
        response = client.get(f"{path}?v={preview.version}")

    assert response.status_code == 200
    assert response["Content-Type"] == "image/png"
    assert "immutable" in response["Cache-Control"]
    assert "max-age=31536000" in response["Cache-Control"]
    assert not response.cookies
    assert client.get(path, headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_outdated_address_gets_the_image_of_today_for_a_while(client):
    with override("nl"):
        path = reverse("phases:preview", kwargs={"key": "intake"})

    for query in ("?v=000000000000", ""):
        response = client.get(path + query)
        assert response["Cache-Control"] == "public, max-age=300"
        assert size_of(response.content) == (1200, 630)


def test_unknown_step_has_no_image(client):
    assert client.get("/aanpak/onzin/beeld.png").status_code == 404


def test_every_font_is_listed_with_its_checksum():
    listed = dict(
        re.findall(r"^\| ([\w.-]+) \|.*`([0-9a-f]{64})` \|$", (FONTS / "README.md").read_text(), re.MULTILINE)
    )
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FONTS.glob("*.ttf")}

    assert listed == files
    assert {path.stem for path in FONTS.glob("*.LICENSE")} == {"petrona", "source-sans"}
