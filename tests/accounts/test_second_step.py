"""An authenticator app as second step, and recovery codes."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.urls import reverse
from django.utils import timezone

from accounts.links import password_link
from accounts.models import User

LOGIN = "/accounts/login/"


def code_now(secret):
    return totp.format_hotp_value(totp.hotp_value(secret, int(timezone.now().timestamp()) // 30))


@pytest.fixture
def signed_in(client, manager, password):
    client.post(LOGIN, {"login": manager.email, "password": password})
    return client


@pytest.fixture
def secret(signed_in):
    """Connect an app, going through the pages."""
    signed_in.post(
        "/accounts/reauthenticate/?next=/accounts/2fa/totp/activate/", {"password": "zes zwanen op de vijver"}
    )
    secret = signed_in.get("/accounts/2fa/totp/activate/").context["form"].secret
    response = signed_in.post("/accounts/2fa/totp/activate/", {"code": code_now(secret)})
    assert response.headers["Location"] == reverse("mfa_view_recovery_codes")
    return secret


def test_connecting_an_app_asks_for_the_password_first(signed_in):
    response = signed_in.get("/accounts/2fa/totp/activate/")

    assert response.headers["Location"].startswith("/accounts/reauthenticate/?next=")
    assert signed_in.post("/accounts/reauthenticate/", {"password": "wrong"}).status_code == 422


def test_wrong_code_does_not_connect_and_keeps_the_same_key(signed_in, password, manager):
    signed_in.post("/accounts/reauthenticate/", {"password": password})
    secret = signed_in.get("/accounts/2fa/totp/activate/").context["form"].secret
    response = signed_in.post("/accounts/2fa/totp/activate/", {"code": "\x00"})

    assert response.status_code == 422
    assert response.context["form"].secret == secret
    assert not Authenticator.objects.filter(user=manager).exists()


def test_every_page_of_the_second_step_opens(signed_in, secret):
    for name in (
        "mfa_index",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
    ):
        assert signed_in.get(reverse(name)).status_code == 200, name


def test_password_alone_no_longer_signs_in(signed_in, secret, manager, password):
    signed_in.post("/accounts/logout/")
    response = signed_in.post(LOGIN, {"login": manager.email, "password": password})

    assert response.headers["Location"] == reverse("mfa_authenticate")
    assert signed_in.get("/accounts/preferences/").status_code == 302
    assert signed_in.get("/accounts/2fa/authenticate/").status_code == 200
    for typed in ({"code": "000000"}, {"code": ""}, {"code": "١٢٣٤٥٦"}, {"code": "9" * 1_000_000}):
        assert signed_in.post("/accounts/2fa/authenticate/", typed).status_code == 422
    assert signed_in.post("/accounts/2fa/authenticate/", {}).status_code == 302
    assert "_auth_user_id" not in signed_in.session


def test_recovery_code_signs_in_once(signed_in, secret, manager, password):
    code = signed_in.get("/accounts/2fa/recovery-codes/").context["unused_codes"][0]
    signed_in.post("/accounts/logout/")

    signed_in.post(LOGIN, {"login": manager.email, "password": password})
    assert signed_in.post("/accounts/2fa/authenticate/", {"code": code}).headers["Location"] == reverse(
        "engagements:today"
    )
    signed_in.post("/accounts/logout/")
    signed_in.post(LOGIN, {"login": manager.email, "password": password})
    assert signed_in.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 422


def test_password_link_does_not_go_round_the_second_step(signed_in, secret, manager):
    signed_in.post("/accounts/logout/")
    form = signed_in.get("/" + password_link(User.objects.get(pk=manager.pk)).split("/", 3)[3]).headers[
        "Location"
    ]
    response = signed_in.post(
        form, {"password1": "een lange zomer in Zwolle", "password2": "een lange zomer in Zwolle"}
    )

    assert response.headers["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in signed_in.session


def test_switching_off_takes_a_post(signed_in, secret, manager):
    assert signed_in.post("/accounts/2fa/totp/deactivate/").headers["Location"] == reverse("mfa_index")
    assert not Authenticator.objects.filter(user=manager, type="totp").exists()


def test_pages_of_the_second_step_need_somebody(client, db):
    for name in (
        "mfa_index",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_reauthenticate",
        "account_reauthenticate",
        "account_change_password",
        "account_set_password",
    ):
        assert client.get(reverse(name)).headers["Location"].startswith(LOGIN), name
        assert client.post(reverse(name)).headers["Location"].startswith(LOGIN), name
