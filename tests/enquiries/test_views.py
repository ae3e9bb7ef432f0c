"""The pages a prospect sees: nothing lost on the way, no cookie, nothing personal in an address, never a crash."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from enquiries import spam
from enquiries.models import Enquiry, Suspicion
from enquiries.readiness import QUESTIONS, VERDICTS
from phases.definitions import PHASES
from tests.enquiries.conftest import TYPED, answers

CONTACT, CHECK, THANKS = "/contact/", "/klaar-voor-verandering/", "/contact/bedankt/"
ENGLISH = {CONTACT: "/en/contact/", CHECK: "/en/readiness/", THANKS: "/en/contact/thanks/"}
FULL = TYPED | {"consent": "on", "do": "send"}


class Inputs(HTMLParser):
    """Collects what a form would send: the values of its inputs, and its buttons."""

    def __init__(self, html):
        super().__init__()
        self.sent, self.area = {}, None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "input" and (attrs.get("type") not in ("radio", "checkbox") or "checked" in attrs):
            self.sent[attrs["name"]] = attrs.get("value", "")
        if tag == "textarea":
            self.area = attrs["name"]
            self.sent[self.area] = ""

    def handle_data(self, data):
        if self.area:
            self.sent[self.area] += data.removeprefix("\n")

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.area = None


def sent_by(response):
    """Return what the form on a page would send."""
    return Inputs(response.content.decode()).sent


def text(response):
    """Return the page as one line of text."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def check_fields(points="21012210"):
    """Return what the readiness check sends with these answers."""
    return {f"check-{key}": given["choice"] for key, given in answers(points).items()}


# -- Every page --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [*ENGLISH, *ENGLISH.values()])
def test_page_costs_no_query_and_sets_no_cookie(client, django_assert_num_queries, db, path):
    client.get(path)

    with django_assert_num_queries(0):
        response = client.get(path)

    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert response["Content-Language"] == ("en" if path.startswith("/en/") else "nl")


def test_only_what_is_the_same_for_everybody_is_kept_in_caches(client, db):
    kept = {path: client.get(path)["Cache-Control"] for path in ENGLISH}

    assert kept == {
        CONTACT: "private, no-cache",
        CHECK: "public, max-age=300",
        THANKS: "public, max-age=300",
    }
    for path, typed in ((CONTACT, TYPED), (CHECK, {}), (CHECK, check_fields())):
        assert client.post(path, typed)["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("path", list(ENGLISH))
def test_page_names_itself_in_both_languages(client, settings, db, path):
    html = client.get(path).content.decode()

    assert f'<link rel="canonical" href="{settings.SITE_URL}{path}">' in html
    assert f'hreflang="en" href="{settings.SITE_URL}{ENGLISH[path]}"' in html


def test_form_needs_no_cookie_to_be_sent(db):
    assert Client(enforce_csrf_checks=True).post(CONTACT, FULL)["Location"] == THANKS


@pytest.mark.parametrize(
    ("path", "method"), [(CONTACT, "put"), (CHECK, "delete"), (THANKS, "post"), (THANKS, "put")]
)
def test_other_methods_are_refused(client, db, path, method):
    assert getattr(client, method)(path).status_code == 405


def test_public_pages_lead_to_the_form_with_the_step(client, db):
    with override("nl"):
        for phase in PHASES:
            html = client.get(reverse("phases:phase", kwargs={"key": phase.key})).content.decode()
            assert f'href="{CONTACT}?stap={phase.slug}"' in html
    assert f'href="{CONTACT}"' in client.get("/").content.decode()
    assert 'href="/en/contact/?step=intake"' in client.get("/en/approach/intake/").content.decode()


# -- The contact form --------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [CONTACT, "/en/contact/"])
def test_enquiry_is_stored_and_the_visitor_thanked(client, db, path):
    opened = client.get(path)

    response = client.post(path, sent_by(opened) | FULL)

    assert response.status_code == 302
    assert response["Location"] == (THANKS if path == CONTACT else "/en/contact/thanks/")
    enquiry = Enquiry.objects.get()
    assert (enquiry.name, enquiry.organisation) == (TYPED["name"], TYPED["organisation"])
    assert enquiry.language == ("nl" if path == CONTACT else "en")
    assert enquiry.suspicions == [Suspicion.HASTE]  # a test types fast
    assert enquiry.network


def test_form_states_what_is_kept_why_how_long_and_who_reads_it(client, db, settings):
    settings.ENQUIRY_RETENTION_DAYS, settings.ENQUIRY_ANSWER_WORKING_DAYS = 90, 1

    page = text(client.get("/en/contact/"))

    assert "kept to answer you, and for nothing else" in page
    assert "read by the interim managers of the practice and by its administrator" in page
    assert "erased after 90 days" in page
    assert "within one working day" in page
    assert "commits you to nothing" in page


def test_form_that_is_wrong_comes_back_as_it_was(client, db):
    typed = {"email": "ria@", "phone": "06", "step": "execution", "message": "a < b\n\n& c"}
    opened = sent_by(client.get(CONTACT))

    response = client.post(CONTACT, opened | typed | check_fields() | {"do": "send"})

    assert response.status_code == 422
    assert not Enquiry.objects.exists()
    html, back = response.content.decode(), sent_by(response)
    assert {name: back[name].strip() for name in (*typed, "stamp")} == typed | {"stamp": opened["stamp"]}
    assert check_fields().items() <= back.items()
    for name in ("name", "email", "organisation", "consent"):
        assert f'id="id_{name}_error"' in html
    assert 'id="id_phone_error"' not in html


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("/contact/?stap=uitvoering", "execution"),
        ("/contact/?stap=execution", "execution"),
        ("/contact/?step=evaluatie", "evaluation"),
        ("/en/contact/?step=specification", "specification"),
        ("/contact/?stap=onzin", None),
        ("/contact/?stap=%00%ff", None),
    ],
)
def test_step_they_were_reading_goes_along(client, db, address, key):
    opened = client.get(address)

    assert sent_by(opened).get("step") == key
    assert ("stap 3: Zelf doen" in text(opened)) == (key == "execution")
    client.post(CONTACT, sent_by(opened) | FULL)
    assert Enquiry.objects.get().step == (key or "")


def test_language_switch_keeps_the_step(client, db):
    assert 'href="/en/contact/?step=execution"' in client.get("/contact/?stap=uitvoering").content.decode()


def test_unknown_step_and_answers_that_were_posted_are_ignored(client, db):
    posted = {"step": "nonsense", "check-time": "always", "check-mandate": "no", "check-weather": "yes"}

    client.post(CONTACT, FULL | posted)

    enquiry = Enquiry.objects.get()
    assert (enquiry.step, enquiry.readiness) == ("", {"mandate": {"choice": "no", "words": ""}})


def test_suspected_spam_is_stored_and_thanked_alike(client, db):
    honest = client.post(CONTACT, FULL)
    caught = client.post(CONTACT, FULL | {"homepage": "https://spam.example", "email": "x@spam.example"})

    assert (caught.status_code, caught["Location"]) == (honest.status_code, honest["Location"])
    assert Enquiry.objects.get(email="x@spam.example").suspicions == [Suspicion.TRAP, Suspicion.STALE]


def test_form_sent_twice_is_one_enquiry_and_thanked_twice(client, db):
    filled = sent_by(client.get(CONTACT)) | FULL

    assert [client.post(CONTACT, filled)["Location"] for _each in range(2)] == [THANKS, THANKS]
    assert Enquiry.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"name": "Ria\x00\r\n\tBcc: all@example.org"}, 302),
        ({"message": "NUL \x00 in it"}, 302),
        ({"message": "x" * 5001}, 422),
        ({"message": "é" * 400_000}, 422),
        ({"name": "n" * 121, "phone": "0" * 41}, 422),
        ({"name": "\x00", "organisation": "\u2028"}, 422),
        ({"email": "ria@" + "a" * 300 + ".example"}, 422),
        ({"stamp": "\x00:😀:" * 99, "step": "\x00", "homepage": "\x00"}, 302),
        ({"check-time": "\x00", "check-time-words": "\x00" + "w" * 9_999}, 302),
        ({"message": "😀 \u202e \ud7ff"}, 302),
    ],
)
def test_nothing_that_is_typed_breaks_the_form(client, db, typed, status):
    assert client.post(CONTACT, FULL | typed).status_code == status
    for enquiry in Enquiry.objects.all():
        assert "\x00" not in f"{enquiry.name}{enquiry.message}{enquiry.readiness}"
        assert len(enquiry.name.splitlines()) == 1


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"name=%ff%fe&message=%ed%a0%80", "application/x-www-form-urlencoded"),
        (b"\xff\xfe", "application/x-www-form-urlencoded; charset=utf-16"),
        (b"name=x", "application/x-www-form-urlencoded; charset=nonsense"),
        (b"{}", "application/json"),
        (b"--x", "multipart/form-data; boundary=x"),
        (b"--x", "multipart/form-data"),
        (b"m=" + b"x" * 3_000_000, "application/x-www-form-urlencoded"),
        (b"&".join(b"a=1" for _each in range(2_000)), "application/x-www-form-urlencoded"),
    ],
)
def test_nothing_that_is_posted_breaks_a_page(client, db, body, kind):
    for path in (CONTACT, CHECK):
        assert client.generic("POST", path, body, content_type=kind).status_code in (400, 422)


# -- The readiness check -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["nl", "en"])
def test_result_says_what_it_comes_to_and_what_to_do_first(client, db, language):
    path = CHECK if language == "nl" else ENGLISH[CHECK]

    response = client.post(
        path, check_fields() | {"check-openness-words": "Het <b>rooster</b>", "do": "result"}
    )
    page = text(response)

    assert response.status_code == 200
    assert "Het &lt;b&gt;rooster" in response.content.decode()
    with override(language):
        assert str(VERDICTS["talk"].title) in page
        for question, points in zip(QUESTIONS, "21012210", strict=True):
            choice = question.choices[2 - int(points)]
            assert str(question.text) in page
            assert str(choice.label) in page
            assert page.count(str(choice.advice)) == 1 or choice.points == 2
    assert not Enquiry.objects.exists()


def test_result_of_the_best_answers_asks_nothing(client, db):
    response = client.post(ENGLISH[CHECK], check_fields("22222222"))

    assert "You are ready for it" in text(response)
    assert "What to do first" not in text(response)


def test_open_questions_are_pointed_at_and_what_was_answered_stays(client, db):
    given = check_fields()
    del given["check-time"], given["check-mandate"]

    response = client.post(CHECK, given | {"check-time-words": "De planners", "name": "Ria"})

    assert response.status_code == 422
    assert (given | {"check-time-words": "De planners", "name": "Ria"}).items() <= sent_by(response).items()
    html = response.content.decode()
    assert re.findall(r'<a href="#(id_check-\w+)">', html) == ["id_check-mandate_0", "id_check-time_0"]


def test_nothing_is_typed_again_on_the_way_through_the_check(client, db):
    """From the form to the check, its result, changing an answer, back to the form, and sent."""
    form = sent_by(client.get("/contact/?stap=intake")) | TYPED | {"consent": "on"}
    check = sent_by(client.post(CHECK, form | {"do": "change"}))
    result = sent_by(client.post(CHECK, check | check_fields("22222222") | {"do": "result"}))
    again = sent_by(client.post(CHECK, result | {"do": "change"}))
    result = sent_by(client.post(CHECK, again | {"check-time": "no", "check-time-words": "Wie?"}))
    back = client.post(CONTACT, result | {"do": "write"})

    assert back.status_code == 200
    assert "_error" not in back.content.decode()
    assert sent_by(back)["stamp"] == form["stamp"]
    assert client.post(CONTACT, sent_by(back) | {"do": "send"})["Location"] == THANKS
    enquiry = Enquiry.objects.get()
    assert (enquiry.name, enquiry.message.replace("\r", ""), enquiry.step) == (
        TYPED["name"],
        TYPED["message"],
        "intake",
    )
    assert enquiry.readiness == answers("22222022") | {"time": {"choice": "no", "words": "Wie?"}}


def test_unfinished_check_goes_along_or_is_left_out(client, db):
    form = TYPED | {"check-time": "no"}

    with_it = client.post(ENGLISH[CONTACT], form | {"do": "write"})
    without = client.post(ENGLISH[CONTACT], form | {"do": "without"})

    assert "You have chosen 1 of 8" in text(with_it)
    assert sent_by(with_it)["check-time"] == "no"
    assert "check-time" not in sent_by(without)
    assert sent_by(without)["name"] == TYPED["name"]


def test_sending_is_the_first_button_of_the_form(client, db):
    """Enter in a field presses the first button."""
    html = client.get(CONTACT).content.decode()

    assert re.findall(r'<button[^>]*name="do"\s+value="(\w+)"', html)[0] == "send"


def test_thanks_are_not_listed_by_search_engines(client, db):
    assert client.get(THANKS)["X-Robots-Tag"] == "noindex"
    assert spam.new_stamp() != spam.new_stamp()
