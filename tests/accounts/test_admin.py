"""People in Django's admin."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Permission
from django.core import mail
from django.urls import reverse

from accounts.models import User

PEOPLE = "/admin/accounts/user/"


def test_admin_is_entered_by_the_one_sign_in_page(client, db):
    assert client.get("/admin/login/?next=/admin/").headers["Location"] == "/accounts/login/?next=%2Fadmin%2F"
    assert (
        client.post("/admin/login/", {"username": "a", "password": "b"})
        .headers["Location"]
        .startswith("/accounts/login/")
    )


def test_admin_is_closed_to_managers_and_administrators_of_the_practice(client, manager):
    User.objects.filter(pk=manager.pk).update(is_administrator=True)
    client.force_login(manager)

    assert client.get("/admin/", follow=True).status_code == 403
    assert client.get(PEOPLE, follow=True).status_code == 403


def test_admin_password_form_cannot_be_used_to_guess(client, superuser, manager, password):
    client.force_login(superuser)

    assert client.post("/admin/login/", {"username": manager.email, "password": password}).status_code == 405
    assert client.get("/admin/password_change/").headers["Location"] == reverse("account_change_password")


def test_superuser_adds_a_manager_who_is_mailed_a_link(client, superuser, django_capture_on_commit_callbacks):
    client.force_login(superuser)
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(
            f"{PEOPLE}add/",
            {
                "name": "Bo",
                "email": "Bo@example.org",
                "language": "nl",
                "mail_rhythm": "now",
                "is_manager": "on",
                "is_active": "on",
            },
        )

    assert response.status_code == 302
    person = User.objects.get(email="bo@example.org")
    assert person.is_manager
    assert not person.has_usable_password()
    assert [message.to for message in mail.outbox] == [["bo@example.org"]]


def test_superuser_gives_rights_and_keeps_the_password(client, superuser, manager, password):
    client.force_login(superuser)
    client.post(
        f"{PEOPLE}{manager.pk}/change/",
        {
            "name": "Anna",
            "email": "anna@example.org",
            "language": "nl",
            "mail_rhythm": "now",
            "is_administrator": "on",
            "is_active": "on",
        },
    )

    saved = User.objects.get(pk=manager.pk)
    assert (saved.is_administrator, saved.is_manager) == (True, False)
    assert saved.check_password(password)


def test_same_address_in_capitals_is_a_message_beside_the_field(client, superuser, manager):
    client.force_login(superuser)
    response = client.post(
        f"{PEOPLE}add/", {"name": "X", "email": "ANNA@example.org", "language": "nl", "mail_rhythm": "now"}
    )

    assert response.status_code == 200
    assert list(response.context["adminform"].form.errors) == ["email"]


def test_nobody_is_deleted(client, superuser, manager):
    client.force_login(superuser)
    client.post(PEOPLE, {"action": "delete_selected", "_selected_action": [manager.pk], "post": "yes"})

    assert client.post(f"{PEOPLE}{manager.pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=manager.pk).exists()


def test_staff_with_permission_may_look_and_not_touch(client, manager, client_user):
    manager.is_staff = True
    manager.save()
    manager.user_permissions.set(Permission.objects.filter(content_type__app_label="accounts"))
    client.force_login(manager)

    assert client.get(f"{PEOPLE}{client_user.pk}/change/").status_code == 200
    assert client.post(f"{PEOPLE}{manager.pk}/change/", {"is_administrator": "on"}).status_code == 403
    assert client.get(f"{PEOPLE}add/").status_code == 403


def test_password_link_is_mailed_on_request(client, superuser, manager, django_capture_on_commit_callbacks):
    client.force_login(superuser)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(PEOPLE, {"action": "mail_password_link", "_selected_action": [manager.pk]})

    assert [message.to for message in mail.outbox] == [["anna@example.org"]]


def test_secret_of_a_second_step_is_never_shown(client, superuser, manager):
    lost = Authenticator.objects.create(user=manager, type="totp", data={"secret": "TOPSECRET"})
    client.force_login(superuser)

    page = client.get(f"/admin/mfa/authenticator/{lost.pk}/change/")
    assert page.status_code == 200
    assert "TOPSECRET" not in page.text
    client.post(f"/admin/mfa/authenticator/{lost.pk}/delete/", {"post": "yes"})
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("path", ["/admin/account/emailaddress/", "/admin/account/emailconfirmation/"])
def test_second_addresses_do_not_exist(client, superuser, path):
    client.force_login(superuser)

    assert client.get(path).status_code == 404
