"""Addresses of signing in: exactly those of django-allauth that make sense here, under the names it knows them by.

There is no signing up (people are invited) and no change of address by oneself (the address is who somebody is).
"""

from allauth.account.views import account_inactive, password_reset_done
from allauth.mfa.base.views import index
from allauth.mfa.recovery_codes.views import download_recovery_codes, view_recovery_codes
from django.urls import include, path, re_path

from accounts import views
from accounts.invitations import views as invitations
from accounts.passkeys import views as passkeys

own = [
    path("preferences/", views.preferences, name="preferences"),
    path("prove/", views.prove, name="prove"),
    path("invitation/<str:token>/", invitations.invitation, name="invitation"),
    path("invitation/<str:token>/renew/", invitations.renew, name="invitation-renew"),
    path("passkeys/", passkeys.passkeys, name="passkeys"),
    path("passkeys/add/", passkeys.add, name="passkey-add"),
    path("passkeys/<int:pk>/remove/", passkeys.remove, name="passkey-remove"),
    path("passkeys/options/", passkeys.options, name="passkey-options"),
    path("login/passkey/", passkeys.SignIn.as_view(), name="passkey-sign-in"),
]

password = [
    path("change/", views.ChangePassword.as_view(), name="account_change_password"),
    path("set/", views.SetPassword.as_view(), name="account_set_password"),
    path("reset/", views.RequestPasswordLink.as_view(), name="account_reset_password"),
    path("reset/done/", password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[-0-9A-Za-z]+)/$",
        views.ChoosePassword.as_view(),
        name="account_reset_password_from_key",
    ),
]

second_step = [
    path("", index, name="mfa_index"),
    path("authenticate/", views.SecondStep.as_view(), name="mfa_authenticate"),
    path("reauthenticate/", views.ConfirmCode.as_view(), name="mfa_reauthenticate"),
    path("totp/activate/", views.ActivateApp.as_view(), name="mfa_activate_totp"),
    path("totp/deactivate/", views.DeactivateApp.as_view(), name="mfa_deactivate_totp"),
    path("recovery-codes/", view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "recovery-codes/generate/", views.GenerateRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"
    ),
    path("recovery-codes/download/", download_recovery_codes, name="mfa_download_recovery_codes"),
]

urlpatterns = [
    path("", include((own, "accounts"))),
    path("login/", views.SignIn.as_view(), name="account_login"),
    path("login/code/", views.AskCode.as_view(), name="account_request_login_code"),
    path("login/code/type/", views.TypeCode.as_view(), name="account_confirm_login_code"),
    path("logout/", views.SignOut.as_view(), name="account_logout"),
    path("inactive/", account_inactive, name="account_inactive"),
    path("reauthenticate/", views.ConfirmPassword.as_view(), name="account_reauthenticate"),
    path("password/", include(password)),
    path("2fa/", include(second_step)),
]
