"""People who use the product as it is rendered: they read pages, follow links, and fill in the forms that are there.

Nothing is sent that a page did not offer: hidden fields come from the page, a choice must be one of those
offered, and a field that is not on the form can't be filled in. As in a browser without JavaScript.
"""

import re
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.test.html import Element, parse_html
from django.urls import reverse

SITE = "http://testserver"


def below(element):
    """Yield every element inside this one, in the order of the page."""
    for child in element.children:
        if isinstance(child, Element):
            yield child
            yield from below(child)


def words_of(element):
    """Return the words in an element."""
    parts = [
        child if isinstance(child, str) else words_of(child)
        for child in element.children
        if isinstance(child, str) or child.name != "template"
    ]
    return " ".join(" ".join(parts).split())


class Field:
    """A field of a form by its name: what it holds, and, when it is a choice, what is offered (value: label)."""

    def __init__(self):
        self.values, self.offered = [], {}

    def take(self, wanted):
        """Hold what somebody types or chooses; a choice may be given by its value or a part of its label."""
        wanted = [str(each) for each in (wanted if isinstance(wanted, list) else [wanted])]
        self.values = [self._offered(each) for each in wanted] if self.offered else wanted

    def _offered(self, wanted):
        if wanted in self.offered:
            return wanted
        found = [value for value, label in self.offered.items() if wanted in label]
        assert len(found) == 1, f"{wanted!r} is not one of {self.offered}"
        return found[0]


class Form:
    """A form on a page: where it goes, and its fields as the page fills them in."""

    def __init__(self, element, page):
        attributes = dict(element.attributes)
        self.path = urlsplit(urljoin(page.address, attributes.get("action") or "")).path
        self.method = attributes.get("method", "get")
        self.fields = {}
        for each in below(element):
            self._read(each, dict(each.attributes), page.labels)

    def _read(self, element, attributes, labels):
        name, value = attributes.get("name"), attributes.get("value") or ""
        if not name or element.name not in {"input", "select", "textarea", "button"}:
            return
        field = self.fields.setdefault(name, Field())
        if element.name == "button":  # says its word only when it is the one that is pressed
            field.offered[value] = words_of(element)
        elif element.name == "textarea":
            field.values = ["".join(child for child in element.children if isinstance(child, str))]
        elif element.name == "select":
            for option in (each for each in below(element) if each.name == "option"):
                given = dict(option.attributes)
                field.offered[given.get("value") or ""] = words_of(option)
                if "selected" in given:
                    field.values = [given.get("value") or ""]
        elif attributes.get("type") in {"radio", "checkbox"}:
            field.offered[value or "on"] = labels.get(attributes.get("id"), "")
            if "checked" in attributes:
                field.values = [value or "on"]
        else:
            field.values = [value]

    def filled_in(self, **typed):
        """Return what is sent when this is typed, and nothing else touched."""
        for name, value in typed.items():
            assert name in self.fields, f"There is no field {name!r} on this form, only {list(self.fields)}"
            self.fields[name].take(value)
        return {name: field.values for name, field in self.fields.items() if field.values}


class Page:
    """What the main part of a page holds for somebody who uses it: its words, links and forms."""

    def __init__(self, address, response):
        self.address, self.status = address, response.status_code
        document = parse_html(response.text)
        self.main = next(each for each in below(document) if dict(each.attributes).get("id") == "main")
        self.text = words_of(self.main)
        inside = list(below(self.main))
        self.labels = {
            dict(each.attributes).get("for"): words_of(each) for each in inside if each.name == "label"
        }
        self.links = [dict(each.attributes).get("href", "") for each in inside if each.name == "a"]
        self.forms = [Form(each, self) for each in inside if each.name == "form"]

    def form(self, path="", fields=()):
        """Return the form that goes to this path (without one, to the page itself); of several the one with fields."""
        path = path or urlsplit(self.address).path
        found = [form for form in self.forms if form.path == path and form.method == "post"]
        if len(found) > 1:
            found = [form for form in found if form.fields.keys() >= set(fields)]
        assert len(found) == 1, f"{len(found)} forms go to {path} on {self.address}: {self.text}"
        return found[0]

    def link(self, pattern):
        """Return the first link that matches the pattern."""
        found = next((link for link in self.links if re.search(pattern, link)), None)
        assert found, f"No link like {pattern} on {self.address}, only {self.links}"
        return found


class Person:
    """Somebody with a browser of their own, who signs in with what they are mailed."""

    def __init__(self, email, mails):
        self.email, self.mails = email, mails
        self.client = Client(enforce_csrf_checks=True)

    def opens(self, address, status=200):
        """Open a page, wherever it leads to, and return it."""
        return self._arrive(self.client.get(address, follow=True), address, status)

    def hands_in(self, page, path="", status=200, **typed):
        """Fill in a form of a page, send it, and return the page it leads to."""
        form = page.form(path, typed)
        return self._arrive(
            self.client.post(form.path, form.filled_in(**typed), follow=True), form.path, status
        )

    def does(self, address, path="", **typed):
        """Open a page, fill in its form (or press its one button that goes to `path`), and return where it leads to."""
        return self.hands_in(self.opens(address), path, **typed)

    def signs_in(self):
        """Sign in by the form, with nothing left of an earlier session."""
        self.client.cookies.clear()
        page = self.opens(reverse("account_login"))
        return self.types_code(self.hands_in(page, reverse("account_request_login_code"), email=self.email))

    def accepts_invitation(self):
        """Open the link in the first mail, say yes, and return the page that opens once it is clear who this is."""
        link = re.search(r"https?://\S+", self.mailed()[0].body).group()
        page = self.opens(urlsplit(link)._replace(scheme="", netloc="").geturl())
        return self.types_code(self.hands_in(page))

    def types_code(self, page):
        """Type the six digits of the latest mail, and return the page that opens."""
        return self.hands_in(page, code=re.search(r"\b\d{6}\b", self.mailed()[-1].body).group())

    def mailed(self):
        """Return what this person was mailed, the oldest first."""
        return [each for each in self.mails if each.to == [self.email]]

    def _arrive(self, response, address, status):
        ended = response.redirect_chain[-1][0] if response.redirect_chain else address
        page = Page(urljoin(SITE, ended), response)
        assert page.status == status, f"{page.status} at {page.address}: {page.text}"
        return page
