"""The plan's pages: what they show to whom, what they take, what they refuse, and how many queries that takes."""

import pytest
from django.core import mail
from django.utils import timezone

from engagements.people.roles import Role
from engagements.processes import services as processes
from engagements.processes.models import CriticalProcess, Handhold
from engagements.record.models import Approval
from engagements.specification import services
from engagements.specification.models import Goal, GoalState, PlanVersion
from tests.engagements.conftest import in_phase, seat_for
from tests.engagements.helpers import (
    ANY_SCRIPT,
    HUGE,
    NUL,
    assert_refused,
    assert_shown,
    hidden,
    refused,
    url,
)
from tests.engagements.specification.conftest import DUE, GOAL

GOAL_TYPED = {"title": "Start on time", "measure": "Sessions", "unit": "%", "baseline": "54", "target": "80"}


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def as_sponsor(client, sponsor):
    client.force_login(sponsor.user)
    return client


def fresh(item):
    return type(item).objects.get(pk=item.pk)


def words_of(response):
    return " ".join(response.text.split())


# -- The document ------------------------------------------------------------------------------------


@pytest.mark.parametrize("many", [1, 3, 300])
def test_plan_takes_as_many_queries_for_any_number(
    as_manager, specifying, owner, many, django_assert_num_queries
):
    def make(model, **values):
        return model.objects.bulk_create(
            model(engagement=specifying, **{name: value(number) for name, value in values.items()})
            for number in range(many)
        )

    found = make(CriticalProcess, name=lambda n: f"P{n}", owner=lambda n: owner, deputy=lambda n: None)
    make(Handhold, process=lambda n: found[n], kind=lambda n: "document", what=lambda n: "Rules")
    made = make(Goal, title=lambda n: f"G{n}", owner=lambda n: owner, process=lambda n: found[n])
    versions = make(
        PlanVersion,
        number=lambda n: n + 1,
        content=lambda n: {"final_goal": "x", "goals": [], "processes": []},
    )
    for kind, things in (("plan", versions), ("goal", made)):
        Approval.objects.bulk_create(
            Approval(
                engagement=specifying,
                kind=kind,
                subject_id=each.pk,
                member=owner,
                role="sponsor",
                approved=True,
                digest="x",
                content={},
            )
            for each in things
        )

    with django_assert_num_queries(13):
        page = as_manager.get(url("plan", specifying))

    assert page.text.count('<li class="rung"') == many


def test_plan_reads_as_one_document(as_sponsor, whole, goals, process):
    said = words_of(as_sponsor.get(url("plan", whole)))

    for text in (
        "Twelve weeks without escalation, under their own lead.",
        "Start on time",
        "Sessions that start on time",
        "54 %",
        "80 %",
        "This secures the final goal because",
        "A late start runs on all day.",
        "<dt>Due on</dt> <dd> 1 March 2027",
        "Omar Owner",
        "Deputy: Dirk Deputy",
        "On gut feeling",
        "A week ahead",
        "A document",
        "(Room 2)",
        "To be let go on 1 March 2027",
    ):
        assert text in said
    assert said.index("Own chair") < said.index("Start on time")


def test_empty_plan_says_what_to_do(as_manager, specifying):
    page = as_manager.get(url("plan", specifying))

    assert "Write the final goal" in page.text
    assert "Add the first interim goal" in page.text
    assert url("plan-submit", specifying) not in page.text


def test_gaps_are_marked_for_the_manager(as_manager, specifying, manager):
    services.add_goal(
        engagement=specifying, actor=manager, title="Triage within three days", **{"due_on": DUE}
    )
    processes.add_process(engagement=specifying, actor=manager, name="Objections")

    said = words_of(as_manager.get(url("plan", specifying)))

    assert "There are 9 gaps in the plan; they are marked below." in said
    goal = Goal.objects.get()
    for field in ("measure", "baseline", "target", "owner", "secures"):
        assert f'href="{url("goal-change", specifying, goal.pk)}#id_{field}"' in said
    assert f"{url('goal-change', specifying, goal.pk)}#id_due_on" not in said
    assert "A rung is missing" in said
    assert f"{url('goal-add', specifying)}?process={CriticalProcess.objects.get().pk}" in said
    assert "Still missing: the desired state, an owner, two kinds of handhold, the let-go date" in said


def test_gaps_are_no_alarm_for_the_client(as_sponsor, specifying, manager):
    services.add_goal(engagement=specifying, actor=manager, title="Triage within three days")

    page = as_sponsor.get(url("plan", specifying))

    assert 'class="gap"' not in page.text
    assert "#id_measure" not in page.text
    assert page.text.count("not yet") == 6
    assert "A rung is missing" not in page.text


def test_whole_plan_has_no_gaps(as_manager, whole):
    page = as_manager.get(url("plan", whole))

    assert 'class="gap"' not in page.text
    assert "Still missing" not in page.text
    assert 'class="hole"' not in page.text
    assert url("plan-submit", whole) in page.text


def test_dropped_goal_is_told_apart(as_manager, whole, goals):
    Goal.objects.filter(pk=goals[0].pk).update(state=GoalState.DROPPED, settled_because="No longer asked for")

    said = words_of(as_manager.get(url("plan", whole)))

    assert said.index("Dropped on the way") < said.index("Start on time: No longer asked for")


@pytest.mark.parametrize("phase", ["execution", "evaluation"])
def test_plan_is_only_read_while_it_is_carried_out(as_manager, whole, goals, approved, phase):
    in_phase(whole, phase)

    page = as_manager.get(url("plan", whole))

    assert "approved version 1" in page.text
    for name, args in (
        ("final-goal-change", []),
        ("goal-add", []),
        ("goal-change", [goals[0].pk]),
        ("goal-remove", [goals[0].pk]),
        ("plan-submit", []),
    ):
        assert url(name, whole, *args) not in page.text


@pytest.mark.parametrize("role", [Role.BOARD, Role.PROCESS_OWNER, Role.WORKS_COUNCIL, Role.SHADOW])
def test_readers_are_offered_nothing(client, whole, goals, sent, role):
    client.force_login(seat_for(whole, role, "A Reader").user)

    page = client.get(url("plan", whole))

    assert "Version 1 waits for the sponsor" in page.text
    assert '<form method="post" action="/engagements/' not in page.text
    for name in ("final-goal-change", "goal-add", "plan-submit", "plan-approve", "plan-return"):
        assert url(name, whole) not in page.text


def test_plan_shows_nothing_of_another_client(as_manager, whole, stranger):
    other = in_phase(stranger.memberships.get().engagement, "specification")
    services.change_final_goal(engagement=other, actor=stranger, final_goal="Secret final goal")
    processes.add_process(engagement=other, actor=stranger, name="Secret process")
    theirs = services.add_goal(engagement=other, actor=stranger, title="Secret goal")
    services.submit_plan(engagement=other, actor=stranger, note="Secret note")
    seat_for(other, Role.PROCESS_OWNER, "Secret Owner")

    for name, args in (("plan", []), ("goal-add", []), ("plan-submit", []), ("final-goal-change", [])):
        assert "Secret" not in as_manager.get(url(name, whole, *args)).text
    assert as_manager.get(url("goal-change", whole, theirs.pk)).status_code == 404
    assert as_manager.post(url("goal-remove", whole, theirs.pk)).status_code == 404


def test_nobody_learns_of_the_shadow_manager(client, whole, approved, owner, manager):
    shadow = seat_for(whole, Role.SHADOW, "Tjitske Shadow")

    for user in (owner.user, manager):
        client.force_login(user)
        for name in ("plan", "goal-add") if user == manager else ("plan",):
            assert str(shadow) not in client.get(url(name, whole)).text


# -- Where it stands ---------------------------------------------------------------------------------


def test_sponsor_approves_the_plan_on_the_page(as_sponsor, whole, sent):
    page = as_sponsor.get(url("plan", whole))

    answer = as_sponsor.post(url("plan-approve", whole), {"seen": hidden(page, "seen")}, follow=True)

    assert "After two rounds with the teams." in page.text
    assert answer.redirect_chain == [(url("plan", whole), 302)]
    assert "You approved the plan." in answer.text
    assert "Sanne Sponsor approved version 1" in answer.text
    assert PlanVersion.objects.get().digest in answer.text
    assert url("plan-approve", whole) not in answer.text


@pytest.mark.parametrize("seen", ["", "0" * 64, NUL, HUGE, "🌬️"])
def test_approving_something_else_is_a_conflict(as_sponsor, whole, sent, seen):
    answer = as_sponsor.post(url("plan-approve", whole), {"seen": seen})

    assert answer.status_code == 409
    assert "Read that one first." in answer.text
    assert not Approval.objects.exists()


def test_approving_a_plan_that_changed_under_ones_eyes_is_a_conflict(as_sponsor, whole, manager, goals, sent):
    page = as_sponsor.get(url("plan", whole))
    services.change_goal(goal=goals[0], actor=manager, target=85)

    answer = as_sponsor.post(url("plan-approve", whole), {"seen": hidden(page, "seen")})

    assert answer.status_code == 409
    assert "The plan has changed since version 1 was sent." in answer.text


@pytest.mark.parametrize("name", ["plan-approve", "plan-return"])
def test_answering_before_anything_was_sent_is_a_conflict(as_sponsor, whole, name):
    answer = as_sponsor.post(url(name, whole), {"seen": "", "reason": "x"})

    assert answer.status_code == 409
    assert "The plan has not been sent to the sponsor yet." in answer.text


def test_sponsor_is_not_offered_to_approve_what_was_changed_since(as_sponsor, whole, manager, goals, sent):
    services.change_goal(goal=goals[0], actor=manager, target=85)

    page = as_sponsor.get(url("plan", whole))

    assert "has to be sent again" in page.text
    assert url("plan-approve", whole) not in page.text


def test_lapsed_approval_shows_what_changed_field_by_field(as_sponsor, whole, manager, goals, approved):
    services.change_goal(goal=goals[0], actor=manager, target=85, title="Start on the minute")

    said = words_of(as_sponsor.get(url("plan", whole)))

    assert "The plan has changed since, so that no longer holds." in said
    assert "2 changes since version 1" in said
    for text in ("Target", "80", "85", "Start on time", "Start on the minute"):
        assert text in said[said.index("2 changes since") :]


def test_next_version_shows_what_changed_since_the_approved_one(as_sponsor, whole, manager, goals, approved):
    services.change_goal(goal=goals[0], actor=manager, target=85)
    services.submit_plan(engagement=whole, actor=manager)

    said = words_of(as_sponsor.get(url("plan", whole)))

    assert "Version 2 waits for the sponsor" in said
    assert "1 change since version 1" in said


def test_versions_are_listed_with_what_was_said_of_them(as_manager, whole, manager, goals, sent, sponsor):
    services.return_plan(plan=sent, actor=sponsor.user, reason="The measure is too soft.")
    services.change_goal(goal=goals[0], actor=manager, target=85)
    services.submit_plan(engagement=whole, actor=manager)

    said = words_of(as_manager.get(url("plan", whole)))

    versions = said[said.index('id="versions"') :]
    assert versions.index("Version 2") < versions.index("Not answered yet.") < versions.index("Version 1")
    assert "The measure is too soft." in versions


def test_goal_whose_approval_lapsed_says_so_with_the_reason(as_manager, whole, goals, approved):
    Approval.objects.filter(kind="goal", subject_id=goals[0].pk).lapse("The largest customer has left.")

    page = as_manager.get(url("plan", whole))

    assert page.text.count("The largest customer has left.") == 1


# -- Sending and returning ---------------------------------------------------------------------------


def test_send_page_says_who_is_mailed(as_manager, whole, sponsor):
    said = words_of(as_manager.get(url("plan-submit", whole)))

    assert "Sanne Sponsor" in said
    assert "mails Sanne Sponsor at once" in said


def test_send_page_says_that_nobody_is_mailed_without_a_sponsor(as_manager, whole):
    assert "Nobody is mailed." in as_manager.get(url("plan-submit", whole)).text


def test_plan_is_sent_and_mailed(as_manager, whole, sponsor, django_capture_on_commit_callbacks):
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        answer = as_manager.post(url("plan-submit", whole), {"note": "Please before Thursday"})

    assert answer.url == url("plan", whole)
    assert PlanVersion.objects.get().note == "Please before Thursday"
    assert [letter.to for letter in mail.outbox] == [[sponsor.user.email]]


@refused(note="optional text")
def test_send_page_keeps_what_it_can_not_take(as_manager, whole, field, value):
    assert_refused(as_manager.post(url("plan-submit", whole), {field: value}), field, value)
    assert not PlanVersion.objects.exists()


def test_sending_an_empty_plan_is_unprocessable_with_what_is_missing(as_manager, specifying):
    answer = as_manager.post(url("plan-submit", specifying), {"note": "Kept"})

    assert answer.status_code == 422
    assert "Set at least one interim goal." in answer.text
    assert "Kept" in answer.text


def test_sending_twice_by_a_double_click_is_a_conflict(as_manager, whole):
    as_manager.post(url("plan-submit", whole), {"note": ""})

    assert as_manager.post(url("plan-submit", whole), {"note": ""}).status_code == 409
    assert PlanVersion.objects.count() == 1


def test_change_is_asked_with_a_reason(as_sponsor, whole, sent):
    page = as_sponsor.get(url("plan-return", whole))

    answer = as_sponsor.post(
        url("plan-return", whole),
        {"reason": "The measure is too soft.", "seen": hidden(page, "seen")},
        follow=True,
    )

    assert "Sanne Sponsor asked for a change in version 1" in answer.text
    assert "The measure is too soft." in answer.text


@refused(reason="text")
def test_return_page_keeps_what_it_can_not_take(as_sponsor, whole, sent, field, value):
    answer = as_sponsor.post(url("plan-return", whole), {"reason": value, "seen": sent.digest})

    assert_refused(answer, field, value)


@pytest.mark.parametrize("seen", ["", HUGE, "x"])
def test_returning_what_was_not_read_is_refused_and_keeps_the_reason(as_sponsor, whole, sent, seen):
    answer = as_sponsor.post(url("plan-return", whole), {"reason": "Too soft", "seen": seen})

    assert answer.status_code in {409, 422}
    assert "Too soft" in answer.text
    assert not Approval.objects.exists()


@pytest.mark.parametrize("name", ["plan-submit", "plan-approve", "plan-return"])
@pytest.mark.parametrize("phase", ["intake", "execution", "evaluation"])
def test_plan_goes_to_and_fro_in_the_specification_only(client, whole, manager, sent, sponsor, name, phase):
    in_phase(whole, phase)
    client.force_login(manager if name == "plan-submit" else sponsor.user)

    answer = client.post(url(name, whole), {"reason": "x", "seen": sent.digest})

    assert answer.status_code == 409
    phase = "Specification" if name == "plan-submit" else "Think it through together"
    assert f"This belongs to: {phase}." in answer.text


# -- The final goal and the interim goals ------------------------------------------------------------


def test_final_goal_is_stored(as_manager, specifying):
    page = as_manager.get(url("final-goal-change", specifying))

    answer = as_manager.post(
        url("final-goal-change", specifying), {"final_goal": "Calm", "seen": hidden(page, "seen")}
    )

    assert answer.url == url("plan", specifying)
    assert fresh(specifying).final_goal == "Calm"


@refused(final_goal="text", seen="seen")
def test_final_goal_form_refuses_what_it_can_not_take(as_manager, specifying, field, value):
    answer = as_manager.post(
        url("final-goal-change", specifying), {"final_goal": "Calm", "seen": "1"} | {field: value}
    )

    assert answer.status_code == 422
    assert fresh(specifying).final_goal == ""
    if field == "final_goal":
        assert_refused(answer, field, value)


def test_stale_final_goal_shows_both(as_manager, whole, manager):
    answer = as_manager.post(url("final-goal-change", whole), {"final_goal": "Typed by me", "seen": 1})

    assert answer.status_code == 409
    assert "Typed by me" in answer.text
    assert "Twelve weeks without escalation" in answer.text


def test_goal_is_added_with_a_title_alone(as_manager, specifying):
    answer = as_manager.post(url("goal-add", specifying), {"title": "Start on time"}, follow=True)

    assert answer.redirect_chain == [(url("plan", specifying), 302)]
    assert Goal.objects.get().title == "Start on time"


@pytest.mark.parametrize(("typed", "stored"), [("54,5", "54.5"), ("54.5", "54.5"), ("-3", "-3"), ("0", "0")])
def test_amount_is_read_as_people_write_it(as_manager, specifying, typed, stored):
    as_manager.post(url("goal-add", specifying), GOAL_TYPED | {"baseline": typed})

    assert str(Goal.objects.get().baseline.normalize() + 0) == stored


def test_amount_comes_back_without_noughts(as_manager, whole, goals):
    assert 'value="54"' in as_manager.get(url("goal-change", whole, goals[0].pk)).text


@refused(
    title="text",
    measure="optional text",
    unit="optional text",
    secures="optional text",
    baseline="number",
    target="number",
    due_on="day",
)
def test_goal_form_keeps_what_it_can_not_take(as_manager, specifying, field, value):
    answer = as_manager.post(url("goal-add", specifying), GOAL_TYPED | {field: value, "unknown": "x"})

    if value == "" and field != "title":
        assert answer.status_code == 302
    else:
        assert_refused(answer, field, value)
        assert not Goal.objects.exists()


@pytest.mark.parametrize("amount", ["1.234", "1e15", "12345678901", "1,2,3"])
def test_amount_that_does_not_fit_is_refused(as_manager, specifying, amount):
    assert_refused(
        as_manager.post(url("goal-add", specifying), GOAL_TYPED | {"target": amount}), "target", amount
    )


@pytest.mark.parametrize("text", ANY_SCRIPT)
def test_any_script_is_kept(as_manager, specifying, text):
    as_manager.post(
        url("goal-add", specifying), {"title": text, "measure": text, "secures": text, "unit": text[:30]}
    )

    goal = Goal.objects.get()
    assert (goal.title, goal.secures) == (text, text)
    assert_shown(as_manager.get(url("plan", specifying)), text)


def test_goal_may_be_the_managers_and_the_form_says_what_that_means(as_manager, specifying, manager, owner):
    page = as_manager.get(url("goal-add", specifying))

    assert "Marit Manager (Interim manager)" in page.text
    assert "Omar Owner (Process owner)" in page.text
    assert "has to be handed over in the end" in page.text


@pytest.mark.parametrize("somebody", ["shadow", "of another client", "nobody", "words", "gone"])
def test_owner_who_can_not_be_chosen_is_refused(as_manager, specifying, stranger, somebody):
    gone = seat_for(specifying, Role.PROCESS_OWNER, "Gone Already")
    gone.ended_on = timezone.localdate()
    gone.save()
    choice = {
        "shadow": seat_for(specifying, Role.SHADOW).pk,
        "of another client": seat_for(stranger.memberships.get().engagement, Role.BOARD, "Other Owner").pk,
        "nobody": 10**30,
        "words": "x\x00",
        "gone": gone.pk,
    }[somebody]

    page = as_manager.get(url("goal-add", specifying))
    answer = as_manager.post(url("goal-add", specifying), GOAL_TYPED | {"owner": choice})

    assert "Other Owner" not in page.text
    assert "Gone Already" not in page.text
    assert answer.status_code == 422
    assert 'id="id_owner_error"' in answer.text


def test_process_of_another_client_can_not_be_chosen(as_manager, specifying, stranger):
    theirs = processes.add_process(
        engagement=stranger.memberships.get().engagement, actor=stranger, name="Secret process"
    )

    page = as_manager.get(url("goal-add", specifying))
    answer = as_manager.post(url("goal-add", specifying), GOAL_TYPED | {"process": theirs.pk})

    assert "Secret process" not in page.text + answer.text
    assert answer.status_code == 422
    assert 'id="id_process_error"' in answer.text


def test_goal_is_changed(as_manager, whole, goals):
    page = as_manager.get(url("goal-change", whole, goals[0].pk))

    answer = as_manager.post(
        url("goal-change", whole, goals[0].pk), GOAL_TYPED | {"target": "85", "seen": hidden(page, "seen")}
    )

    assert answer.status_code == 302
    assert fresh(goals[0]).target == 85


def test_stale_goal_shows_both_texts(as_manager, whole, manager, goals):
    services.change_goal(goal=goals[0], actor=manager, title="Stored meanwhile")

    answer = as_manager.post(
        url("goal-change", whole, goals[0].pk), GOAL_TYPED | {"title": "Typed by me", "seen": 1}
    )

    assert answer.status_code == 409
    assert "Stored meanwhile" in answer.text
    assert "Typed by me" in answer.text


def test_goal_is_removed_with_one_button(as_manager, whole, goals):
    answer = as_manager.post(url("goal-remove", whole, goals[0].pk), follow=True)

    assert "“Start on time” was removed." in answer.text
    assert not Goal.objects.filter(pk=goals[0].pk).exists()


@pytest.mark.parametrize(
    ("name", "of_goal"), [("final-goal-change", 0), ("goal-add", 0), ("goal-change", 1), ("goal-remove", 1)]
)
def test_plan_is_not_written_in_while_it_is_carried_out(as_manager, whole, goals, name, of_goal):
    in_phase(whole, "execution")
    address = url(name, whole, *([goals[0].pk] if of_goal else []))

    for method in (as_manager.get, as_manager.post):
        answer = method(address, GOAL_TYPED | GOAL | {"final_goal": "x", "seen": 1})
        if answer.status_code != 405:
            assert answer.status_code == 409
            assert "To revise it, the engagement first goes back one phase." in answer.text


# -- What leans on what ------------------------------------------------------------------------------


def test_goal_form_asks_what_it_leans_on_and_the_ladder_shows_it_both_ways(as_manager, whole, goals):
    first, second = goals
    address = url("goal-change", whole, second.pk)
    form = as_manager.get(address)
    typed = GOAL_TYPED | {"title": "Own chair", "due_on": "2027-02-01", "leans_on": [first.pk], "seen": 1}

    as_manager.post(address, typed)
    said = words_of(as_manager.get(url("plan", whole)))

    assert f'value="{first.pk}"' in form.text
    assert f'name="leans_on" value="{second.pk}"' not in form.text
    assert f'<dt>Leans on</dt> <dd><a href="#goal-{first.pk}">Start on time</a></dd>' in said
    assert f'<dt>Carries</dt> <dd><a href="#goal-{second.pk}">Own chair</a></dd>' in said
    assert "It leans on “Start on time”, which is only due on 1 March 2027." in said


def test_circle_is_refused_beside_the_field_and_what_was_typed_stays(as_manager, whole, manager, goals):
    first, second = goals
    services.change_goal(goal=second, actor=manager, leans_on=[first])
    typed = GOAL_TYPED | {"title": "Typed by me", "leans_on": [second.pk], "seen": 1}

    answer = as_manager.post(url("goal-change", whole, first.pk), typed)

    assert answer.status_code == 422
    assert 'id="id_leans_on_error"' in answer.text
    assert "leans on this goal itself" in answer.text
    assert "Typed by me" in answer.text
    assert fresh(first).title == "Start on time"


@pytest.mark.parametrize("value", ["0", "x", NUL, "9" * 400])
def test_goal_that_is_not_offered_is_refused(as_manager, whole, goals, value):
    typed = GOAL_TYPED | {"leans_on": [value], "seen": 1}

    answer = as_manager.post(url("goal-change", whole, goals[0].pk), typed)

    assert answer.status_code == 422
    assert 'id="id_leans_on_error"' in answer.text


def test_stale_goal_shows_what_it_leans_on_now(as_manager, whole, manager, goals):
    first, second = goals
    services.change_goal(goal=second, actor=manager, leans_on=[first])

    answer = as_manager.post(url("goal-change", whole, second.pk), GOAL_TYPED | {"seen": 1})

    assert answer.status_code == 409
    assert "Which goals does it lean on?: stored now</h4> <p>Start on time</p>" in words_of(answer)


def test_goal_of_another_client_is_not_offered_to_lean_on(client, stranger, whole, goals):
    theirs = type(whole).objects.get(title="Another engagement")
    mine = services.add_goal(engagement=theirs, actor=stranger, title="Mine")
    client.force_login(stranger)

    page = client.get(url("goal-change", theirs, mine.pk))

    assert page.status_code == 200
    assert "Start on time" not in page.text


def test_goal_for_a_process_is_opened_with_that_process(as_manager, whole, process):
    page = as_manager.get(f"{url('goal-add', whole)}?process={process.pk}")

    assert f'<option value="{process.pk}" selected>' in page.text
    assert as_manager.get(f"{url('goal-add', whole)}?process=%00").status_code == 200
