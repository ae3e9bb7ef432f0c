"""One person, one address, one account."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from accounts.models import User


def test_email_is_stored_in_lower_case():
    user = User.objects.create_user(" Anna@Example.ORG ", name="Anna")

    assert user.email == "anna@example.org"


def test_email_changed_on_the_object_is_stored_in_lower_case(manager):
    manager.email = "Anna.New@Example.org"
    manager.save()

    assert User.objects.get(pk=manager.pk).email == "anna.new@example.org"


def test_second_account_with_other_capitals_is_refused(manager):
    with pytest.raises(IntegrityError):
        User.objects.create_user("ANNA@example.org")


def test_database_refuses_other_capitals_written_past_the_model(manager):
    with pytest.raises(IntegrityError):
        User.objects.bulk_create([User(email="ANNA@example.org")])


def test_validation_names_the_address_that_exists(manager):
    with pytest.raises(ValidationError) as refusal:
        User(email="ANNA@example.org", password="!").full_clean()

    assert list(refusal.value.message_dict) == ["email"]


def test_user_without_address_is_refused():
    with pytest.raises(ValueError, match="needs an e-mail address"):
        User.objects.create_user("  ")


def test_user_is_found_by_any_capitals(manager):
    assert User.objects.get_by_natural_key("ANNA@EXAMPLE.ORG") == manager


def test_user_without_password_cannot_be_signed_in_as():
    assert not User.objects.create_user("pat@example.org").has_usable_password()


def test_superuser_administers_the_practice(superuser):
    assert (superuser.is_superuser, superuser.is_staff, superuser.is_administrator) == (True, True, True)


@pytest.mark.parametrize(
    ("name", "shown", "greeted"),
    [
        ("Anna de Vries", "Anna de Vries", "Anna"),
        ("", "a@example.org", "a@example.org"),
        (" ", " ", "a@example.org"),
    ],
)
def test_user_is_called_by_name_or_else_by_address(name, shown, greeted):
    user = User(email="a@example.org", name=name)

    assert (str(user), user.get_full_name(), user.get_short_name()) == (shown, shown, greeted)


def test_new_person_gets_one_overview_a_day():
    assert User().mail_rhythm == "daily"
