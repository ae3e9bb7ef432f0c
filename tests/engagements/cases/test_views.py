"""Pages of the case: who sees what of it, what the forms take and refuse."""

import pytest
from django.utils import timezone

from engagements.cases import services
from engagements.cases.models import Case, CaseState, CaseText
from engagements.evaluation.models import Evaluation
from engagements.people.roles import Role
from engagements.specification.models import Goal
from tests.engagements.cases.conftest import DUTCH, TEXTS, fresh, stand
from tests.engagements.conftest import person, seat_for
from tests.engagements.helpers import ANY_SCRIPT, REFUSED, assert_refused, assert_shown, hidden, url


@pytest.fixture
def enter(client):
    """Sign somebody in and return the browser."""

    def sign_in(who):
        client.force_login(getattr(who, "user", who))
        return client

    return sign_in


def words(page):
    """Return the text of a page with its blanks made single."""
    return " ".join(page.text.split())


# -- The page


def test_page_without_a_case_says_what_can_be_done(enter, completed, manager, sponsor):
    page = enter(manager).get(url("case", completed))
    assert "There is no case yet" in page.text
    assert url("case-change", completed, "en") in page.text
    assert url("case-change", completed, "nl") not in page.text  # after the first language

    page = enter(sponsor).get(url("case", completed))
    assert "There is no case yet" in page.text
    assert "case/write" not in page.text


def test_draft_is_read_by_the_practice_alone(enter, written, completed, manager, sponsor):
    shadow = seat_for(completed, Role.SHADOW)
    for who in (manager, shadow, person("Ada Administrator", is_administrator=True)):
        assert TEXTS["situation"] in enter(who).get(url("case", completed)).text

    page = enter(sponsor).get(url("case", completed))

    assert "The case is being written" in page.text
    assert TEXTS["situation"] not in page.text


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        ("written", {"manager": {"write", "ask"}, "sponsor": set(), "administrator": set()}),
        (
            "asked",
            {"manager": {"write"}, "sponsor": {"consent", "return", "take-back"}, "administrator": set()},
        ),
        (
            "agreed",
            {
                "manager": {"write", "publish"},
                "sponsor": {"return", "take-back"},
                "administrator": {"publish"},
            },
        ),
        ("published", {"manager": {"take-down"}, "sponsor": {"take-back"}, "administrator": {"take-down"}}),
    ],
)
def test_everybody_is_offered_what_they_may_do_now(
    state, offered, request, enter, completed, manager, sponsor
):
    request.getfixturevalue(state)
    people = {
        "manager": manager,
        "sponsor": sponsor,
        "administrator": person("Ada Administrator", is_administrator=True),
    }
    steps = ("write", "ask", "consent", "return", "publish", "take-down", "take-back")

    found = {}
    for who, user in people.items():
        page = enter(user).get(url("case", completed)).text
        found[who] = {step for step in steps if f"/{completed.ref}/case/{step}/" in page}

    assert found == offered


def test_button_that_acts_at_once_says_who_is_mailed(enter, published, completed, manager, sponsor):
    assert "mails Marit Manager" in words(enter(sponsor).get(url("case", completed)))
    assert "mails Sanne Sponsor" in words(enter(manager).get(url("case", completed)))


def test_consent_is_shown_with_who_when_and_which_text(enter, agreed, completed, sponsor, manager):
    consent = completed.approvals.get()

    page = words(enter(sponsor).get(url("case", completed)))

    assert f"Sanne Sponsor (Sponsor) agreed on {timezone.localtime(consent.at):%-d}" in page
    assert consent.digest[:12] in page
    services.write_case(
        engagement=completed, actor=manager, language="en", labels={}, **TEXTS | {"title": "New"}
    )
    assert "That no longer holds: the text was changed." in words(enter(manager).get(url("case", completed)))


def test_reopened_engagement_says_that_the_page_stays(enter, published, completed, manager):
    page = enter(manager).get(url("case", stand(completed, "active")))

    assert "The engagement has been reopened. What is published stays" in words(page)


@pytest.mark.parametrize(("state", "queries"), [("written", 13), ("published", 9)])
def test_page_takes_a_fixed_number_of_queries(
    state, queries, request, enter, completed, goal, manager, django_assert_num_queries
):
    request.getfixturevalue(state)
    Goal.objects.bulk_create(Goal(engagement=completed, title=f"G{n}", baseline=1) for n in range(30))
    browser = enter(manager)

    with django_assert_num_queries(queries):
        browser.get(url("case", completed))


def test_others_find_no_trace_of_it(enter, published, completed, owner, board):
    for who in (owner, board):
        for page in ("evaluation", "progress"):
            assert f"/{completed.ref}/case/" not in enter(who).get(url(page, completed)).text


def test_way_to_the_case_stands_where_people_look(enter, asked, completed, sponsor, manager):
    for who, page in ((sponsor, "evaluation"), (sponsor, "progress"), (manager, "engagement")):
        assert url("case", completed) in enter(who).get(url(page, completed)).text
    page = enter(sponsor).get(url("progress", completed))
    assert "Read the case, and say whether it may be published" in page.text
    assert url("case-consent", completed) in page.text


# -- Writing


def typed(goal=None, **changed):
    """Return what is typed in the form."""
    return TEXTS | {"kept_out": "Duinstad"} | ({f"goal_{goal.pk}": "On time"} if goal else {}) | changed


def test_form_proposes_what_is_known(enter, completed, goal, manager, sponsor):
    completed.organisation.sector, completed.organisation.headcount = "Healthcare", 1900
    completed.organisation.save()
    sides = (("manager", completed.memberships.get(user=manager), False), ("organisation", sponsor, True))
    for side, member, quoted in sides:
        Evaluation.objects.create(
            engagement=completed,
            member=member,
            side=side,
            score=4,
            went_well="It is ours",
            may_be_quoted=quoted,
        )

    page = enter(manager).get(url("case-change", completed, "en"))

    assert "Healthcare, one to five thousand people" in page.text
    assert "It is ours" in page.text
    assert "Figure 54 → 81.5 %" in page.text
    assert 'value="First sessions of Zeezicht at eight"' in page.text  # to be made general by the manager


@pytest.mark.parametrize("given", [(), ("organisation",), ("manager",)])
def test_sealed_evaluation_is_not_quoted(enter, completed, sponsor, manager, given):
    for side in given:
        Evaluation.objects.create(
            engagement=completed, member=sponsor, side=side, score=4, went_well="It is ours"
        )

    assert "It is ours" not in enter(manager).get(url("case-change", completed, "en")).text


def test_case_is_stored_as_it_was_typed(enter, completed, goal, manager):
    kept = typed(goal, situation="🌬️ مرحبا <script>alert(1)</script> & “quotes”")

    answer = enter(manager).post(url("case-change", completed, "en"), kept)

    assert answer.status_code == 302
    text = CaseText.objects.get()
    assert (text.situation, text.labels) == (kept["situation"], {str(goal.pk): "On time"})
    assert_shown(enter(manager).get(url("case", completed)), kept["situation"])


@pytest.mark.parametrize("kind", REFUSED["text"])
def test_text_that_can_not_be_taken_comes_back(enter, completed, manager, kind):
    value = REFUSED["text"][kind][:200_000]  # in every field at once, and still within what a server takes
    needed = [*TEXTS, "kept_out"]
    if kind in {"nothing", "blanks"}:
        needed.remove("quote")

    answer = enter(manager).post(url("case-change", completed, "en"), dict.fromkeys(needed, value))

    for field in needed:
        assert_refused(answer, field, value)
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"), [("title", "Zeezicht on time"), ("quote", "Omar did it"), ("goal", "In duinstad")]
)
def test_word_that_gives_it_away_is_named_beside_its_field(enter, completed, goal, manager, field, value):
    name = f"goal_{goal.pk}" if field == "goal" else field

    answer = enter(manager).post(url("case-change", completed, "en"), typed(goal) | {name: value})

    assert_refused(answer, name, value)


def test_stale_form_shows_both_texts(enter, written, completed, manager):
    browser = enter(manager)
    seen = hidden(browser.get(url("case-change", completed, "en")), "seen")
    browser.post(url("case-change", completed, "en"), typed(title="Stored first") | {"seen": seen})

    answer = browser.post(url("case-change", completed, "en"), typed(title="Typed later") | {"seen": seen})

    assert answer.status_code == 409
    assert_shown(answer, "Stored first")
    assert_shown(answer, "Typed later")


def test_second_language_is_written_beside_the_first(enter, written, completed, goal, manager):
    browser = enter(manager)
    page = browser.get(url("case-change", completed, "nl"))
    assert TEXTS["situation"] in page.text
    assert "kept_out" not in page.text

    browser.post(url("case-change", completed, "nl"), DUTCH | {f"goal_{goal.pk}": "Op tijd"})

    page = browser.get(url("case", completed)).text
    assert 'lang="nl"' in page
    assert "Wat er speelde" in page
    assert "What was going on" in page
    browser.post(url("case-remove", completed, "nl"))
    assert [text.language for text in CaseText.objects.all()] == ["en"]


def test_language_nobody_speaks_is_not_found(enter, completed, manager):
    assert enter(manager).get(url("case-change", completed, "tlh")).status_code == 404


def test_form_says_that_a_change_undoes_the_consent(enter, agreed, completed, manager):
    page = enter(manager).get(url("case-change", completed, "en"))

    assert "what was agreed lapses" in page.text


# -- Deciding, as the pages offer it


def test_case_goes_from_asking_to_its_page_and_back(enter, written, completed, manager, sponsor, client):
    def does(who, action, **typed):
        browser = enter(who)
        page = browser.get(url(action, completed))
        assert page.status_code == 200
        answer = browser.post(url(action, completed), {"seen": hidden(page, "seen")} | typed)
        assert (answer.status_code, answer.url) == (302, url("case", completed))
        return page

    assert "mails Sanne Sponsor" in words(does(manager, "case-ask"))
    page = does(sponsor, "case-return", reason=ANY_SCRIPT[2])
    assert TEXTS["holds_now"] in page.text
    assert_shown(enter(manager).get(url("case", completed)), ANY_SCRIPT[2])
    does(manager, "case-ask")
    page = does(sponsor, "case-consent")
    assert all(text in page.text for text in TEXTS.values())
    assert "You can take it back whenever you like" in page.text
    does(manager, "case-publish")
    assert fresh(written).state == CaseState.PUBLISHED

    answer = enter(sponsor).post(url("case-withdraw", completed))

    assert answer.url == url("case", completed)
    assert fresh(written).state == CaseState.TAKEN_BACK
    assert "The case was taken back" in enter(sponsor).get(url("case", completed)).text


def test_consent_to_something_else_is_refused(enter, asked, completed, sponsor):
    browser = enter(sponsor)
    for seen, status in (("", 422), ("0" * 64, 409), ("a\x00b", 422), ("x" * 1_000_000, 422)):
        assert browser.post(url("case-consent", completed), {"seen": seen}).status_code == status
    assert fresh(asked).state == CaseState.ASKED


def test_change_without_a_reason_is_refused(enter, asked, completed, sponsor):
    browser = enter(sponsor)
    seen = hidden(browser.get(url("case-return", completed)), "seen")

    answer = browser.post(url("case-return", completed), {"seen": seen, "reason": " "})

    assert answer.status_code == 422
    assert 'id="id_reason_error"' in answer.text


@pytest.mark.parametrize(
    ("state", "who", "action"),
    [
        ("written", "sponsor", "case-consent"),
        ("written", "manager", "case-publish"),
        ("published", "manager", "case-change"),
        ("published", "manager", "case-ask"),
        ("published", "sponsor", "case-return"),
    ],
)
def test_page_whose_moment_is_over_says_why(state, who, action, request, enter, completed, manager, sponsor):
    request.getfixturevalue(state)
    args = ("en",) if action == "case-change" else ()

    answer = enter({"manager": manager, "sponsor": sponsor}[who]).get(url(action, completed, *args))

    assert answer.status_code == 409
    assert "Nothing has changed" in answer.text


def test_asking_before_anything_is_written_says_what_is_missing(enter, completed, manager):
    answer = enter(manager).get(url("case-ask", completed))

    assert answer.status_code == 422
    assert "Write it first" in answer.text
