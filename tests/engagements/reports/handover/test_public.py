"""The blank sheet: for everybody, in both languages, without asking the database or leaving a cookie."""

from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils.translation import override

from engagements.reports.handover import public
from practice.profile import profile
from tests.engagements.reports.typesetting.test_typeset import read


def address(language):
    with override(language):
        return reverse("specimens:handover")


@pytest.mark.parametrize(
    ("language", "said"), [("nl", "Wat er wordt overgedragen"), ("en", "What is handed over")]
)
def test_specimen_is_a_pdf_in_the_language_of_its_address(language, said, client):
    response = client.get(address(language))
    document, text = read(response.content)

    assert response["Content-Type"] == "application/pdf"
    assert document.trailer["/Root"]["/Lang"] == language
    assert said in text
    assert len(document.pages) <= 4
    assert not response.cookies
    assert "public" in response["Cache-Control"]


def test_specimen_is_sent_once_until_it_says_something_else(client, monkeypatch):
    first = client.get(address("en"))
    known = {"If-None-Match": first["ETag"]}
    assert client.get(address("en"), headers=known).status_code == 304

    other = replace(profile(), name="Wind & Co")
    monkeypatch.setattr(public, "profile", lambda: other)
    changed = client.get(address("en"), headers=known)
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_specimen_is_the_same_bytes_every_time(client):
    first = client.get(address("nl")).content
    public._made.cache_clear()

    assert client.get(address("nl")).content == first


def test_step_of_execution_leads_to_the_specimen(client):
    with override("en"):
        execution, intake = (reverse("phases:phase", args=[key]) for key in ("execution", "intake"))

    assert address("en") in client.get(execution).content.decode()
    assert address("en") not in client.get(intake).content.decode()
