"""The main job on real input: one engagement from its first page to completion, through the forms as they are rendered.

Nobody knows an address by heart but the manager, who types the names of the rooms; everything that is sent was
offered by a page. Time travels where the process asks for it.
"""

import datetime
import re

import pytest
import time_machine

from engagements.lifecycle import criteria
from engagements.lifecycle.commands import Standing
from engagements.lifecycle.models import Engagement
from engagements.processes.models import CriticalProcess
from engagements.specification.models import Goal
from tests.engagements.conftest import person
from tests.engagements.rendered import Person

STARTS = datetime.date(2026, 3, 2)
PROCESSES = ("Weekly planning", "Permit handling")


@pytest.fixture
def travel():
    """Return a function that makes it so many days after the start, at nine in the morning."""
    with time_machine.travel(datetime.datetime.combine(STARTS, datetime.time(8), datetime.UTC)) as traveller:
        yield lambda days: traveller.move_to(
            datetime.datetime.combine(STARTS + datetime.timedelta(days=days), datetime.time(8), datetime.UTC)
        )


class Table:
    """The people around the table of one engagement, and where it is."""

    def __init__(self, mails):
        self.mails = mails
        self.manager = Person(person("Marit Manager", is_manager=True).email, mails)
        self.home = ""

    def at(self, room):
        """Return the address of a room."""
        return f"{self.home}{room}"

    @property
    def now(self):
        """The engagement as it is stored."""
        return Engagement.objects.get(ref=self.home.split("/")[2])

    def everybody(self):
        """Return the people with a browser."""
        return [each for each in vars(self).values() if isinstance(each, Person)]

    def arrives(self, email):
        """Let somebody in by the invitation they were mailed; return them and the page they arrive at."""
        newcomer = Person(email, self.mails)
        return newcomer, newcomer.accepts_invitation()

    def gate_is_closed(self, command, *keys):
        """Assert that these criteria hold the manager back: the page says so and offers no button, and trying fails."""
        before = self.now
        still_open = criteria.evaluate(before).open_lines
        assert [line.definition.key for line in still_open] == list(keys)
        page = self.manager.opens(self.at(f"{command}/"))
        assert all(str(line.definition.manager) in page.text for line in still_open)
        assert not page.forms
        token = self.manager.client.cookies["csrftoken"].value
        tried = {"seen": before.moves, "csrfmiddlewaretoken": token}
        assert self.manager.client.post(self.at(f"{command}/"), tried).status_code == 422
        assert (self.now.phase, self.now.standing, self.now.moves) == (
            before.phase,
            before.standing,
            before.moves,
        )

    def gate_is_open(self, command):
        """Let the manager give the command; it takes the engagement on."""
        moves = self.now.moves
        self.manager.does(self.at(f"{command}/"))
        assert self.now.moves == moves + 1


@pytest.mark.django_db(transaction=True)
def test_engagement_from_first_page_to_completion(mailoutbox, travel):
    table = Table(mailoutbox)

    begin(table)
    take_in(table)
    table.gate_is_open("advance")
    assert table.now.phase == "specification"

    travel(28)
    specify(table)
    table.gate_is_open("advance")
    assert table.now.phase == "execution"

    carry_out(table, travel)
    table.gate_is_open("advance")
    assert table.now.phase == "evaluation"

    look_after(table, travel)
    table.gate_is_open("complete")
    assert table.now.standing == Standing.COMPLETED

    look_back(table)


def begin(table):
    """The manager starts an engagement with two fields more than needed; the sponsor is mailed, and comes in."""
    manager = table.manager
    page = manager.signs_in()
    page = manager.opens(page.link(r"/new/$"))
    page = manager.hands_in(
        page,
        organisation_name="Zeezicht Hospital",
        title="Theatres on time",
        final_goal="Twelve weeks without an escalation.",
        processes="\n".join(PROCESSES),
        sponsor_name="Sanne Sponsor",
        sponsor_email="sanne.sponsor@example.org",
        language="en",
    )
    assert "Theatres on time" in page.text
    table.home = re.search(r"/engagements/\w+/", page.address).group()
    table.gate_is_closed(
        "advance",
        "observations",
        "intended_change",
        "present_states",
        "assignment_signed",
        "sponsor_signed_in",
        "board_takes_part",
        "trust_asked",
    )

    table.sponsor, page = table.arrives("sanne.sponsor@example.org")
    assert page.address.endswith("/progress/")
    assert "Theatres on time" in page.text
    for name, role in (("Bente Board", "board"), ("Omar Owner", "process_owner")):
        email = f"{name.lower().replace(' ', '.')}@example.org"
        manager.does(table.at("people/add/"), name=name, email=email, role=role, language="en")
    table.board, _page = table.arrives("bente.board@example.org")
    table.owner, _page = table.arrives("omar.owner@example.org")


def take_in(table):
    """Intake: what was seen, what is claimed, what was agreed, and how the trust stands."""
    manager, sponsor = table.manager, table.sponsor
    for area, text in (
        ("processes", "Tomorrow is planned today."),
        ("people", "Two planners know it all."),
        ("culture", "Nobody is surprised to begin late."),
    ):
        manager.does(table.at("intake/observations/add/"), area=area, text=text)
    manager.does(
        table.at("intake/changes/add/"), from_state="It goes to the board.", to_state="The head solves it."
    )
    for party, text in (("The board", "Ten percent more."), ("The nurses", "Fixed rosters.")):
        manager.does(table.at("claims/add/"), party=party, text=text)
    manager.does(table.at("claims/conflicts/add/"), first="The board", second="The nurses")
    for process in CriticalProcess.objects.all():
        manager.does(table.at(f"processes/{process.pk}/change/"), present_state="Whoever shouts loudest.")
    table.gate_is_closed("advance", "conflicts_handled", "assignment_signed", "trust_asked")

    page = sponsor.opens(sponsor.opens(table.at("claims/")).link(r"/claims/conflicts/\d+/$"))
    sponsor.hands_in(page, state="resolved", outcome="Rosters first; then we count.")
    page = manager.does(
        table.at("assignment/draft/"),
        purpose="Bring calm to the planning.",
        result="Twelve weeks without an escalation.",
        authority="You decide on the planning.",
    )
    manager.does(page.link(r"/sign/$"))
    table.gate_is_closed("advance", "assignment_signed", "trust_asked")
    sponsor.does(sponsor.opens(table.at("assignment/")).link(r"/sign/$"))
    manager.does(table.at("trust/"), table.at("trust/ask/"))
    answer_trust(manager, table)
    answer_trust(sponsor, table)


def answer_trust(who, table):
    """Answer the four statements of the open pulse."""
    page = who.opens(who.opens(table.at("trust/")).link(r"/trust/\d+/$"))
    who.hands_in(page, keeps_word=4, competent=4, means_well=4, hard_things=3, remark="")


def specify(table):
    """Specification: processes with an owner and something to hold on to, goals that can be measured, a plan."""
    for each in table.everybody():
        each.signs_in()
    manager, sponsor, board, owner = table.manager, table.sponsor, table.board, table.owner
    table.gate_is_closed(
        "advance",
        "processes_desired",
        "processes_owned",
        "processes_handholds",
        "processes_dated",
        "goals_set",
        "goals_measurable",
        "goals_secure",
        "plan_approved",
        "assignment_confirmed",
        "commitment_named",
        "no_goal_of_manager",
    )
    for process in CriticalProcess.objects.all():
        page = table.at(f"processes/{process.pk}/")
        manager.does(
            f"{page}change/",
            desired_state="The owner decides every Tuesday.",
            owner="Omar Owner",
            deputy="Sanne Sponsor",
            let_go_on=STARTS + datetime.timedelta(days=120),
        )
        manager.does(f"{page}handholds/add/", kind="rhythm", what="Board on Tuesday", where="Room 2")
        owner.does(f"{page}handholds/add/", kind="number", what="Begun on time", where="Weekly sheet")
    for title in ("Begin on time", "Fewer cancelled"):
        manager.does(
            table.at("plan/goals/add/"),
            title=title,
            process=PROCESSES[0],
            measure="Share of first operations",
            unit="%",
            baseline="54",
            target="80",
            due_on=STARTS + datetime.timedelta(days=100),
            owner="Omar Owner",
            secures="who begins on time need not push at the end of the day",
        )
    table.gate_is_closed("advance", "plan_approved", "assignment_confirmed", "commitment_named")

    manager.does(
        table.at("commitments/add/"),
        member="Bente Board",
        text="I am at the monthly review.",
        due_on=STARTS + datetime.timedelta(days=60),
    )
    press(board, table.at("commitments/"), "/answer/", accepted="yes")
    manager.does(table.at("plan/submit/"), note="After two rounds with the teams.")
    sponsor.does(table.at("plan/"), table.at("plan/approve/"))
    table.gate_is_closed("advance", "assignment_confirmed")
    for each in (manager, sponsor):
        page = each.opens(table.at("assignment/"))
        confirm = next(form.path for form in page.forms if form.path.endswith("/confirm/"))
        each.hands_in(page, confirm)


def carry_out(table, travel):
    """Execution: goals are reached, a promise kept, and every process becomes the owner's, line by line."""
    travel(95)
    for each in table.everybody():
        each.signs_in()
    manager, board, owner = table.manager, table.board, table.owner
    table.gate_is_closed(
        "advance", "processes_let_go", "goals_settled", "commitments_rehomed", "owners_at_rung_six"
    )
    for goal in Goal.objects.all():
        owner.does(table.at(f"goals/{goal.pk}/readings/add/"), value="81,5")
        manager.does(table.at("execution/"), table.at(f"goals/{goal.pk}/reached/"))
    press(board, table.at("commitments/"), "/settle/", outcome="kept")
    for process in CriticalProcess.objects.all():
        manager.does(table.at(f"handover/{process.pk}/lines/add/"), what="Chair the board", where="Room 2")
    table.gate_is_closed("advance", "processes_let_go", "owners_at_rung_six")

    travel(118)
    manager.signs_in()
    owner.signs_in()
    for process in CriticalProcess.objects.all():
        page = owner.opens(table.at("handover/"))
        accept = next(
            form.path for form in page.forms if form.path.endswith("/accept/") and "/lines/" in form.path
        )
        page = owner.hands_in(page, accept)
        owner.does(page.link(rf"/handover/{process.pk}/accept/$"))
        owner.does(table.at(f"processes/{process.pk}/rate/"), rung="7")


def look_after(table, travel):
    """Aftercare: three checks, one fine-tuning, worked days, and both sides look back."""
    manager, sponsor, owner = table.manager, table.sponsor, table.owner
    table.gate_is_closed("complete", "checks_answered", "evaluated_both", "timesheets_settled", "lesson_both")
    for days in (30, 90, 180):
        travel(118 + days)
        owner.signs_in()
        for slips in (days == 90, False):
            page = owner.opens(owner.opens(table.at("evaluation/")).link(r"/checks/\d+/answer/$"))
            owner.hands_in(
                page,
                still_done="1" if slips else "2",
                measured="2",
                survives_absence="1" if slips else "2",
                leaders_visible="2",
                still_fits="2",
            )
    manager.signs_in()
    sponsor.signs_in()
    owner.does(
        table.at("fine-tuning/add/"),
        process=PROCESSES[0],
        text="The deputy chairs in the holidays.",
        owner="Omar Owner",
        due_on=STARTS + datetime.timedelta(days=310),
    )
    table.gate_is_closed(
        "complete", "fine_tuning_done", "evaluated_both", "timesheets_settled", "lesson_both"
    )
    page = owner.opens(owner.opens(table.at("evaluation/")).link(r"/fine-tuning/\d+/done/$"))
    owner.hands_in(page, result="Two weeks without me, and nothing slipped.")
    manager.does(table.at("worked-days/add/"), month="2026-03", days="12")
    press(manager, table.at("worked-days/"), "/submit/")
    press(sponsor, table.at("worked-days/"), "/approve/")
    for each, score in ((manager, "4.3"), (sponsor, "4,6")):
        each.does(table.at("evaluation/give/"), score=score, went_well="They own it.", could_better="Sooner.")
        each.does(table.at("lessons/add/"), text="Letting go is work: plan it.")


def press(who, address, ending, **said):
    """Press the button on a page whose address ends like this, and which says this."""
    page = who.opens(address)
    (path,) = (form.path for form in page.forms if form.path.endswith(ending))
    return who.hands_in(page, path, **said)


def look_back(table):
    """Afterwards everything can be read, and nothing changed."""
    page = table.sponsor.opens(table.at("progress/"))
    assert "Theatres on time" in page.text
    assert not page.forms
    history = table.sponsor.opens(table.at("history/"))
    assert history.text.count("Marit Manager") >= 5
    table.manager.opens(table.at("intake/observations/add/"), status=409)
    assert [change.command for change in table.now.changes.order_by("pk")] == [
        "start",
        *["advance"] * 3,
        "complete",
    ]
