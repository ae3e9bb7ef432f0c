"""Choosing a password by a mailed link: for newcomers and for whoever forgot theirs."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse

from accounts import services
from accounts.links import password_link
from accounts.models import User
from tests.accounts.conftest import path_in

RESET = "/accounts/password/reset/"
NEW = "een lange zomer in Zwolle"


def open_link(client, path):
    """Follow the mailed link to the form, as a browser does."""
    response = client.get(path)
    assert response.status_code == 302
    return response.headers["Location"]


def choose(client, path, password=NEW, again=NEW, **extra):
    return client.post(open_link(client, path), {"password1": password, "password2": again, **extra})


def test_link_is_mailed_in_the_language_of_the_person(client, client_user, settings, posting):
    with posting():
        response = client.post(RESET, {"email": "PAT@example.org"}, headers={"Accept-Language": "nl"})

    assert response.headers["Location"] == reverse("account_reset_password_done")
    [message] = mail.outbox
    assert message.to == ["pat@example.org"]
    assert message.subject == "Choose your password"
    assert "Dear Pat Lee," in message.body
    assert message.alternatives[0].mimetype == "text/html"
    assert path_in(message, settings.SITE_URL) in message.alternatives[0].content


def test_unknown_and_inactive_addresses_get_the_same_answer_and_no_mail(client, manager, posting):
    User.objects.create_user("gone@example.org", NEW, is_active=False)
    with posting():
        responses = [
            client.post(RESET, {"email": address})
            for address in ("anna@example.org", "gone@example.org", "nobody@example.org")
        ]
    answers = {(response.status_code, response.headers["Location"]) for response in responses}

    assert answers == {(302, reverse("account_reset_password_done"))}
    assert [message.to for message in mail.outbox] == [["anna@example.org"]]


def test_host_of_the_request_never_gets_into_the_mail(client, manager, settings, posting):
    settings.ALLOWED_HOSTS = ["testserver", "evil.example"]
    claimed = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    with posting():
        client.post(RESET, {"email": manager.email}, headers=claimed)

    [message] = mail.outbox
    assert "evil.example" not in message.message().as_string()
    assert f"{settings.SITE_URL}/accounts/password/reset/key/" in message.body


def test_host_that_is_not_ours_is_refused(client, manager):
    assert client.post(RESET, {"email": manager.email}, headers={"Host": "evil.example"}).status_code == 400
    assert mail.outbox == []


def test_link_lets_somebody_without_password_choose_one_and_signs_them_in(client, client_user):
    response = choose(client, "/" + password_link(client_user).split("/", 3)[3])

    assert response.headers["Location"] == reverse("engagements:today")
    assert client.session["_auth_user_id"] == str(client_user.pk)
    assert User.objects.get(pk=client_user.pk).check_password(NEW)


def test_link_lands_on_the_page_the_invitation_is_about(client, client_user):
    response = choose(
        client, "/" + password_link(client_user, then="/accounts/preferences/").split("/", 3)[3]
    )

    assert response.headers["Location"] == "/accounts/preferences/"


def test_opening_the_link_uses_nothing_up(client, client_user):
    path = "/" + password_link(client_user).split("/", 3)[3]
    for _ in range(3):
        form = open_link(client, path)
        assert client.get(form).status_code == 200

    assert not User.objects.get(pk=client_user.pk).has_usable_password()
    assert choose(client, path).status_code == 302


def test_form_of_the_link_speaks_the_language_of_the_person(client, client_user):
    form = client.get(
        open_link(client, "/" + password_link(client_user).split("/", 3)[3]),
        headers={"Accept-Language": "nl"},
    )

    assert form.headers["Content-Language"] == "en"
    assert "pat@example.org" in form.text


def test_link_works_once(client, client_user):
    path = "/" + password_link(client_user).split("/", 3)[3]
    choose(client, path)
    client.logout()

    response = client.get(path)
    assert response.status_code == 404
    assert reverse("account_reset_password") in response.text


@pytest.mark.parametrize("change", [{"email": "new@example.org"}, {"password": "!other"}])
def test_link_dies_when_the_account_changed(client, client_user, change):
    path = "/" + password_link(client_user).split("/", 3)[3]
    User.objects.filter(pk=client_user.pk).update(**change)

    assert client.get(path).status_code == 404


def test_link_of_one_person_does_not_open_another_account(client, client_user, manager):
    key = password_link(client_user).rsplit("-", 2)
    other = password_link(manager).rsplit("-", 2)
    path = "/" + "-".join([other[0], *key[1:]]).split("/", 3)[3]

    assert client.get(path).status_code == 404


def test_link_opened_while_somebody_else_is_signed_in_signs_them_out(client, client_user, manager):
    client.force_login(manager)
    form = open_link(client, "/" + password_link(client_user).split("/", 3)[3])

    assert client.get(form).status_code == 200
    assert client.get("/accounts/preferences/").status_code == 302


@pytest.mark.parametrize(
    "key", ["1-abc", "zzzzzzzzzzzzz-abc-def", "0-set-password", "1-set-password", "zzzzzzzzzzzzzzzzzzzz-a-b"]
)
def test_invented_link_is_404(client, client_user, key):
    assert client.get(f"/accounts/password/reset/key/{key}/").status_code == 404
    assert (
        client.post(f"/accounts/password/reset/key/{key}/", {"password1": NEW, "password2": NEW}).status_code
        == 404
    )


@pytest.mark.parametrize(
    ("password", "again", "field"),
    [
        ("", "", "password1"),
        ("short", "short", "password1"),
        ("123456789012", "123456789012", "password1"),
        ("pat@example.org", "pat@example.org", "password1"),
        (NEW, "something else entirely", "password2"),
        (NEW, "", "password2"),
        ("\x00" * 14, "\x00" * 14, "password1"),
    ],
    ids=["empty", "short", "digits", "address", "different", "once", "nul"],
)
def test_poor_password_is_a_message_beside_the_field(client, client_user, password, again, field):
    response = choose(client, "/" + password_link(client_user).split("/", 3)[3], password, again)

    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not User.objects.get(pk=client_user.pk).has_usable_password()


def test_link_of_somebody_made_inactive_meanwhile_signs_nobody_in(client, client_user):
    path = "/" + password_link(client_user).split("/", 3)[3]
    User.objects.filter(pk=client_user.pk).update(is_active=False)

    choose(client, path)

    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"email": ""},
        {"email": "\x00"},
        {"email": "no address"},
        {"email": "a" * 1_000_000},
        {"other": "x"},
    ],
)
def test_malformed_address_is_a_message_beside_the_field(client, db, typed):
    response = client.post(RESET, typed)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["email"]


def test_asking_again_and_again_is_429_and_mails_no_more(client, manager, posting):
    with posting():
        statuses = [client.post(RESET, {"email": manager.email}).status_code for _ in range(6)]

    assert statuses == [302] * 5 + [429]
    assert len(mail.outbox) == 5


def test_person_invited_twice_keeps_a_working_link(client, db):
    person = services.invite_person(email="new@example.org")
    path = "/" + password_link(person).split("/", 3)[3]
    services.invite_person(email="new@example.org")

    assert choose(client, path).status_code == 302


def test_address_is_kept_in_one_place_only(client, manager, password):
    client.post(RESET, {"email": manager.email})
    choose(client, "/" + password_link(manager).split("/", 3)[3])
    client.logout()
    client.post("/accounts/login/", {"login": manager.email, "password": NEW})

    assert client.session["_auth_user_id"] == str(manager.pk)
    assert not EmailAddress.objects.exists()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_refusal_of_a_password_is_in_the_language_of_the_person(client, client_user, language):
    User.objects.filter(pk=client_user.pk).update(language=language)
    response = choose(client, "/" + password_link(client_user).split("/", 3)[3], "short", "short")

    said = {
        "nl": "Dat is kort: kies minstens 12 tekens.",
        "en": "That is short: choose at least 12 characters.",
    }
    assert response.context["form"].errors["password1"] == [said[language]]
