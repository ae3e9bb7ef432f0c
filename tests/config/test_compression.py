"""Public pages are compressed; whatever knows its reader is not."""

import gzip

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from config.compression import CompressPublicPages

ACCEPTS = {"Accept-Encoding": "gzip, deflate"}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/en/approach/intake/", "/sitemap.xml"])
def test_public_page_is_compressed_for_who_takes_it(client, path):
    plain = client.get(path)
    compressed = client.get(path, headers=ACCEPTS)

    assert compressed["Content-Encoding"] == "gzip"
    assert gzip.decompress(compressed.content) == plain.content
    assert len(compressed.content) < len(plain.content) / 2
    assert "Accept-Encoding" in compressed["Vary"]
    assert "Accept-Encoding" in plain["Vary"]
    assert "Content-Encoding" not in plain


def test_image_is_compressed_already(client):
    assert "Content-Encoding" not in client.get("/beeld.png", headers=ACCEPTS)


@pytest.mark.django_db
def test_personal_page_is_not_compressed(client, django_user_model):
    assert "Content-Encoding" not in client.get(reverse("account_login"), headers=ACCEPTS)

    client.force_login(django_user_model.objects.create_user(email="a@example.org", password="x"))
    assert "Content-Encoding" not in client.get(reverse("accounts:preferences"), headers=ACCEPTS)


@pytest.mark.parametrize("sign", ["nothing", "cookie", "vary", "private"])
def test_page_that_knows_its_reader_is_not_compressed(sign):
    response = HttpResponse("x" * 1000, headers={"Cache-Control": "public, max-age=300"})
    if sign == "cookie":
        response.set_cookie("csrftoken", "x")
    elif sign == "vary":
        response["Vary"] = "Cookie"
    elif sign == "private":
        response["Cache-Control"] = "private"

    answer = CompressPublicPages(lambda request: response)(RequestFactory().get("/", headers=ACCEPTS))

    assert ("Content-Encoding" in answer) == (sign == "nothing")
