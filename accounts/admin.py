"""People in the admin: a superuser gives rights and takes them away; nobody is deleted, no password is shown."""

from typing import Any

import allauth.account.admin
import allauth.mfa.admin  # noqa: F401  both register what is taken away below
from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.letters import PASSWORD_LINK
from accounts.models import User
from outbox import post


@require_safe
def change_password(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
    """Send somebody to the one page where passwords are changed, with its limits on trying."""
    return redirect("account_change_password")


# The admin's own form would know no second step and no limit on trying.
admin.site.login = secure_admin_login(require_safe(admin.site.login))  # type: ignore[method-assign]
admin.site.password_change = change_password  # type: ignore[method-assign,assignment]


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """Who there is and what they may do across engagements; what they do inside one follows from membership."""

    list_display = ["name", "email", "is_manager", "is_administrator", "is_active", "last_login"]
    list_filter = ["is_manager", "is_administrator", "is_active", "language"]
    search_fields = ["name", "email"]
    fields = [
        *["name", "email", "language", "mail_rhythm"],
        *["is_manager", "is_administrator", "is_staff", "is_active", "last_login", "date_joined"],
    ]
    readonly_fields = ["last_login", "date_joined"]
    actions = ["mail_password_link"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return whether this is a superuser: rights over everybody are not delegated."""
        return request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Return whether this is a superuser; other staff may look when permitted to."""
        return request.user.is_superuser

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Return False: what somebody did stays in the history under their name. Make them inactive instead."""
        return False

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm, change: bool) -> None:
        """Save; somebody new has no password and is mailed a link to choose one."""
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if not change:
            post.queue(PASSWORD_LINK, recipient=obj)

    @admin.action(description=_("Mail a link to choose a password"), permissions=["change"])
    def mail_password_link(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Mail each chosen person the link to choose a (new) password."""
        people = list(queryset.filter(is_active=True))
        for person in people:
            post.queue(PASSWORD_LINK, recipient=person)
        sent = ngettext(
            "%(count)d person is mailed a link.", "%(count)d people are mailed a link.", len(people)
        )
        self.message_user(request, sent % {"count": len(people)}, messages.SUCCESS)


# Replaced: allauth's own pages show the secrets of second steps and let an address be given to a second person.
admin.site.unregister(EmailAddress)
admin.site.unregister(Authenticator)


@admin.register(Authenticator)
class AuthenticatorAdmin(admin.ModelAdmin):
    """Second steps: to be removed for whoever lost their phone and their recovery codes, never read."""

    list_display = ["user", "type", "created_at", "last_used_at"]
    fields = ["user", "type", "created_at", "last_used_at"]
    search_fields = ["user__name", "user__email"]
    list_select_related = ["user"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return False: people connect their own app."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Authenticator | None = None) -> bool:
        """Return False: there is nothing to edit about a secret."""
        return False
