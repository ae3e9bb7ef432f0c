"""Start-up checks: definitions and code that disagree are found, each under its own id."""

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from engagements import urls
from engagements.lifecycle import checks, commands, criteria, fsm, legality
from engagements.lifecycle.criteria import REGISTRY, Answer
from engagements.lifecycle.legality import Moment
from engagements.lifecycle.models import Engagement
from engagements.people import permissions
from phases import definitions
from phases.definitions import CRITERIA, Criterion
from tests.engagements.conftest import in_phase


def ids(found):
    return {error.id for error in found}


def test_project_as_it_is_passes():
    assert ids(checks.definitions_and_code_agree(None)) == set()
    assert ids(checks.urls_and_permissions_agree(None)) == set()


def test_phase_edge_without_a_transition_is_found(monkeypatch):
    more = {*fsm.declared_edges("phase"), ("intake", "evaluation")}
    monkeypatch.setattr(
        fsm, "declared_edges", lambda field: more if field == "phase" else fsm.edges_of(Engagement, field)
    )

    assert ids(checks.definitions_and_code_agree(None)) == {"engagements.E001"}


def test_standing_edge_without_a_transition_is_found(monkeypatch):
    more = {*fsm.declared_edges("standing"), ("declined", "active")}
    monkeypatch.setattr(
        fsm, "declared_edges", lambda field: more if field == "standing" else fsm.edges_of(Engagement, field)
    )

    assert ids(checks.definitions_and_code_agree(None)) == {"engagements.E002"}


def test_criterion_without_a_function_is_found(monkeypatch):
    monkeypatch.delitem(REGISTRY, "observations")

    assert ids(checks.definitions_and_code_agree(None)) == {"engagements.E003"}


def test_function_without_a_criterion_is_found(monkeypatch):
    monkeypatch.setitem(REGISTRY, "nobody asked", lambda engagement: Answer(met=True, said="", spot="log"))

    assert ids(checks.definitions_and_code_agree(None)) == {"engagements.E004"}


def test_criterion_that_waits_for_an_unknown_role_is_found(monkeypatch):
    strange = Criterion(key="observations", manager="x", client="x", fulfilled_by=("janitor",))
    monkeypatch.setitem(CRITERIA, "observations", strange)

    assert ids(checks.definitions_and_code_agree(None)) == {"engagements.E005"}


def test_role_without_a_card_is_found(monkeypatch):
    monkeypatch.delitem(definitions.ROLE_PERSPECTIVES, "sponsor")

    assert ids(checks.definitions_and_code_agree(None)) == {"engagements.E006"}


def test_command_without_a_permission_is_found(monkeypatch):
    monkeypatch.setitem(commands.COMMANDS, "abandon", commands.HOLD)

    assert ids(checks.definitions_and_code_agree(None)) == {"engagements.E007"}


def test_moment_of_an_unknown_action_is_found(monkeypatch):
    monkeypatch.setitem(legality.MOMENTS, "dance", Moment())

    assert ids(checks.definitions_and_code_agree(None)) == {"engagements.E008"}


def test_moment_in_an_unknown_phase_is_found(monkeypatch):
    monkeypatch.setitem(legality.MOMENTS, "goal-add", Moment(phases=frozenset({"prologue"})))

    assert ids(checks.definitions_and_code_agree(None)) == {"engagements.E009"}


def test_permission_for_an_unknown_role_is_found(monkeypatch):
    monkeypatch.setitem(permissions.PERMISSIONS, "log", frozenset({"janitor"}))

    assert ids(checks.definitions_and_code_agree(None)) == {"engagements.E010"}


def test_address_that_nobody_decided_about_is_found(monkeypatch):
    monkeypatch.delitem(permissions.PERMISSIONS, "log")

    assert ids(checks.urls_and_permissions_agree(None)) == {"engagements.E011"}


def test_permission_without_an_address_is_found(monkeypatch):
    monkeypatch.setattr(urls, "urlpatterns", urls.urlpatterns[1:])

    assert ids(checks.urls_and_permissions_agree(None)) == {"engagements.E012"}


def test_stored_engagement_in_a_phase_that_no_longer_exists_is_found(engagement, monkeypatch):
    in_phase(engagement, "execution")
    monkeypatch.setattr(checks, "EVERY_PHASE", frozenset({"intake"}))

    assert ids(checks.stored_phases_are_known(None, databases=["default"])) == {"engagements.E013"}
    assert ids(checks.stored_phases_are_known(None)) == set()


def test_disagreement_stops_the_check_command(db, monkeypatch):
    monkeypatch.delitem(REGISTRY, "observations")

    with pytest.raises(SystemCheckError, match=r"engagements\.E003"):
        call_command("check")


def test_two_functions_for_one_criterion_are_refused_at_once():
    with pytest.raises(ValueError, match="observations"):
        criteria.criterion("observations")(lambda engagement: None)
