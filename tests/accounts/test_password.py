"""Changing one's own password."""

from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.conftest import digits_in

URL = "/accounts/password/change/"
NEW = "een lange zomer in Zwolle"


def test_password_is_changed_and_one_stays_signed_in(client, manager, password):
    client.force_login(manager)
    response = client.post(URL, {"oldpassword": password, "password1": NEW, "password2": NEW})

    assert response.headers["Location"] == reverse("accounts:preferences")
    assert client.get(response.headers["Location"]).status_code == 200
    assert User.objects.get(pk=manager.pk).check_password(NEW)


def test_other_sessions_are_signed_out(client, manager, password):
    elsewhere = Client()
    elsewhere.force_login(manager)
    client.force_login(manager)

    client.post(URL, {"oldpassword": password, "password1": NEW, "password2": NEW})

    assert elsewhere.get("/accounts/preferences/").status_code == 302


def test_wrong_present_password_is_a_message_beside_the_field(client, manager):
    client.force_login(manager)
    response = client.post(URL, {"oldpassword": "wrong", "password1": NEW, "password2": NEW})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["oldpassword"]


def test_somebody_without_password_chooses_one_after_proving_who_they_are(client, client_user, posting):
    client.force_login(client_user)

    assert client.get(URL).headers["Location"] == reverse("account_set_password")
    where = client.get(reverse("account_set_password")).headers["Location"]
    assert where == "/accounts/prove/?next=%2Faccounts%2Fpassword%2Fset%2F"
    with posting():
        client.post(where, {"action": "mail"})
    proven = client.post(where, {"code": digits_in(mail.outbox[-1])})
    assert proven.headers["Location"] == reverse("account_set_password")
    response = client.post(reverse("account_set_password"), {"password1": NEW, "password2": NEW})
    assert response.headers["Location"] == reverse("accounts:preferences")
