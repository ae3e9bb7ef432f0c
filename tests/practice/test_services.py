"""Every change: who may, what is refused, that it is recorded once and cannot be undone in the record."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.adapter import NamesThePractice
from accounts.letters import password_link
from accounts.models import User
from outbox.letters import compose
from practice import profile, services
from practice.exceptions import Stale
from practice.models import Change, Manager, Practice

NEW = {"name": "Wind & Co", "tagline_nl": "Even luchten", "tagline_en": ""}


def names():
    return [each.name for each in Manager.objects.all()]


def test_change_is_stored_read_and_recorded(administrator, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        changed = services.change_practice(actor=administrator, seen=0, **NEW)

    assert (changed.version, changed.name, changed.email) == (1, "Wind & Co", "info@example.org")
    assert profile.profile().name == "Wind & Co"
    record = Change.objects.get()
    assert (record.actor, record.action, record.subject) == (administrator, "change", "Wind & Co")
    assert record.before == {
        "name": "IM specialist",
        "tagline_nl": "Frisse wind door de organisatie",
        "tagline_en": "Fresh wind through the organisation",
    }
    assert record.after == NEW


def test_mail_and_second_step_call_the_practice_by_its_name(administrator):
    services.change_practice(actor=administrator, seen=0, **NEW)

    assert NamesThePractice().get_totp_issuer() == "Wind & Co"
    assert "Wind & Co" in compose(password_link(administrator), to=administrator).body


def test_change_that_changes_nothing_leaves_the_settings_in_charge(administrator, settings):
    services.change_practice(actor=administrator, seen=0, **settings.PRACTICE)
    services.add_manager(actor=administrator, name="Sara Shown")
    settings.PRACTICE = settings.PRACTICE | {"name": "Renamed on the server"}

    assert profile.profile().name == "Renamed on the server"
    assert list(Change.objects.values_list("action", flat=True)) == ["add"]


@pytest.mark.parametrize("seen", [0, 2])
def test_change_of_something_else_than_what_was_seen_is_refused(administrator, seen):
    services.change_practice(actor=administrator, seen=0, name="First")

    with pytest.raises(Stale) as refused:
        services.change_practice(actor=administrator, seen=seen, name="Second")

    assert refused.value.current.name == "First"
    assert (Practice.objects.get().name, Change.objects.count()) == ("First", 1)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "a" * 81}, "name"),
        ({"email": "nobody"}, "email"),
        ({"tagline_nl": "", "tagline_en": ""}, "tagline_nl"),
        ({"introduction_en": "a" * 3001}, "introduction_en"),
        ({"colour_manager": "coral"}, "colour_manager"),
        ({"colour_manager": "#ED6A4C"}, "colour_manager"),
        ({"colour_manager": "#ffcc00"}, "colour_manager"),
        ({"colour_manager": "#16958f"}, "colour_organisation"),
    ],
)
def test_values_that_fail_are_refused_by_field(administrator, values, field):
    with pytest.raises(ValidationError) as refused:
        services.change_practice(actor=administrator, seen=0, **values)

    assert set(refused.value.message_dict) == {field}
    assert not Change.objects.exists()
    assert profile.profile().name == "IM specialist"


def test_only_an_administrator_changes_anything(manager, administrator, profiles):
    administrator.is_active = False
    client = User.objects.create_user("pat@example.org", name="Pat")
    first = profiles[0]

    for actor in (manager, client, administrator, AnonymousUser()):
        for attempt in (
            lambda actor=actor: services.change_practice(actor=actor, seen=0, name="Mine"),
            lambda actor=actor: services.add_manager(actor=actor, name="Me"),
            lambda actor=actor: services.change_manager(manager=first, actor=actor, seen=1, name="Me"),
            lambda actor=actor: services.move_manager(manager=first, actor=actor, seen=1, up=False),
        ):
            with pytest.raises(PermissionDenied):
                attempt()
    assert not Practice.objects.exists()
    assert names() == ["Sara Shown", "Hidden Hans", "Gone Gideon"]
    assert not Change.objects.exists()


def test_profiles_are_added_at_the_end_changed_and_shown(administrator, manager):
    first = services.add_manager(actor=administrator, name="Noor", user=manager)
    services.add_manager(actor=administrator, name="Bram", shown=True)
    services.change_manager(manager=first, actor=administrator, seen=1, shown=True, headline_en="Calm")

    assert [each.name for each in profile.profile().managers] == ["Noor", "Bram"]
    last = Change.objects.first()
    assert (last.before, last.after) == (
        {"shown": False, "headline_en": ""},
        {"shown": True, "headline_en": "Calm"},
    )


def test_person_has_one_profile(administrator, profiles, manager):
    with pytest.raises(ValidationError) as refused:
        services.add_manager(actor=administrator, name="Again", user=manager)

    assert set(refused.value.message_dict) == {"user"}


def test_stale_or_removed_profile_is_not_changed(administrator, profiles):
    first = profiles[0]
    services.change_manager(manager=first, actor=administrator, seen=1, name="Sara Second")

    with pytest.raises(Stale):
        services.change_manager(manager=first, actor=administrator, seen=1, name="Sara Third")
    Manager.objects.filter(pk=first.pk).delete()
    with pytest.raises(Stale):
        services.change_manager(manager=first, actor=administrator, seen=2, name="Sara Third")


@pytest.mark.parametrize(
    ("which", "up", "expected"),
    [
        (1, True, ["Hidden Hans", "Sara Shown", "Gone Gideon"]),
        (1, False, ["Sara Shown", "Gone Gideon", "Hidden Hans"]),
        (0, True, ["Sara Shown", "Hidden Hans", "Gone Gideon"]),
        (2, False, ["Sara Shown", "Hidden Hans", "Gone Gideon"]),
    ],
)
def test_profile_moves_one_place(administrator, profiles, which, up, expected):
    services.move_manager(manager=profiles[which], actor=administrator, seen=which + 1, up=up)

    assert names() == expected


@pytest.mark.parametrize("seen", [0, 2, 4])
def test_profile_that_stood_elsewhere_is_not_moved(administrator, profiles, seen):
    with pytest.raises(Stale):
        services.move_manager(manager=profiles[0], actor=administrator, seen=seen, up=False)

    assert names() == ["Sara Shown", "Hidden Hans", "Gone Gideon"]


def test_profile_goes_with_the_person(profiles, manager):
    manager.delete()

    assert names() == ["Hidden Hans", "Gone Gideon"]


def test_record_is_never_rewritten(administrator):
    services.change_practice(actor=administrator, seen=0, **NEW)
    record = Change.objects.get()

    for rewrite in (
        record.save,
        record.delete,
        Change.objects.all().delete,
        lambda: Change.objects.update(subject="Nothing"),
        lambda: Change.objects.bulk_update([record], ["subject"]),
    ):
        with pytest.raises(TypeError):
            rewrite()
