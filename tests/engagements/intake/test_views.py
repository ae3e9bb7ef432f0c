"""The pages of intake over HTTP: what they show to whom, take, refuse and keep."""

import datetime
import re

import pytest
import time_machine

from engagements.intake import services
from engagements.intake.models import (
    AssignmentVersion,
    Claim,
    ClaimConflict,
    IntendedChange,
    Observation,
    TrustAnswer,
    TrustRound,
)
from engagements.lifecycle.models import Engagement
from engagements.people.roles import Role
from engagements.record.models import Approval
from tests.engagements.conftest import in_phase, seat_for
from tests.engagements.helpers import ANY_SCRIPT, assert_refused, assert_shown, hidden, refused, url
from tests.engagements.intake.conftest import TEXTS, answer, enter, renew, sign

SCORES = {"keeps_word": 4, "competent": 4, "means_well": 4, "hard_things": 4, "remark": ""}


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def as_sponsor(client, sponsor):
    client.force_login(sponsor.user)
    return client


def observed(engagement, **values):
    return {"area": "people", "text": "Nobody chooses.", "seen_on": engagement.starts_on.isoformat()} | values


# -- The room -----------------------------------------------------------------------------------------


def test_room_without_anything_says_what_to_do_and_why(as_manager, engagement):
    page = as_manager.get(url("intake", engagement))

    for words in (
        "Three observations over two areas are enough to start from.",
        "Name at least one: how it is now, and how it should be.",
        "Board, staff, customers: each expects something else",
        "No assignment has been written yet.",
        "Trust has not been asked about yet.",
    ):
        assert words in page.text


def test_room_maps_all_seven_areas_the_empty_ones_with_a_way_in(as_manager, engagement, observation):
    text = " ".join(as_manager.get(url("intake", engagement)).text.split())

    assert text.count('<li class="area-map__field') == 7
    assert text.count("nothing seen yet") == 6
    assert re.search(r'href="#area-people"[^>]*>People</a> <p class="area-map__count"> 1 ', text)
    assert re.search(r'href="[^"]*\?area=finance#quick-observation"[^>]*>Finance</a>', text)


def test_empty_area_opens_the_quick_entry_with_that_area_chosen(as_manager, engagement):
    page = as_manager.get(f"{url('intake', engagement)}?area=finance")

    assert re.search(r'value="finance"[^>]*checked', page.text)
    assert as_manager.get(f"{url('intake', engagement)}?area=%00").status_code == 200


def test_map_offers_who_only_reads_nothing_to_write(client, engagement):
    client.force_login(seat_for(engagement, Role.SHADOW).user)

    page = client.get(url("intake", engagement))

    assert page.text.count("nothing seen yet") == 7
    assert "quick-observation" not in page.text


def test_fresh_list_can_be_read_by_itself(as_manager, engagement, manager, observation):
    Engagement.objects.update(starts_on=engagement.starts_on - datetime.timedelta(days=60))
    Observation.objects.update(seen_on=engagement.starts_on - datetime.timedelta(days=50), text="Seen early")
    Observation.objects.create(
        engagement=engagement, author=manager, area="people", text="Seen late", seen_on=engagement.starts_on
    )

    everything = as_manager.get(url("intake", engagement))
    fresh = as_manager.get(f"{url('intake', engagement)}?only=fresh")

    assert f"{url('intake', engagement)}?only=fresh#observations" in everything.text
    listed = [page.text.split('class="area" id="area-people"')[1] for page in (everything, fresh)]
    assert ["Seen late" in text for text in listed] == [True, False]
    assert all("Seen early" in text for text in listed)


def test_quick_observation_comes_back_in_the_map_without_leaving_the_page(as_manager, engagement):
    page = as_manager.get(url("intake", engagement)).text
    typed = observed(engagement, text="Who decides?")

    answer = as_manager.post(url("observation-add", engagement), typed, headers={"HX-Request": "true"})
    part = as_manager.get(answer.url, headers={"HX-Request": "true"})

    assert 'hx-target="#observed"' in page
    assert 'id="observed"' in page
    assert part.text.strip().startswith('<section class="section stack" id="observed"')
    assert "Who decides?" in part.text
    assert "Observation added." in part.text
    assert "<html" not in part.text
    assert 'id="changes"' not in part.text


def test_refused_quick_observation_keeps_what_was_typed_in_its_own_place(as_manager, engagement):
    typed = observed(engagement, area="nonsense", text="Who decides?")

    answer = as_manager.post(url("observation-add", engagement), typed, headers={"HX-Request": "true"})

    assert answer.status_code == 422
    assert (answer["HX-Retarget"], answer["HX-Reswap"]) == ("#quick-observation", "outerHTML")
    assert "Who decides?" in answer.text
    assert 'id="id_area_error"' in answer.text
    assert "<html" not in answer.text


def test_room_counts_the_fresh_days_down_and_offers_changes(as_manager, engagement, observation):
    page = as_manager.get(url("intake", engagement))

    assert re.search(r"Fresh wind: \d+ working days left", page.text)
    assert url("observation-change", engagement, observation.pk) in page.text


def test_room_shows_the_frozen_list_without_a_way_to_change_it(as_manager, engagement, observation):
    Engagement.objects.update(starts_on=engagement.starts_on - datetime.timedelta(days=60))
    Observation.objects.update(seen_on=engagement.starts_on - datetime.timedelta(days=50))

    page = as_manager.get(url("intake", engagement))

    assert "Fresh wind: frozen since" in page.text
    assert "1 observation from the first 20 working days stays as it was" in " ".join(page.text.split())
    assert url("observation-change", engagement, observation.pk) not in page.text
    for action in ("observation-change", "observation-remove"):
        refusal = as_manager.get(url(action, engagement, observation.pk))
        assert refusal.status_code == 409
        assert "what fresh eyes saw stays as it was written down" in refusal.text


def test_frozen_observation_refuses_a_change_and_keeps_what_was_typed(as_manager, engagement, observation):
    Engagement.objects.update(starts_on=engagement.starts_on - datetime.timedelta(days=60))
    Observation.objects.update(seen_on=engagement.starts_on - datetime.timedelta(days=50))
    typed = observed(engagement, text="A better wording", seen=1)

    refusal = as_manager.post(url("observation-change", engagement, observation.pk), typed)

    assert refusal.status_code == 409
    assert "A better wording" in refusal.text
    assert Observation.objects.get().text == "Nobody chooses."


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_room_costs_the_same_however_much_is_in_it(
    as_manager, engagement, manager, rows, django_assert_num_queries
):
    fill(engagement, manager, rows)

    with django_assert_num_queries(13):
        assert as_manager.get(url("intake", engagement)).status_code == 200


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_claims_cost_the_same_however_many(as_sponsor, engagement, manager, rows, django_assert_num_queries):
    fill(engagement, manager, rows)

    with django_assert_num_queries(8):
        assert as_sponsor.get(url("claims", engagement)).status_code == 200


def fill(engagement, manager, rows):
    """Write `rows` of everything into an engagement; three of its conflicts are handled."""
    day = engagement.starts_on

    def write(model, **values):
        return model.objects.bulk_create(model(engagement=engagement, **values) for _each in range(rows))

    write(Observation, author=manager, area="people", text="Seen", seen_on=day)
    write(IntendedChange, from_state="A", to_state="B")
    firsts, seconds = write(Claim, party="Council", text="More"), write(Claim, party="Executive", text="Less")
    conflicts = ClaimConflict.objects.bulk_create(
        ClaimConflict(engagement=engagement, first=first, second=second)
        for first, second in zip(firsts, seconds, strict=True)
    )
    for conflict in conflicts[:3]:
        services.handle_conflict(conflict=conflict, actor=manager, state="tension", outcome="It stays")


# -- Forms --------------------------------------------------------------------------------------------


def test_observation_is_added(as_manager, engagement):
    response = as_manager.post(url("observation-add", engagement), observed(engagement, surprise="ignored"))

    assert (response.status_code, response.url) == (302, url("intake", engagement) + "#observations")
    assert Observation.objects.get().text == "Nobody chooses."


@pytest.mark.parametrize("text", ANY_SCRIPT)
def test_observation_in_any_script_is_kept_and_shown_as_text(as_manager, engagement, text):
    as_manager.post(url("observation-add", engagement), observed(engagement, text=text))

    assert Observation.objects.get().text == text
    assert_shown(as_manager.get(url("intake", engagement)), text)


@refused(text="text", area="choice", seen_on="day")
def test_observation_that_cannot_be_taken_comes_back(as_manager, engagement, field, value):
    response = as_manager.post(url("observation-add", engagement), observed(engagement, **{field: value}))

    assert response.status_code == 422
    if field == "area":  # a choice has no text to give back
        assert 'id="id_area_error"' in response.text
    else:
        assert_refused(response, field, value)
    assert not Observation.objects.exists()


@pytest.mark.parametrize("days", [1, -91])
def test_observation_on_an_impossible_day_is_refused_beside_the_day(as_manager, engagement, days):
    day = (engagement.starts_on + datetime.timedelta(days=days)).isoformat()

    response = as_manager.post(url("observation-add", engagement), observed(engagement, seen_on=day))

    assert_refused(response, "seen_on", day)


def test_observation_changed_by_somebody_else_is_shown_side_by_side(
    as_manager, engagement, manager, observation
):
    page = as_manager.get(url("observation-change", engagement, observation.pk))
    services.change_observation(observation=observation, actor=manager, seen=1, text="Theirs")
    typed = observed(engagement, text="Mine", seen=hidden(page, "seen"))

    response = as_manager.post(url("observation-change", engagement, observation.pk), typed)

    assert response.status_code == 409
    assert "Theirs" in response.text
    assert "Mine" in response.text
    assert hidden(response, "seen") == "2"


def test_observation_is_removed_after_asking_once_more(as_manager, engagement, observation):
    address = url("observation-remove", engagement, observation.pk)
    page = as_manager.get(address)
    still_there = Observation.objects.exists()

    response = as_manager.post(address, {"seen": hidden(page, "seen")})

    assert "Nobody chooses." in page.text
    assert still_there
    assert response.status_code == 302
    assert not Observation.objects.exists()


@refused(from_state="text", to_state="text")
def test_intended_change_that_cannot_be_taken_comes_back(as_manager, engagement, field, value):
    typed = {"from_state": "Late", "to_state": "On time"} | {field: value}

    assert_refused(as_manager.post(url("intended-change-add", engagement), typed), field, value)


def test_intended_change_is_added_changed_and_removed(as_manager, engagement):
    as_manager.post(url("intended-change-add", engagement), {"from_state": "Late", "to_state": "On time"})
    pk = IntendedChange.objects.get().pk
    typed = {"from_state": "Late", "to_state": "Early", "seen": 1}
    as_manager.post(url("intended-change-change", engagement, pk), typed)
    page = as_manager.get(url("intake", engagement))
    as_manager.post(url("intended-change-remove", engagement, pk), {"seen": 2})

    assert "Early" in page.text
    assert not IntendedChange.objects.exists()


@refused(party="text", text="text")
def test_claim_that_cannot_be_taken_comes_back(as_manager, engagement, field, value):
    typed = {"party": "Council", "text": "Quick wins"} | {field: value}

    assert_refused(as_manager.post(url("claim-add", engagement), typed), field, value)


def test_claim_is_added_changed_and_removed(as_manager, engagement):
    as_manager.post(url("claim-add", engagement), {"party": "Council", "text": "Quick wins"})
    pk = Claim.objects.get().pk
    as_manager.post(url("claim-change", engagement, pk), {"party": "Council", "text": "Slow wins", "seen": 1})
    page = as_manager.get(url("claims", engagement))
    as_manager.post(url("claim-remove", engagement, pk), {"seen": 2})

    assert "Slow wins" in page.text
    assert not Claim.objects.exists()


def test_claim_with_a_decision_says_why_it_stays(as_manager, engagement, manager, claims, conflict):
    services.handle_conflict(conflict=conflict, actor=manager, state="tension", outcome="It stays")

    page = as_manager.get(url("claims", engagement))
    change = as_manager.get(url("claim-change", engagement, claims[0].pk))
    remove = as_manager.get(url("claim-remove", engagement, claims[0].pk))

    assert "A decision was made about this claim, so it stays as it is." in page.text
    assert (change.status_code, remove.status_code) == (409, 409)


def test_conflict_is_marked_between_two_claims_of_this_engagement(as_manager, engagement, claims, stranger):
    other = stranger.memberships.get().engagement
    theirs = services.add_claim(engagement=other, actor=stranger, party="Secret party", text="Secret")
    address = url("conflict-add", engagement)

    page = as_manager.get(f"{address}?claim={claims[1].pk}")
    foreign = as_manager.post(address, {"first": claims[0].pk, "second": theirs.pk})
    same = as_manager.post(address, {"first": claims[0].pk, "second": claims[0].pk})
    good = as_manager.post(address, {"first": claims[1].pk, "second": claims[0].pk})
    again = as_manager.post(address, {"first": claims[0].pk, "second": claims[1].pk})

    assert f'<option value="{claims[1].pk}" selected>' in page.text
    assert "Secret" not in page.text + foreign.text
    assert [each.status_code for each in (foreign, same, good, again)] == [422, 422, 302, 422]
    for refusal, why in ((same, "Choose two different claims."), (again, "These two are marked already.")):
        assert 'id="id_second_error"' in refusal.text
        assert why in refusal.text
    assert ClaimConflict.objects.count() == 1


@pytest.mark.parametrize("value", ["", "x", "0", "-1", "9" * 30, "a\x00b"])
def test_conflict_with_something_that_is_no_claim_is_refused(as_manager, engagement, claims, value):
    response = as_manager.post(url("conflict-add", engagement), {"first": value, "second": claims[0].pk})

    assert response.status_code == 422
    assert 'id="id_first_error"' in response.text


def test_conflict_is_handled_by_the_sponsor(as_sponsor, engagement, conflict):
    address = url("conflict-handle", engagement, conflict.pk)
    page = as_sponsor.get(address)

    response = as_sponsor.post(
        address, {"state": "tension", "outcome": "It stays", "seen": hidden(page, "seen")}
    )

    assert "Quick wins" in page.text
    assert "Calm" in page.text
    assert response.status_code == 302
    handled = as_sponsor.get(url("claims", engagement))
    assert "Accepted as tension" in handled.text
    assert "Sanne Sponsor" in handled.text


@refused(outcome="text")
def test_conflict_without_a_decision_comes_back(as_sponsor, engagement, conflict, field, value):
    typed = {"state": "tension", "outcome": value, "seen": 1}

    assert_refused(as_sponsor.post(url("conflict-handle", engagement, conflict.pk), typed), field, value)


@pytest.mark.parametrize("state", ["", "open", "nonsense", "a\x00b"])
def test_conflict_is_not_handled_by_leaving_it_open(as_sponsor, engagement, conflict, state):
    typed = {"state": state, "outcome": "X", "seen": 1}
    response = as_sponsor.post(url("conflict-handle", engagement, conflict.pk), typed)

    assert response.status_code == 422
    assert 'id="id_state_error"' in response.text


def test_claims_say_the_same_to_both_and_take_nobodys_part(client, engagement, manager, sponsor, conflict):
    pages = []
    for user in (manager, sponsor.user):
        client.force_login(user)
        pages.append(client.get(url("claims", engagement)).text)
    told = [re.search(r'<div class="from-to">.*?</div>\s*</div>', page, re.DOTALL).group(0) for page in pages]

    assert told[0] == told[1]
    for words in (
        "What each party expects of the interim manager",
        "Quick wins",
        "Calm",
        "Where wishes clash",
    ):
        assert words in pages[1]
    assert "of you" not in pages[1]
    assert url("claim-change", engagement, conflict.first_id) not in pages[1]


# -- The assignment -----------------------------------------------------------------------------------


def test_assignment_is_written_with_the_last_version_to_start_from(as_manager, engagement, manager, sponsor):
    first = as_manager.post(url("assignment-draft", engagement), TEXTS)
    sign(AssignmentVersion.objects.get(), manager, sponsor.user)
    page = as_manager.get(url("assignment-draft", engagement))
    without = as_manager.post(url("assignment-draft", engagement), TEXTS)
    second = as_manager.post(url("assignment-draft", engagement), TEXTS | {"why_new": "It grew"})

    assert "Clear the backlog." in page.text
    assert (first.status_code, without.status_code, second.status_code) == (302, 422, 302)
    assert 'id="id_why_new_error"' in without.text
    assert [each.number for each in AssignmentVersion.objects.all()] == [2, 1]


@refused(purpose="text", result="text", authority="text", limits="optional text", reporting="optional text")
def test_assignment_that_cannot_be_taken_comes_back(as_manager, engagement, field, value):
    assert_refused(as_manager.post(url("assignment-draft", engagement), TEXTS | {field: value}), field, value)


def test_assignment_drafted_twice_is_a_conflict_that_keeps_what_was_typed(as_manager, engagement, draft):
    page = as_manager.get(url("assignment-draft", engagement))
    response = as_manager.post(
        url("assignment-draft", engagement), TEXTS | {"purpose": "My second text", "why_new": "Because"}
    )

    assert (page.status_code, response.status_code) == (409, 409)
    assert "There is a draft already: version 1." in page.text
    assert "My second text" in response.text


def test_assignment_outside_its_phases_is_a_conflict(as_manager, engagement, draft):
    in_phase(engagement, "execution")

    for address in (
        url("assignment-draft", engagement),
        url("assignment-change", engagement, draft.pk),
        url("assignment-sign", engagement, draft.pk),
    ):
        for response in (
            as_manager.get(address),
            as_manager.post(address, TEXTS | {"why_new": "X", "seen": 1}),
        ):
            assert response.status_code == 409
            assert "To revise it, the engagement first goes back one phase." in response.text


def test_assignment_is_signed_with_the_text_in_sight(as_sponsor, engagement, draft, manager):
    sign(draft, manager)
    address = url("assignment-sign", engagement, draft.pk)
    page = as_sponsor.get(address)

    response = as_sponsor.post(address, {"seen": hidden(page, "seen")})
    told = as_sponsor.get(url("assignment", engagement))

    for text in TEXTS.values():
        assert text in page.text
    assert response.status_code == 302
    assert "Version 1, in force" in told.text
    for shown in ("Marit Manager,", "Sanne Sponsor,", Approval.objects.first().digest):
        assert shown in told.text
    assert as_sponsor.get(address).status_code == 409


def test_assignment_changed_meanwhile_is_not_signed_unread(as_sponsor, engagement, draft, manager):
    address = url("assignment-sign", engagement, draft.pk)
    seen = hidden(as_sponsor.get(address), "seen")
    services.change_assignment(assignment=draft, actor=manager, seen=1, authority="Everything.")

    response = as_sponsor.post(address, {"seen": seen})

    assert response.status_code == 409
    assert "Everything." in response.text
    assert "Somebody else has changed this in the meantime" in response.text
    assert as_sponsor.post(address, {"seen": hidden(response, "seen")}).status_code == 302


@refused(seen="seen")
def test_signature_under_an_unknown_text_is_refused(as_sponsor, engagement, draft, field, value):
    response = as_sponsor.post(url("assignment-sign", engagement, draft.pk), {field: value})

    assert response.status_code == 422


def test_change_is_asked_with_a_reason_the_board_reads_too(as_sponsor, engagement, draft, manager, board):
    sign(draft, manager)
    address = url("assignment-return", engagement, draft.pk)
    page = as_sponsor.get(address)

    response = as_sponsor.post(address, {"reason": "Who has the figures?", "seen": hidden(page, "seen")})

    assert "A signature on this version lapses." in page.text
    assert response.status_code == 302
    as_sponsor.force_login(board.user)
    told = as_sponsor.get(url("assignment", engagement)).text
    assert "The sponsor asks for a change" in told
    assert "Who has the figures?" in told
    assert "Signed; lapsed" in told
    assert url("assignment-change", engagement, draft.pk) not in told


@refused(reason="text")
def test_change_asked_without_a_reason_comes_back(as_sponsor, engagement, draft, field, value):
    response = as_sponsor.post(url("assignment-return", engagement, draft.pk), {"reason": value, "seen": 1})

    assert_refused(response, field, value)


def test_assignment_shows_what_changed_word_by_word(as_sponsor, engagement, signed, manager):
    renew(engagement, manager, purpose="Rebuild the triage.")

    page = as_sponsor.get(url("assignment", engagement))

    assert re.search(r"<del><span[^>]*>\s*\[gone:\s*</span>Clear<span", page.text)
    assert re.search(r"<ins><span[^>]*>\s*\[new:\s*</span>Rebuild<span", page.text)
    assert "What changed since version 1" in page.text


def test_assignment_is_confirmed_with_one_button_in_specification(as_sponsor, engagement, signed, manager):
    early = as_sponsor.post(url("assignment-confirm", engagement, signed.pk))
    enter(engagement, manager, "specification")
    page = as_sponsor.get(url("assignment", engagement))
    response = as_sponsor.post(url("assignment-confirm", engagement, signed.pk))
    again = as_sponsor.post(url("assignment-confirm", engagement, signed.pk))

    assert "Is this still the right assignment?" in page.text
    assert (early.status_code, response.status_code, again.status_code) == (409, 302, 409)
    assert "Your side has confirmed this version on" in again.text


@pytest.mark.parametrize("versions", [1, 3])
def test_assignment_costs_the_same_however_many_versions(
    as_sponsor, engagement, signed, manager, sponsor, versions, django_assert_num_queries
):
    for _each in range(versions - 1):
        sign(renew(engagement, manager), manager, sponsor.user)

    with django_assert_num_queries(8):
        assert as_sponsor.get(url("assignment", engagement)).status_code == 200


def test_assignment_tells_the_board_what_will_come_without_a_button(client, engagement, board):
    client.force_login(board.user)

    page = client.get(url("assignment", engagement))

    assert "The interim manager writes the first version" in page.text
    assert url("assignment-draft", engagement) not in page.text


# -- Trust --------------------------------------------------------------------------------------------


def test_trust_is_asked_with_one_button_once(as_manager, engagement, sponsor):
    first = as_manager.post(url("trust-ask", engagement))
    second = as_manager.post(url("trust-ask", engagement))

    assert (first.status_code, second.status_code) == (302, 409)
    assert "is still open" in second.text
    assert TrustRound.objects.count() == 1


def test_trust_without_a_sponsor_says_whom_to_invite(as_manager, engagement):
    response = as_manager.post(url("trust-ask", engagement))

    assert response.status_code == 422
    assert "Invite the sponsor first" in response.text


def test_trust_is_answered_once(as_sponsor, engagement, pulse):
    address = url("trust-answer", engagement, pulse.pk)
    page = as_sponsor.get(address)
    response = as_sponsor.post(address, SCORES | {"remark": "It grows"})
    again = as_sponsor.post(address, SCORES)

    assert "The other side sees your answer only when both have answered." in page.text
    assert (response.status_code, again.status_code, as_sponsor.get(address).status_code) == (302, 409, 409)
    assert TrustAnswer.objects.get().remark == "It grows"


@pytest.mark.parametrize("value", ["", "0", "6", "3.5", "high", "a\x00b", "9" * 30])
@pytest.mark.parametrize("field", ["keeps_word", "hard_things"])
def test_trust_answer_off_the_scale_comes_back(as_sponsor, engagement, pulse, field, value):
    response = as_sponsor.post(url("trust-answer", engagement, pulse.pk), SCORES | {field: value})

    assert response.status_code == 422
    assert f'id="id_{field}_error"' in response.text
    assert not TrustAnswer.objects.exists()


@refused(remark="optional text")
def test_trust_remark_that_cannot_be_taken_comes_back(as_sponsor, engagement, pulse, field, value):
    response = as_sponsor.post(url("trust-answer", engagement, pulse.pk), SCORES | {field: value})

    assert_refused(response, field, value)


def everything_seen_by(client, engagement, user, addresses):
    """Return the text of all these pages as one person sees them."""
    client.force_login(user)
    return "".join(client.get(address).text for address in addresses)


@pytest.mark.parametrize("first", ["manager", "sponsor"])
def test_no_page_leaks_an_answer_or_its_height_before_the_reveal(
    client, engagement, pulse, manager, sponsor, first
):
    giver, waiting = (manager, sponsor.user) if first == "manager" else (sponsor.user, manager)
    others = [waiting, seat_for(engagement, Role.SHADOW).user]
    pages = [url(name, engagement) for name in ("trust", "progress", "engagement")]
    with time_machine.travel(datetime.datetime.now(datetime.UTC), tick=False):
        before = [everything_seen_by(client, engagement, user, pages) for user in others]
        answer(pulse, giver, 1, remark="XYZZY")
        low = [everything_seen_by(client, engagement, user, pages) for user in others]
        TrustAnswer.objects.update(keeps_word=5, competent=5, means_well=5, hard_things=5)
        high = [everything_seen_by(client, engagement, user, pages) for user in others]

    assert [without_tokens(page) for page in low] == [without_tokens(page) for page in high]
    assert [without_tokens(page) for page in before] == [without_tokens(page) for page in low]
    assert "XYZZY" not in "".join(low)


def without_tokens(page):
    """Return the page without what differs on every request: the csrf tokens."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def test_giver_sees_the_own_answer_before_the_reveal(as_sponsor, engagement, pulse, sponsor):
    answer(pulse, sponsor.user, 2, remark="It hurts")

    page = as_sponsor.get(url("trust", engagement))

    assert "Your answer is in." in page.text
    assert "It hurts" in page.text
    assert page.text.count("2 of 5") == 4


def test_both_answers_and_the_difference_are_shown_together(client, engagement, pulse, manager, sponsor):
    answer(pulse, manager, 4, remark="Open talk")
    answer(pulse, sponsor.user, 2, remark="It hurts")

    for user in (manager, sponsor.user):
        client.force_login(user)
        page = " ".join(client.get(url("trust", engagement)).text.split())
        for words in ("Open talk", "It hurts", "difference 2.0", "The two answers lie far apart"):
            assert words in page


@pytest.mark.parametrize("rounds", [1, 3])
def test_trust_costs_the_same_however_many_pulses(
    as_sponsor, engagement, manager, sponsor, rounds, django_assert_num_queries
):
    for _each in range(rounds):
        asked = services.ask_trust(engagement=engagement, actor=manager)
        answer(asked, manager, 4)
        answer(asked, sponsor.user, 4)

    with django_assert_num_queries(7):
        assert as_sponsor.get(url("trust", engagement)).status_code == 200


# -- Who may go where ---------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.BOARD, Role.MANAGEMENT, Role.EMPLOYEE, Role.WORKS_COUNCIL])
@pytest.mark.parametrize("name", ["intake", "claims", "trust"])
def test_page_that_is_not_theirs_is_forbidden(client, engagement, role, name):
    client.force_login(seat_for(engagement, role).user)

    assert client.get(url(name, engagement)).status_code == 403


def test_things_of_another_engagement_are_not_found(as_manager, engagement, stranger):
    other = stranger.memberships.get().engagement
    theirs = services.add_observation(
        engagement=other, actor=stranger, area="people", text="Theirs", seen_on=other.starts_on
    )

    assert as_manager.get(url("observation-change", engagement, theirs.pk)).status_code == 404
    assert "Theirs" not in as_manager.get(url("intake", engagement)).text


def test_pages_write_nothing(
    as_manager, engagement, signed, conflict, pulse, observation, django_assert_num_queries
):
    for name in ("intake", "claims", "assignment", "trust"):
        with django_assert_num_queries(13, exact=False) as queries:
            as_manager.get(url(name, engagement))
        assert not [each["sql"] for each in queries if not each["sql"].startswith("SELECT")]


# -- A draft that nobody wants any more ---------------------------------------------------------------


def test_unsigned_draft_is_discarded_and_its_number_is_free_again(
    as_manager, engagement, signed, manager, sponsor
):
    second = renew(engagement, manager)
    address = url("assignment-discard", engagement, second.pk)
    page = as_manager.get(url("assignment", engagement))
    asked = as_manager.get(address)

    answer = as_manager.post(address, {"seen": hidden(asked, "seen")}, follow=True)

    assert address in page.text
    assert "Version 1 stays in force, as it is." in asked.text
    assert "The draft is gone." in answer.text
    assert list(AssignmentVersion.objects.values_list("number", flat=True)) == [1]
    assert renew(engagement, manager).number == 2


def test_signed_version_can_not_be_discarded(as_manager, engagement, draft, manager, sponsor):
    sign(draft, manager)
    address = url("assignment-discard", engagement, draft.pk)

    asked, answer = as_manager.get(address), as_manager.post(address, {"seen": draft.version})

    assert (asked.status_code, answer.status_code) == (409, 409)
    assert "is signed by one side, so it stays as it is" in answer.text
    assert address not in as_manager.get(url("assignment", engagement)).text
    assert AssignmentVersion.objects.count() == 1


def test_draft_that_was_changed_meanwhile_is_not_discarded_unseen(as_manager, engagement, draft, manager):
    services.change_assignment(assignment=draft, actor=manager, seen=draft.version, purpose="Something else")

    answer = as_manager.post(url("assignment-discard", engagement, draft.pk), {"seen": draft.version})

    assert answer.status_code == 409
    assert "Somebody else has changed this" in answer.text


def test_claim_says_with_whom_it_clashes_and_how_that_stands(as_manager, engagement, conflict):
    text = " ".join(as_manager.get(url("claims", engagement)).text.split())

    assert text.count(f'href="#conflict-{conflict.pk}"') == 2
    assert "Clashes with what Executive expects" in text
    assert "Clashes with what Council expects" in text


# -- Two people at once -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["observation", "intended change", "claim", "conflict", "assignment"])
def test_text_that_was_changed_meanwhile_is_shown_beside_what_was_typed(
    as_manager, engagement, manager, observation, conflict, draft, name
):
    change = services.add_intended_change(
        engagement=engagement, actor=manager, from_state="Late", to_state="On time"
    )
    action, item, typed, field = {
        "observation": ("observation-change", observation, observed(engagement), "text"),
        "intended change": ("intended-change-change", change, {"from_state": "Late"}, "to_state"),
        "claim": ("claim-change", Claim.objects.get(party="Works council"), {"party": "Council"}, "text"),
        "conflict": ("conflict-handle", conflict, {"state": "tension"}, "outcome"),
        "assignment": ("assignment-change", draft, TEXTS, "limits"),
    }[name]
    type(item).objects.filter(pk=item.pk).update(version=2, **{field: "Stored meanwhile"})

    answer = as_manager.post(url(action, engagement, item.pk), typed | {field: "Typed by me", "seen": 1})

    assert answer.status_code == 409
    assert "stored now" in answer.text
    assert "Stored meanwhile" in answer.text
    assert "Typed by me" in answer.text
    assert getattr(type(item).objects.get(pk=item.pk), field) == "Stored meanwhile"
