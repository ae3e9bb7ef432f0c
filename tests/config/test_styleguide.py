"""The style guide, and with it the form templates every page leans on."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from config.styleguide import styleguide


def shown(rf, address):
    request = rf.get(address)
    request.user = AnonymousUser()
    return styleguide(request).content.decode()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_styleguide_shows_every_part(rf, language):
    with translation.override(language):
        page = shown(rf, "/styleguide/")

    assert f'<html lang="{language}">' in page
    for part in (
        "phaseline",
        "gate",
        "ladder",
        "scores",
        "ask",
        "log",
        "quick",
        "filters",
        "empty",
        "consequences",
        "pages",
    ):
        assert f'class="{part}' in page or f" {part}" in page


def test_styleguide_numbers_in_drawings_have_no_comma(rf):
    with translation.override("nl"):
        page = shown(rf, "/styleguide/")

    assert '<rect width="3.8"' in page
    assert "3,8" in page


def test_form_error_is_bound_to_its_field(rf):
    with translation.override("en"):
        page = shown(rf, "/styleguide/?invalid")

    assert 'id="id_owner_error"' in page
    field = re.search(r"<input[^>]*name=\"owner\"[^>]*>", page).group()
    assert 'aria-describedby="id_owner_error"' in field
    assert 'aria-invalid="true"' in field
    assert 'value="geen adres"' in field


def test_form_summary_links_lead_to_a_field(rf):
    page = shown(rf, "/styleguide/?invalid")

    links = re.findall(r'<li>\s*<a href="#(id_\w+)">', page)

    assert len(links) == 6
    assert [link for link in links if f'id="{link}"' not in page] == []


def test_form_marks_what_may_stay_empty(rf):
    with translation.override("en"):
        page = shown(rf, "/styleguide/")

    assert re.search(r'for="id_owner"\s*>[^<]*<span class="field__optional">optional</span>', page)
    assert re.search(r'for="id_title"\s*>[^<]*</label>', page)
