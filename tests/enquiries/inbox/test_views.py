"""The inbox over HTTP: the list, one enquiry, and its forms as they are filled in."""

import pytest
from django.urls import reverse
from django.utils import timezone

from engagements.lifecycle.models import Engagement
from engagements.people.roles import Role
from enquiries.mails import MailKind
from enquiries.models import EnquiryEvent, EnquiryText
from enquiries.readiness import QUESTIONS
from enquiries.states import State
from tests.engagements.conftest import person
from tests.engagements.helpers import ANY_SCRIPT, assert_refused, assert_shown, hidden, refused
from tests.enquiries.conftest import in_outbox
from tests.enquiries.inbox.conftest import fresh, make_enquiry, told
from tests.spreadsheets.sheets import of_csv, of_xlsx

LIST = reverse("inbox:list")
READY = {each.key: {"choice": "yes", "words": f"Words on {each.key}"} for each in QUESTIONS}


def url(name, enquiry):
    return reverse(f"inbox:{name}", args=[enquiry.ref])


def listed(page):
    return [each.organisation for each in page.context["page"]]


# -- The list --------------------------------------------------------------------------------------


def test_list_is_of_one_state_newest_first_with_what_may_be_spam_apart(as_administrator):
    for number, state in enumerate([State.NEW, State.NEW, State.IN_TALK, State.DECLINED, State.WITHDRAWN]):
        make_enquiry(organisation=f"{state} {number}", state=state)
    make_enquiry(organisation="cheap pills", suspicions=["trap"])
    make_enquiry(organisation="cleared", suspicions=["haste"], cleared_at=timezone.now())
    make_enquiry(organisation="declined pills", suspicions=["trap"], state=State.DECLINED)

    def at(state):
        return listed(as_administrator.get(LIST, {"state": state}))

    first = as_administrator.get(LIST)
    assert listed(first) == at("new") == ["cleared", "new 1", "new 0"]
    assert at("suspected") == ["cheap pills"]
    assert at("declined") == ["declined pills", "declined 3"]
    assert (at("in_talk"), at("withdrawn"), at("converted")) == (["in_talk 2"], ["withdrawn 4"], [])
    assert {key: count for key, _label, count in first.context["tabs"]} == {
        "new": 3,
        "in_talk": 1,
        "converted": 0,
        "declined": 2,
        "withdrawn": 1,
        "suspected": 1,
    }


@pytest.mark.parametrize("read", [of_csv, of_xlsx])
def test_the_list_can_be_kept_as_it_is_filtered(read, as_administrator):
    make_enquiry(organisation="=1+1")
    make_enquiry(organisation="Declined", state=State.DECLINED)
    ending = read.__name__.removeprefix("of_")

    rows = read(as_administrator.get(reverse("inbox:list-file", args=[ending]), {"state": "new"}))

    assert len(rows) == 2
    assert "=1+1" in str(rows[1])
    assert as_administrator.get(reverse("inbox:list-file", args=["pdf"])).status_code == 404


@pytest.mark.parametrize(
    ("words", "found"),
    [("zeezicht", 1), ("JAN theatres", 1), ("jan@zeezicht.example", 1), ("nothing like it", 0)],
)
def test_search_looks_in_every_state(as_administrator, words, found):
    make_enquiry(state=State.DECLINED, suspicions=["trap"])
    make_enquiry(organisation="Other", name="Piet", email="p@example.org", message="Something else")

    assert len(listed(as_administrator.get(LIST, {"q": words}))) == found


@pytest.mark.parametrize(
    "query", [{"page": "0"}, {"page": "x"}, {"q": "a\x00"}, {"q": "x" * 5000}, {"state": "nonsense"}]
)
def test_list_survives_any_query(as_administrator, enquiry, query):
    assert as_administrator.get(LIST, query).status_code == 200


@pytest.mark.parametrize("number", [1, 30])
def test_list_costs_the_same_whatever_its_length(
    as_administrator, manager, number, django_assert_num_queries
):
    for _each in range(number):
        make_enquiry(manager=manager)

    # session, user, counts per state, number found, the page, and the menu's count
    with django_assert_num_queries(6 if number else 5):
        as_administrator.get(LIST)


def test_manager_sees_theirs_and_no_word_or_count_of_anybody_elses(client, manager):
    mine = make_enquiry(manager=manager)
    other = make_enquiry(organisation="Secret Holding", message="Sell it all", email="secret@example.org")
    make_enquiry(organisation="Spam Ltd", suspicions=["trap"])
    client.force_login(manager)

    pages = [
        client.get(LIST),
        client.get(LIST, {"q": "Secret"}),
        client.get(LIST, {"state": "suspected"}),
        client.get(url("enquiry", mine)),
        client.get(url("convert", mine)),
    ]

    assert listed(pages[0]) == [mine.organisation]
    assert sum(count for _key, _label, count in pages[0].context["tabs"]) == 1
    for page in pages:
        assert "Holding" not in page.text
        assert "Spam Ltd" not in page.text
        assert other.ref not in page.text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({}, "Nothing new"),
        ({"q": "x"}, "Nothing found"),
        ({"state": "suspected"}, "Nothing looks like spam"),
        ({"state": "declined"}, "There is nothing here"),
    ],
)
def test_empty_list_says_why(as_administrator, query, said):
    assert said in as_administrator.get(LIST, query).text


def test_menu_counts_new_ones_for_the_administrator_alone(client, administrator, manager):
    make_enquiry()
    make_enquiry(suspicions=["trap"])
    seen = {}
    for user in (administrator, manager, person("A Client")):
        client.force_login(user)
        seen[user] = client.get(reverse("accounts:preferences")).text

    menu = f'href="{LIST}"'
    assert menu in seen[administrator]
    assert '<span class="count">1' in seen[administrator]
    assert menu in seen[manager]
    assert '<span class="count">' not in seen[manager]
    assert [text for user, text in seen.items() if menu not in text] == [list(seen.values())[2]]


# -- One enquiry -----------------------------------------------------------------------------------


def busy(enquiry, administrator, number):
    """Let much happen to an enquiry; how is not what these tests are about."""
    for each in range(number):
        event = EnquiryEvent.objects.create(enquiry=enquiry, actor=administrator, what="noted")
        EnquiryText.objects.create(event=event, text=f"Note {each}")
        in_outbox(enquiry, MailKind.ANSWER, recipient=administrator, address="")


@pytest.mark.parametrize("number", [1, 20])
def test_page_costs_the_same_however_much_happened(
    as_administrator, administrator, number, django_assert_num_queries
):
    enquiry = make_enquiry(readiness=READY)
    busy(enquiry, administrator, number)

    # session, user, the enquiry, mails, history, and the menu's count
    with django_assert_num_queries(6):
        page = as_administrator.get(url("enquiry", enquiry))

    assert page.text.count("Note ") == number


def test_page_tells_everything_that_is_known(as_administrator, administrator, manager):
    enquiry = make_enquiry(
        readiness=READY, phone="06 12345678", manager=manager, suspicions=["trap", "haste"]
    )
    in_outbox(enquiry, MailKind.RECEIPT, attempts=3, last_error="Gone fishing")
    busy(enquiry, administrator, 1)

    page = as_administrator.get(url("enquiry", enquiry))

    for text in (
        enquiry.message,
        enquiry.email,
        enquiry.phone,
        "Marit Manager",
        "You are ready for it",
        "Words on mandate",
        "Not confirmed yet",
        "Gone fishing",
        "Try again",
        "This is no spam",
        "Note 0",
        "faster than anybody types",
    ):
        assert text in page.text, text


@pytest.mark.parametrize(
    ("phone", "link"),
    [("+31 (0)58 123 45 67", 'href="tel:+31581234567"'), ("ask for Jan", ""), ('" onclick=x 1', "")],
)
def test_telephone_is_a_link_when_it_can_be_called(as_administrator, phone, link):
    page = as_administrator.get(url("enquiry", make_enquiry(phone=phone)))

    assert_shown(page, phone)
    assert ('href="tel:' in page.text) == bool(link)
    assert link in page.text


def test_erased_enquiry_can_still_be_opened(as_administrator):
    empty = dict.fromkeys(("name", "email", "organisation", "message"), "")
    enquiry = make_enquiry(state=State.DECLINED, closed_at=timezone.now(), erased_at=timezone.now(), **empty)
    EnquiryEvent.objects.create(enquiry=enquiry, what="sent")

    page = as_administrator.get(url("enquiry", enquiry))

    assert "was erased on" in page.text
    assert "<form" not in page.text.partition("<main")[2].replace("masthead", "")
    assert as_administrator.get(url("answer", enquiry)).status_code == 409


@pytest.mark.parametrize("text", ANY_SCRIPT)
def test_what_they_wrote_is_shown_as_text(as_administrator, text):
    page = as_administrator.get(url("enquiry", make_enquiry(message=text)))

    assert_shown(page, text)


# -- Forms -----------------------------------------------------------------------------------------

RIGHT = {
    "answer": {"text": "We call you."},
    "note": {"text": "Knows Tjitske."},
    "decline": {"reason": "No capacity."},
    "withdraw": {"reason": "Found somebody."},
    "assign": {},
}


@pytest.mark.parametrize("name", sorted(RIGHT))
def test_form_as_it_is_shown_stores_and_goes_back(as_administrator, enquiry, name):
    page = as_administrator.get(url(name, enquiry))

    answer = as_administrator.post(url(name, enquiry), RIGHT[name] | {"seen": hidden(page, "seen")})

    assert (answer.status_code, answer.url) == (302, url("enquiry", enquiry))
    assert fresh(enquiry).version == 2


@pytest.mark.parametrize("name", sorted(RIGHT))
def test_form_of_an_older_page_keeps_what_was_typed(as_administrator, administrator, enquiry, name):
    type(enquiry).objects.update(version=2)
    EnquiryEvent.objects.create(enquiry=enquiry, actor=administrator, what="noted")

    answer = as_administrator.post(url(name, enquiry), RIGHT[name] | {"seen": "1"})

    assert answer.status_code == 409
    assert "Ada Administrator has done something" in answer.text
    assert all(value in answer.text for value in RIGHT[name].values())
    assert hidden(answer, "seen") == "2"
    assert len(told(enquiry)) == 1


@refused(text="text", seen="seen")
def test_answer_that_cannot_be_taken_is_kept_beside_its_message(as_administrator, enquiry, field, value):
    answer = as_administrator.post(
        url("answer", enquiry), {"text": "We call you.", "seen": "1", field: value}
    )

    if field == "seen":
        assert answer.status_code == 422
        assert "We call you." in answer.text
    else:
        assert_refused(answer, field, value)
    assert told(enquiry) == []


@refused(reason="text", text="optional text")
def test_declining_without_what_it_needs_is_refused(as_administrator, enquiry, field, value):
    answer = as_administrator.post(url("decline", enquiry), {"reason": "Full.", "seen": "1", field: value})

    assert_refused(answer, field, value)
    assert fresh(enquiry).state == State.NEW


def test_manager_who_is_none_is_refused(as_administrator, administrator, enquiry):
    answer = as_administrator.post(url("assign", enquiry), {"manager": administrator.pk, "seen": "1"})

    assert answer.status_code == 422
    assert 'id="id_manager_error"' in answer.text


@pytest.mark.parametrize(("seen", "status"), [("1", 302), ("7", 409), ("", 422), ("x", 422)])
def test_button_that_asks_nothing(as_administrator, enquiry, seen, status):
    answer = as_administrator.post(url("talk", enquiry), {"seen": seen})

    assert answer.status_code == status
    assert fresh(enquiry).state == (State.IN_TALK if status == 302 else State.NEW)


@pytest.mark.parametrize("name", ["decline", "withdraw", "assign", "convert", "resume"])
def test_form_whose_moment_is_not_now_says_so(as_administrator, enquiry, name):
    state = State.IN_TALK if name == "resume" else State.DECLINED
    type(enquiry).objects.update(state=state)

    assert as_administrator.get(url(name, enquiry)).status_code == 409


# -- Becoming an engagement ------------------------------------------------------------------------


def prefilled(page):
    """Return what the form of a page holds already, as a browser would send it."""
    form = page.context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value is not None}


def test_engagement_is_made_of_what_the_page_holds_already(as_administrator, manager):
    enquiry = make_enquiry(manager=manager, readiness=READY, language="nl")
    page = as_administrator.get(url("convert", enquiry))

    answer = as_administrator.post(url("convert", enquiry), prefilled(page))

    engagement = Engagement.objects.get()
    assert (answer.status_code, answer.url) == (302, engagement.get_absolute_url())
    assert (engagement.organisation.name, engagement.situation, engagement.language) == (
        enquiry.organisation,
        enquiry.message,
        "nl",
    )
    assert engagement.title == "Interim-management bij Zeezicht Hospital"
    assert [(m.user, m.role) for m in engagement.memberships.all()] == [(manager, Role.MANAGER)]
    shown = as_administrator.get(url("enquiry", enquiry))
    assert engagement.get_absolute_url() in shown.text
    assert "as soon as they have confirmed" in shown.text


def test_manager_finds_no_choice_of_manager_and_leads_it_themselves(client, manager):
    enquiry = make_enquiry(manager=manager, email_proven_at=timezone.now())
    client.force_login(manager)
    page = client.get(url("convert", enquiry))

    answer = client.post(url("convert", enquiry), prefilled(page) | {"manager": person("Other").pk})

    assert "manager" not in page.context["form"].fields
    assert "is invited as sponsor" in page.text
    engagement = Engagement.objects.get()
    assert answer.url == engagement.get_absolute_url()
    assert sorted(m.role for m in engagement.memberships.all()) == [Role.MANAGER, Role.SPONSOR]


@refused(title="text", organisation_name="text", starts_on="day", manager="choice")
def test_engagement_that_cannot_be_made_is_kept_beside_its_message(
    as_administrator, manager, enquiry, field, value
):
    known = {
        "title": "T",
        "organisation_name": "O",
        "kind": "change",
        "language": "en",
        "days_per_week": "4",
        "starts_on": "2026-11-02",
        "manager": manager.pk,
        "seen": "1",
    }

    answer = as_administrator.post(url("convert", enquiry), known | {field: value})

    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.text
    assert not Engagement.objects.exists()


def test_pressed_twice_the_second_answer_leads_to_the_engagement(as_administrator, manager):
    enquiry = make_enquiry(manager=manager)
    data = prefilled(as_administrator.get(url("convert", enquiry)))
    as_administrator.post(url("convert", enquiry), data)

    answer = as_administrator.post(url("convert", enquiry), data)

    assert answer.status_code == 409
    assert Engagement.objects.get().get_absolute_url() in answer.text


def test_sender_who_takes_part_already_is_said_above_the_form(as_administrator, manager):
    enquiry = make_enquiry(manager=manager, email=manager.email, email_proven_at=timezone.now())

    answer = as_administrator.post(
        url("convert", enquiry), prefilled(as_administrator.get(url("convert", enquiry)))
    )

    assert answer.status_code == 422
    assert "already takes part" in answer.text
    assert not Engagement.objects.exists()
