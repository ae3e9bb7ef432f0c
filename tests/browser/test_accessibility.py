"""Every kind of page, for everybody: WCAG 2.2 AA by axe, at three widths, light and dark, in both languages.

One way of looking per page, taken in turn, finds what all six would find many times over; the pages that matter
most are looked at in all six ways.
"""

from itertools import cycle, product

import pytest
from django.urls import reverse

from accounts.invitations.links import path_of
from accounts.invitations.services import invite
from accounts.models import User
from engagements.cases.models import Publication
from engagements.documents.models import Document
from engagements.execution.models import Commitment
from engagements.intake.models import AssignmentVersion, ClaimConflict, TrustRound
from engagements.lifecycle.models import Engagement
from engagements.people.roles import Role
from engagements.processes.models import CriticalProcess, Handhold
from engagements.record.models import LogEntry
from engagements.sparring.models import SparringRequest
from engagements.specification.models import Goal
from phases.definitions import PHASES
from tests.browser.accessibility import lacks, look_at, violations
from tests.engagements.conftest import person

LOOKS = list(product((360, 768, 1440), ("light", "dark")))
SPREAD = [LOOKS[index] for index in (0, 3, 4, 1, 2, 5)]
HALF = {"nl": SPREAD[:3], "en": SPREAD[3:]}

HOSPITAL, HOUSING, MUNICIPALITY = (
    "Ziekenhuis Zeezicht",
    "Woonstichting De Verzonnen Hof",
    "Gemeente Schijndrecht",
)
METAL, SCALE_UP, ON_HOLD = "Metaalbedrijf Klatergoud", "Pretendly", "Zorggroep Het Zomaar"


@pytest.fixture
def seat(demo, onlooker):
    """Return a function that opens a browser for whoever plays a role in a story, in a language."""

    def sit(organisation, role, language):
        engagement = Engagement.objects.get(organisation__name=organisation)
        member = engagement.memberships.current().filter(role=role).first()
        User.objects.filter(pk=member.user_id).update(language=language)
        page = onlooker(member.user, language)

        def address(name, *args):
            return reverse(f"engagements:{name}", args=[engagement.ref, *args])

        return page, engagement, address

    return sit


def inspect(page, addresses, status=200, looks=()):
    """Open every address and assert that nothing is wrong with the page; `looks` for each, or one of all in turn."""
    wrong = {}
    for address, look in zip(addresses, cycle(SPREAD), strict=False):
        answered = page.goto(address)
        found = [] if answered.status == status else [f"answers {answered.status}"]
        for width, scheme in looks or [look]:
            look_at(page, width, scheme)
            found += [f"{each} ({width} px, {scheme})" for each in violations(page)]
        found += lacks(page)
        if found:
            wrong[address] = found
    assert wrong == {}


def tabs_of(page, start):
    """Return the address of every room that the visitor of an engagement may enter."""
    page.goto(start)
    return page.locator("nav.rooms a").evaluate_all("links => links.map(link => link.getAttribute('href'))")


def only(model, engagement, **wanted):
    """Return the key of something of an engagement, the first if there are more."""
    return model.objects.filter(engagement=engagement, **wanted).order_by("pk").first().pk


def test_inspection_finds_what_is_wrong(onlooker):
    page = onlooker()
    page.goto("/")
    page.evaluate("""document.querySelector("main").insertAdjacentHTML(
        "beforeend", "<h1>Two</h1><p><button></button></p><p class='probe'>Wide</p>")""")
    page.evaluate("document.querySelector('.probe').style.width = '400px'")

    assert any(each.startswith("button-name") for each in violations(page))
    assert [each.partition(":")[0] for each in lacks(page)] == [
        "2 headings of the first rank",
        "80 pixels too wide at 320",
    ]


# -- Anybody ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["nl", "en"])
def test_public_pages(onlooker, language):
    page = onlooker(locale=language)
    start = {"nl": "/", "en": "/en/"}[language]
    page.goto(start)
    steps = page.locator(".process__steps a").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    )
    assert len(steps) == len(PHASES)

    inspect(page, [start], looks=HALF[language])
    inspect(page, steps)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_pages_of_signing_in(onlooker, transactional_db, language):
    page = onlooker(locale=language)

    inspect(page, [reverse("account_login")], looks=HALF[language])
    inspect(page, [reverse("account_reset_password"), reverse("account_reset_password_done")])
    inspect(page, ["/accounts/nowhere/", "/accounts/password/reset/key/1-a-b/"], status=404)

    manager, invited = person("Marit Manager", language=language), person("Ina Invited", language=language)
    made = invite(user=invited, inviter=manager, path="/", title="Theatres on time", role="Sponsor")
    inspect(page, [path_of(made)], looks=HALF[language])
    page.locator("main form button").click()
    inspect(page, [reverse("account_confirm_login_code")])


# -- The manager -----------------------------------------------------------------------------------


def test_pages_that_matter_most_to_a_manager(seat):
    page, _engagement, address = seat(HOSPITAL, Role.MANAGER, "nl")

    inspect(page, [address("engagement"), reverse("engagements:today")], looks=LOOKS)
    inspect(page, [reverse("engagements:list"), reverse("engagements:quick-log")])


def test_rooms_of_an_execution(seat):
    page, engagement, address = seat(HOSPITAL, Role.MANAGER, "nl")
    process = only(CriticalProcess, engagement)

    inspect(page, [*tabs_of(page, address("engagement")), address("process", process), address("history")])


def test_rooms_of_an_intake_in_english(seat):
    page, engagement, address = seat(SCALE_UP, Role.MANAGER, "en")
    conflict = only(ClaimConflict, engagement, state="open")

    inspect(page, tabs_of(page, address("engagement")))
    inspect(
        page,
        [
            address("observation-add"),
            address("intended-change-add"),
            address("conflict-add"),
            address("conflict-handle", conflict),
            address("assignment-sign", only(AssignmentVersion, engagement)),
            address("process-change", only(CriticalProcess, engagement)),
        ],
    )


def test_forms_of_a_manager(seat):
    page, engagement, address = seat(HOSPITAL, Role.MANAGER, "en")
    goal = only(Goal, engagement, state="open")

    inspect(page, [address("log-add")], looks=LOOKS)
    inspect(
        page,
        [
            reverse("engagements:new"),
            address("engagement-change"),
            address("log-change", only(LogEntry, engagement, audience="private")),
            address("worked-month-add"),
            address("member-add"),
            address("rating-add", only(CriticalProcess, engagement)),
            address("reading-add", goal),
            address("goal-drop", goal),
            address("friction-add"),
            address("commitment-add"),
            address("commitment-rehome", only(Commitment, engagement, state="accepted")),
            address("handover-line-add", only(CriticalProcess, engagement, let_go_at=None)),
        ],
    )


def test_pages_behind_the_rooms_of_a_manager(seat):
    page, engagement, address = seat(HOSPITAL, Role.MANAGER, "nl")
    goal = only(Goal, engagement, state="open")
    shared = only(LogEntry, engagement, audience="everyone")

    inspect(
        page,
        [
            address("gate"),
            f"{address('search')}?q=planning",
            f"{address('slip-test')}?goal={goal}&due_on=2027-03-01",
            address("request-add", "processes_let_go"),
            address("selfcheck"),
            address("selfcheck-add"),
            address("selfcheck-talk"),
            address("document-add"),
            address("document", only(Document, engagement)),
            address("sparring-add"),
            address("sparring-question", only(SparringRequest, engagement)),
            address("record-line", "entry", shared),
            reverse("engagements:board"),
        ],
    )


def test_commands_of_a_manager(seat):
    page, _engagement, address = seat(HOSPITAL, Role.MANAGER, "nl")

    inspect(page, [address("step-back"), address("advance")], looks=LOOKS[::2])
    inspect(page, [address(command) for command in ("hold", "end-early")])


def test_plan_that_is_being_made(seat):
    page, engagement, address = seat(MUNICIPALITY, Role.MANAGER, "nl")
    process = only(CriticalProcess, engagement)

    inspect(
        page,
        [
            address("engagement"),
            address("plan"),
            address("plan-submit"),
            address("goal-add"),
            address("goal-change", only(Goal, engagement)),
            address("final-goal-change"),
            address("process", process),
            address("process-change", process),
            address("handhold-add", process),
            address("handhold-change", only(Handhold, engagement)),
            address("assignment-change", only(AssignmentVersion, engagement, number=2)),
            address("waive", "commitment_named"),
        ],
    )


# -- The client ------------------------------------------------------------------------------------


def test_page_that_matters_most_to_a_client(seat):
    page, _engagement, address = seat(MUNICIPALITY, Role.SPONSOR, "nl")

    inspect(page, [address("progress")], looks=LOOKS)


def test_rooms_of_a_sponsor_in_english(seat):
    page, _engagement, address = seat(MUNICIPALITY, Role.SPONSOR, "en")

    inspect(page, [*tabs_of(page, address("progress")), address("history")])


def test_rooms_of_an_owner_in_aftercare(seat):
    page, engagement, address = seat(HOUSING, Role.PROCESS_OWNER, "nl")
    process = only(CriticalProcess, engagement, owner__user__name="Aisha Model")

    inspect(page, tabs_of(page, address("progress")))
    inspect(
        page,
        [address("fine-tuning-add"), address("rating-add", process), address("handover-give-back", process)],
    )


def test_what_is_asked_of_clients(seat):
    page, engagement, address = seat(MUNICIPALITY, Role.BOARD, "en")
    inspect(page, [address("commitment-answer", only(Commitment, engagement, state="proposed"))])

    page, engagement, address = seat(SCALE_UP, Role.SPONSOR, "en")
    inspect(page, [address("trust-answer", only(TrustRound, engagement)), address("withdraw")])

    page, engagement, address = seat(HOSPITAL, Role.PROCESS_OWNER, "nl")
    inspect(page, [address("handover"), address("handover-sheet"), address("progress")])


def test_engagements_that_wait_or_have_ended(seat):
    page, _engagement, address = seat(METAL, Role.SPONSOR, "nl")
    inspect(
        page,
        [
            address("progress"),
            address("evaluation"),
            address("worked-months"),
            address("audit"),
            address("reopen"),
        ],
    )
    published = reverse("cases:case", args=[Publication.objects.get().slug])
    inspect(page, [address("case"), published, reverse("cases:list")])

    page, _engagement, address = seat(ON_HOLD, Role.MANAGER, "en")
    inspect(page, [address("engagement"), address("resume"), address("plan")])


# -- What was not done -----------------------------------------------------------------------------


def test_pages_that_refuse(seat):
    page, engagement, address = seat(HOSPITAL, Role.MANAGER, "nl")
    let_go = CriticalProcess.objects.exclude(let_go_at=None).get(engagement=engagement)

    inspect(page, [address("handover-line-add", let_go.pk)], status=409, looks=LOOKS[:2])
    inspect(page, [address("goal-add"), address("complete")], status=409)
    inspect(page, [address("plan-return")], status=403)
    inspect(page, ["/engagements/nothing2/"], status=404)


def test_forms_that_come_back(seat):
    page, _engagement, address = seat(HOSPITAL, Role.MANAGER, "en")
    wrong = {}
    for name, look in zip(("log-add", "commitment-add", "hold", "member-add"), SPREAD, strict=False):
        page.goto(address(name))
        with page.expect_navigation():
            page.locator("main form button.btn").first.click()
        look_at(page, *look)
        assert page.locator("[data-error-summary]").is_visible(), name
        if found := violations(page) + lacks(page):
            wrong[name] = found
    assert wrong == {}


def test_own_pages_of_somebody_signed_in(seat):
    page, _engagement, _address = seat(HOSPITAL, Role.MANAGER, "en")

    inspect(
        page,
        [
            f"{reverse('engagements:list')}?q=nothing+like+it",
            reverse("accounts:preferences"),
            reverse("engagements:calendar"),
            reverse("account_change_password"),
            reverse("account_logout"),
            reverse("accounts:passkeys"),
            reverse("accounts:prove"),
        ],
    )


# -- Colours of the visitor ------------------------------------------------------------------------


def test_forced_colours_leave_everything_to_be_seen(seat):
    page, _engagement, address = seat(HOSPITAL, Role.MANAGER, "nl")
    page.emulate_media(forced_colors="active")

    for start in (address("engagement"), "/"):
        page.goto(start)
        assert page.evaluate("matchMedia('(forced-colors: active)').matches")
        assert violations(page) == []
        assert lacks(page) == []
        unseen = page.locator("main .btn, main input, main select, main textarea").evaluate_all(UNBORDERED)
        assert unseen == []


#: Controls that nothing sets off from the page around them once their own colours are gone; a slider has its handle.
UNBORDERED = """controls => controls.filter(each => {
  const style = getComputedStyle(each);
  return each.checkVisibility() && !["radio", "checkbox", "hidden", "range"].includes(each.type)
    && (style.borderStyle === "none" || parseFloat(style.borderWidth) === 0);
}).map(each => each.outerHTML.slice(0, 120))"""
