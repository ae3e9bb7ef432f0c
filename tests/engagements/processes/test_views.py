"""Pages of processes: what they show to whom, what they take, what they refuse, and how many queries that takes."""

import datetime
import re

import pytest
from django.utils import timezone

from engagements.lifecycle.models import PhaseChange
from engagements.people.roles import Role
from engagements.processes import services
from engagements.processes.models import CriticalProcess, Handhold, Rating
from tests.engagements.conftest import in_phase, seat_for
from tests.engagements.helpers import ANY_SCRIPT, assert_refused, assert_shown, hidden, refused, url
from tests.engagements.processes.conftest import let_go


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def handhold(process, manager):
    return services.add_handhold(process=process, actor=manager, kind="document", what="Rules of planning")


def fresh(item):
    return type(item).objects.get(pk=item.pk)


# -- The list ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("many", [1, 3, 300])
def test_list_takes_as_many_queries_for_any_number(
    as_manager, engagement, owner, many, django_assert_num_queries
):
    processes = CriticalProcess.objects.bulk_create(
        CriticalProcess(engagement=engagement, name=f"Process {number}", owner=owner)
        for number in range(many)
    )
    Handhold.objects.bulk_create(
        Handhold(engagement=engagement, process=each, kind="document", what="Rules") for each in processes
    )
    Rating.objects.bulk_create(
        Rating(engagement=engagement, process=each, side="owner", rater=owner, rung=4) for each in processes
    )

    with django_assert_num_queries(8):
        page = as_manager.get(url("processes", engagement))

    assert page.text.count("matrix__cell--hole") == 4 * many


def test_list_shows_who_decides_whose_it_is_and_the_holes(
    as_manager, engagement, process, handhold, manager, owner
):
    services.add_rating(process=process, actor=manager, rung=6)
    services.add_rating(process=process, actor=owner.user, rung=3)

    text = as_manager.get(url("processes", engagement)).text

    for said in ("Owner: Omar Owner", "Deputy: Dirk Deputy", "rung 6", "rung 3", "0 of 1 process is let go"):
        assert said in " ".join(text.split())


def test_every_hole_in_the_matrix_leads_to_the_form_that_fills_it(as_manager, engagement, process, handhold):
    text = " ".join(as_manager.get(url("processes", engagement)).text.split())

    assert "Rules of planning" in text
    assert "wobbly: one kind" in text
    for kind in ("rhythm", "person", "number", "training"):
        address = f"{url('handhold-add', engagement, process.pk)}?kind={kind}"
        assert f'href="{address}"' in text
    assert f"{url('handhold-add', engagement, process.pk)}?kind=document" not in text
    assert re.search(r'value="training"[^>]*checked', as_manager.get(address).text)
    assert as_manager.get(address.replace("training", "%00")).status_code == 200


def test_holes_are_shown_without_a_way_in_to_who_may_not_fill_them(client, engagement, process, handhold):
    client.force_login(seat_for(engagement, Role.EMPLOYEE).user)

    page = client.get(url("processes", engagement))

    assert page.text.count("matrix__cell--hole") == 4
    assert page.text.count("none yet") == 4
    assert "?kind=" not in page.text


def test_present_and_desired_state_stand_side_by_side_and_lead_to_what_is_missing(
    as_manager, engagement, manager
):
    bare = services.add_process(engagement=engagement, actor=manager, name="Triage", present_state="One pile")
    in_phase(engagement, "specification")

    page = as_manager.get(url("processes", engagement))

    assert "One pile" in page.text
    assert f"{url('process-change', engagement, bare.pk)}#id_desired_state" in page.text
    assert "#id_present_state" not in page.text


def test_empty_list_says_what_to_do(as_manager, engagement):
    page = as_manager.get(url("processes", engagement))

    assert "Add the first process" in page.text
    assert url("process-add", engagement) in page.text


def test_empty_list_sends_nobody_to_a_page_that_is_not_theirs(client, engagement, sponsor):
    client.force_login(sponsor.user)

    page = client.get(url("processes", engagement))

    assert "The interim manager names them" in page.text
    assert url("process-add", engagement) not in page.text


def test_list_knows_nothing_of_another_client(as_manager, process, stranger):
    other = stranger.memberships.get().engagement
    theirs = services.add_process(engagement=other, actor=stranger, name="Secret of the other client")

    assert theirs.name not in as_manager.get(url("processes", process.engagement)).text
    assert as_manager.get(url("process", process.engagement, theirs.pk)).status_code == 404


def test_late_process_is_said_to_be_late_but_not_while_the_engagement_waits(as_manager, engagement, process):
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    CriticalProcess.objects.update(let_go_on=yesterday)
    assert "Late: was to be let go" in " ".join(as_manager.get(url("processes", engagement)).text.split())

    PhaseChange.objects.create(
        engagement=engagement,
        command="hold",
        from_phase=engagement.phase,
        to_phase=engagement.phase,
        from_standing="active",
        to_standing="on_hold",
        actor=engagement.memberships.first().user,
    )

    assert "Late:" not in as_manager.get(url("processes", engagement)).text


# -- One process -------------------------------------------------------------------------------------


@pytest.mark.parametrize("many", [1, 3, 300])
def test_process_takes_as_many_queries_for_any_number(
    as_manager, engagement, process, owner, many, django_assert_num_queries
):
    Handhold.objects.bulk_create(
        Handhold(engagement=engagement, process=process, kind="rhythm", what="Monday")
        for _each in range(many)
    )
    Rating.objects.bulk_create(
        Rating(engagement=engagement, process=process, side="owner", rater=owner, rung=4)
        for _each in range(many)
    )

    with django_assert_num_queries(8):
        page = as_manager.get(url("process", engagement, process.pk))

    assert page.text.count("Omar Owner") >= many


def test_process_shows_the_latest_of_several_ratings_on_one_day(as_manager, engagement, process, owner):
    services.add_rating(process=process, actor=owner.user, rung=2)
    services.add_rating(process=process, actor=owner.user, rung=5, note="After the Monday meeting")

    text = " ".join(as_manager.get(url("process", engagement, process.pk)).text.split())

    assert "Owner: rung 5" in text
    assert "After the Monday meeting" in text


def test_manager_reads_where_to_turn_once_it_is_let_go(as_manager, engagement, process, handhold):
    let_go(process)

    text = as_manager.get(url("process", engagement, process.pk)).text

    assert "You let go of Planning on" in text
    assert "ask the owner to change it" in text
    assert url("log", engagement) in text
    for name, pk in (
        ("process-change", process.pk),
        ("handhold-add", process.pk),
        ("handhold-change", handhold.pk),
        ("handhold-remove", handhold.pk),
        ("process-remove", process.pk),
    ):
        assert url(name, engagement, pk) not in text
    assert url("rating-add", engagement, process.pk) in text


@pytest.mark.parametrize(("phase", "offered"), [("specification", True), ("execution", False)])
def test_owner_is_offered_to_write_along_while_the_plan_is_made(
    client, engagement, process, owner, phase, offered
):
    in_phase(engagement, phase)
    client.force_login(owner.user)

    text = client.get(url("process", engagement, process.pk)).text

    assert (url("process-change", engagement, process.pk) in text) is offered
    assert ("is fixed while it is carried out" in text) is not offered
    assert url("handhold-add", engagement, process.pk) in text


@pytest.mark.parametrize(
    ("is_let_go", "said"), [(False, "The interim manager changes"), (True, "has been let go")]
)
def test_sponsor_is_told_what_is_theirs(client, engagement, process, sponsor, is_let_go, said):
    in_phase(engagement, "execution")
    if is_let_go:
        let_go(process)
    client.force_login(sponsor.user)

    text = client.get(url("process", engagement, process.pk)).text

    assert said in text
    assert "You can name its owner and its deputy." in text
    assert url("process-change", engagement, process.pk) in text


def test_reader_is_offered_nothing(client, engagement, process, handhold):
    client.force_login(seat_for(engagement, Role.WORKS_COUNCIL).user)

    text = client.get(url("process", engagement, process.pk)).text

    assert "The interim manager changes this process, together with its owner and deputy." in text
    for action in ("change", "remove", "rate", "add"):
        assert f"/{action}/" not in text


def test_nothing_is_offered_while_the_engagement_is_paused(as_manager, engagement, process):
    type(engagement).objects.update(standing="on_hold")

    text = as_manager.get(url("process", engagement, process.pk)).text

    assert url("process-change", engagement, process.pk) not in text


def test_nobody_learns_of_the_shadow_manager(client, engagement, process, owner):
    shadow = seat_for(engagement, Role.SHADOW, "Tjitske Shadow")
    client.force_login(owner.user)
    let_go(process)

    for name, args in (("processes", []), ("process", [process.pk]), ("process-change", [process.pk])):
        assert str(shadow) not in client.get(url(name, engagement, *args)).text


# -- Adding and changing -----------------------------------------------------------------------------


def test_process_form_in_intake_asks_little(as_manager, engagement):
    text = as_manager.get(url("process-add", engagement)).text

    assert all(f'name="{name}"' in text for name in ("name", "present_state", "owner"))
    assert not any(f'name="{name}"' in text for name in ("desired_state", "deputy", "let_go_on"))


def test_process_form_in_specification_asks_everything(as_manager, engagement):
    in_phase(engagement, "specification")

    text = as_manager.get(url("process-add", engagement)).text

    assert all(
        f'name="{name}"' in text
        for name in ("name", "present_state", "desired_state", "owner", "deputy", "let_go_on")
    )


def test_what_was_filled_in_before_a_step_back_to_intake_stays_in_sight(as_manager, engagement, process):
    CriticalProcess.objects.update(desired_state="A week ahead")

    text = as_manager.get(url("process-change", engagement, process.pk)).text

    assert "A week ahead" in text
    assert 'name="deputy"' in text
    assert 'name="let_go_on"' not in text


def test_process_is_added_and_shown(as_manager, engagement):
    answer = as_manager.post(
        url("process-add", engagement), {"name": "Triage", "present_state": "One pile"}, follow=True
    )

    assert answer.redirect_chain == [(url("processes", engagement), 302)]
    assert "Triage" in answer.text
    assert CriticalProcess.objects.get().present_state == "One pile"


@refused(name="text", present_state="optional text")
def test_process_form_keeps_what_it_can_not_take(as_manager, engagement, field, value):
    answer = as_manager.post(
        url("process-add", engagement), {"name": "Triage"} | {field: value, "unknown": "x"}
    )

    assert_refused(answer, field, value)
    assert not CriticalProcess.objects.exists()


@refused(let_go_on="day")
def test_let_go_date_that_is_none_is_refused(as_manager, engagement, field, value):
    in_phase(engagement, "specification")
    answer = as_manager.post(url("process-add", engagement), {"name": "Triage", field: value})

    if value == "":
        assert answer.status_code == 302
    else:
        assert_refused(answer, field, value)


@pytest.mark.parametrize("text", ANY_SCRIPT)
def test_any_script_is_kept(as_manager, engagement, text):
    as_manager.post(url("process-add", engagement), {"name": text, "present_state": text})

    process = CriticalProcess.objects.get()
    assert (process.name, process.present_state) == (text, text)
    assert_shown(as_manager.get(url("process", engagement, process.pk)), text)


def test_taken_name_is_refused_beside_its_field(as_manager, engagement, process):
    answer = as_manager.post(url("process-add", engagement), {"name": "planning"})

    assert_refused(answer, "name", "planning")
    assert "There is already a process with this name." in answer.text


def test_owner_as_their_own_deputy_is_refused_beside_the_field(as_manager, engagement, process, owner):
    in_phase(engagement, "specification")
    page = as_manager.get(url("process-change", engagement, process.pk))

    answer = as_manager.post(
        url("process-change", engagement, process.pk),
        {"name": "Planning", "owner": owner.pk, "deputy": owner.pk, "seen": hidden(page, "seen")},
    )

    assert answer.status_code == 422
    assert 'id="id_deputy_error"' in answer.text


@pytest.mark.parametrize("somebody", ["shadow", "of another client", "nobody", "words", "gone"])
def test_owner_who_can_not_be_chosen_is_refused(as_manager, engagement, stranger, somebody):
    gone = seat_for(engagement, Role.PROCESS_OWNER, "Gone Already")
    gone.ended_on = timezone.localdate()
    gone.save()
    choice = {
        "shadow": seat_for(engagement, Role.SHADOW).pk,
        "of another client": seat_for(
            stranger.memberships.get().engagement, Role.PROCESS_OWNER, "Other Owner"
        ).pk,
        "nobody": 10**30,
        "words": "x\x00",
        "gone": gone.pk,
    }[somebody]

    page = as_manager.get(url("process-add", engagement))
    answer = as_manager.post(url("process-add", engagement), {"name": "Triage", "owner": choice})

    assert "Other Owner" not in page.text
    assert "Gone Already" not in page.text
    assert answer.status_code == 422
    assert 'id="id_owner_error"' in answer.text


def test_change_is_stored_and_leads_back(as_manager, engagement, process):
    page = as_manager.get(url("process-change", engagement, process.pk))

    answer = as_manager.post(
        url("process-change", engagement, process.pk),
        {
            "name": "Week planning",
            "owner": process.owner_id,
            "deputy": process.deputy_id,
            "seen": hidden(page, "seen"),
        },
    )

    assert (answer.status_code, answer.url) == (302, url("process", engagement, process.pk))
    assert fresh(process).name == "Week planning"


def test_stale_change_shows_both_texts(as_manager, engagement, process, manager):
    services.change_process(process=process, actor=manager, present_state="Stored meanwhile")

    answer = as_manager.post(
        url("process-change", engagement, process.pk),
        {"name": "Planning", "present_state": "Typed by me", "owner": process.owner_id, "seen": 1},
    )

    assert answer.status_code == 409
    assert "Stored meanwhile" in answer.text
    assert "Typed by me" in answer.text
    assert fresh(process).present_state == "Stored meanwhile"


@refused(seen="seen")
def test_change_without_knowing_what_was_seen_is_refused(as_manager, engagement, process, field, value):
    answer = as_manager.post(url("process-change", engagement, process.pk), {"name": "Other", field: value})

    assert answer.status_code == 422
    assert fresh(process).name == "Planning"


def test_manager_gets_the_sentence_when_it_is_let_go(as_manager, engagement, process):
    let_go(process)

    for method in (as_manager.get, as_manager.post):
        answer = method(url("process-change", engagement, process.pk))

        assert answer.status_code == 403
        assert "You let go of Planning" in answer.text


def test_sponsor_finds_only_whose_it_is_in_the_form(client, engagement, process, sponsor):
    in_phase(engagement, "specification")
    client.force_login(sponsor.user)

    text = client.get(url("process-change", engagement, process.pk)).text

    assert 'name="owner"' in text
    assert 'name="name"' not in text


def test_fields_that_are_not_offered_are_not_taken(client, engagement, process, owner):
    in_phase(engagement, "specification")
    client.force_login(owner.user)

    answer = client.post(
        url("process-change", engagement, process.pk),
        {"desired_state": "A week ahead", "name": "Mine", "seen": 1},
    )

    assert answer.status_code == 302
    assert (fresh(process).name, fresh(process).desired_state) == ("Planning", "A week ahead")


def test_owner_is_told_that_the_plan_is_fixed(client, engagement, process, owner):
    in_phase(engagement, "execution")
    client.force_login(owner.user)

    for method in (client.get, client.post):
        answer = method(url("process-change", engagement, process.pk), {"desired_state": "x", "seen": 1})

        assert answer.status_code == 409
        assert "The plan is fixed while it is carried out." in answer.text


@pytest.mark.parametrize("name", ["process-add", "process-remove"])
def test_adding_and_removing_are_over_once_the_plan_is_carried_out(as_manager, engagement, process, name):
    in_phase(engagement, "execution")
    args = [process.pk] if name == "process-remove" else []

    answer = as_manager.post(url(name, engagement, *args), {"name": "Triage"})

    assert answer.status_code == 409
    assert "To revise it, the engagement first goes back one phase." in answer.text


def test_form_whose_moment_is_over_is_not_shown(as_manager, engagement):
    in_phase(engagement, "execution")

    answer = as_manager.get(url("process-add", engagement))

    assert answer.status_code == 409
    assert "<textarea" not in answer.text


def test_process_is_removed_with_one_button(as_manager, engagement, process):
    answer = as_manager.post(url("process-remove", engagement, process.pk), follow=True)

    assert "Planning was removed." in answer.text
    assert as_manager.get(url("process", engagement, process.pk)).status_code == 404


def test_process_that_stays_says_why(as_manager, engagement, process, handhold):
    answer = as_manager.post(url("process-remove", engagement, process.pk))

    assert answer.status_code == 409
    assert "because of what hangs on it: handhold" in answer.text


# -- Handholds and ratings ---------------------------------------------------------------------------


def test_handhold_is_added_changed_and_removed(as_manager, engagement, process):
    added = as_manager.post(
        url("handhold-add", engagement, process.pk), {"kind": "rhythm", "what": "Monday", "where": "Room 2"}
    )
    found = Handhold.objects.get()
    changed = as_manager.post(
        url("handhold-change", engagement, found.pk), {"kind": "rhythm", "what": "Tuesday", "seen": 1}
    )

    assert added.url == changed.url == url("process", engagement, process.pk) + "#handholds"
    assert fresh(found).what == "Tuesday"
    assert as_manager.post(url("handhold-remove", engagement, found.pk)).status_code == 302
    assert not Handhold.objects.exists()


@refused(kind="choice", what="text", where="optional text")
def test_handhold_form_keeps_what_it_can_not_take(as_manager, engagement, process, field, value):
    answer = as_manager.post(
        url("handhold-add", engagement, process.pk), {"kind": "rhythm", "what": "Monday"} | {field: value}
    )

    assert_refused(answer, field, value if field != "kind" else "")
    assert not Handhold.objects.exists()


def test_stale_handhold_shows_both_texts(as_manager, engagement, process, handhold, owner):
    services.change_handhold(handhold=handhold, actor=owner.user, what="Stored meanwhile")

    answer = as_manager.post(
        url("handhold-change", engagement, handhold.pk),
        {"kind": "document", "what": "Typed by me", "seen": 1},
    )

    assert answer.status_code == 409
    assert "Stored meanwhile" in answer.text
    assert "Typed by me" in answer.text


def test_rating_is_stored_in_the_words_of_who_rates(client, engagement, process, owner):
    client.force_login(owner.user)
    page = client.get(url("rating-add", engagement, process.pk))

    answer = client.post(
        url("rating-add", engagement, process.pk),
        {"rung": "4", "rated_on": timezone.localdate(), "note": "We talk"},
    )

    assert "We decide together" in page.text
    assert answer.url == url("process", engagement, process.pk) + "#ratings"
    assert (Rating.objects.get().rung, Rating.objects.get().side) == (4, "owner")


def test_rating_begins_from_the_last_one_of_the_same_person(client, engagement, process, owner, manager):
    for actor, rung in ((owner.user, 3), (manager, 6), (owner.user, 5)):
        services.add_rating(process=process, actor=actor, rung=rung)
    client.force_login(owner.user)

    page = client.get(url("rating-add", engagement, process.pk))

    assert re.findall(r'value="(\d)"[^>]*checked', page.text) == ["5"]


@refused(rung="choice", rated_on="day", note="optional text")
def test_rating_form_keeps_what_it_can_not_take(as_manager, engagement, process, field, value):
    typed = {"rung": "4", "rated_on": "2026-01-05", "note": ""} | {field: value}

    answer = as_manager.post(url("rating-add", engagement, process.pk), typed)

    assert_refused(answer, field, value if field != "rung" else "")
    assert not Rating.objects.exists()


@pytest.mark.parametrize("rung", ["0", "8", "4.0", "1e0", "²"])
def test_rung_beside_the_ladder_is_refused(as_manager, engagement, process, rung):
    answer = as_manager.post(
        url("rating-add", engagement, process.pk), {"rung": rung, "rated_on": "2026-01-05"}
    )

    assert answer.status_code == 422
    assert not Rating.objects.exists()


def test_rating_of_tomorrow_is_refused_beside_the_field(as_manager, engagement, process):
    tomorrow = (timezone.localdate() + datetime.timedelta(days=1)).isoformat()

    answer = as_manager.post(url("rating-add", engagement, process.pk), {"rung": "4", "rated_on": tomorrow})

    assert_refused(answer, "rated_on", tomorrow)
    assert "Choose today or an earlier day." in answer.text


def test_rating_by_somebody_else_is_forbidden_with_the_sentence(client, engagement, process, sponsor):
    client.force_login(sponsor.user)

    for method in (client.get, client.post):
        answer = method(url("rating-add", engagement, process.pk))

        assert answer.status_code == 403
        assert "nobody else does" in answer.text
