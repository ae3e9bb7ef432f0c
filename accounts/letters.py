"""The mail of signing in, written when it goes out, in the language of whoever gets it.

Whoever asked waits for it, so it is urgent: no rhythm holds it back, and it tells nobody how to get less of it.
"""

from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts import codes
from accounts.invitations import links
from accounts.invitations import services as invitations
from accounts.invitations.models import Invitation
from accounts.links import password_path
from accounts.models import User
from outbox.kinds import kind
from outbox.letters import Letter
from outbox.weights import Weight
from practice.profile import profile

PASSWORD_LINK = "password-link"  # noqa: S105  a kind of mail


@kind(invitations.KIND, weight=Weight.URGENT, label=gettext_lazy("invitation"))
def invitation(recipient: User, *, invitation: int) -> Letter | None:
    """Say who asks the reader into what, and lead to the page where they accept; nothing once that is settled."""
    found = Invitation.objects.select_related("inviter").filter(pk=invitation).first()
    if found is None or not found.is_open:
        return None
    words = {"inviter": found.inviter, "title": found.title, "role": found.role_said}
    asked = (
        _("%(inviter)s invites you to “%(title)s”, as %(role)s.")
        if found.role
        else _("%(inviter)s invites you to “%(title)s”.")
    )
    until = {"day": date_format(timezone.localtime(found.expires_at))}
    return Letter(
        subject=_("%(inviter)s invites you to “%(title)s”") % words,
        sentence=f"{asked % words} {_('There you see where we are, what is asked of you and what comes next.')}",
        after="\n\n".join(
            (
                _(
                    "You need no password. The link is for you alone and works until %(day)s: whoever opens it needs "
                    "the six digits we then mail to this address."
                )
                % until,
                _("Did you not expect this? Then do nothing, or write to %(email)s.")
                % {"email": profile().email},
            )
        ),
        button=_("Open the invitation"),
        path=links.path_of(found),
    )


@kind(codes.KIND, weight=Weight.URGENT, label=gettext_lazy("code to sign in"))
def code(recipient: User | None, *, key: str, until: int) -> Letter | None:
    """Tell the six digits; nothing once they are too old. There is no link in it: nobody learns to click for a code."""
    ends = datetime.fromtimestamp(until, tz=timezone.get_current_timezone())
    if recipient is None or ends <= timezone.now():
        return None
    words = {"code": codes.digits_of(key), "time": time_format(ends)}
    return Letter(
        subject=_("%(code)s is your code") % words,
        sentence=_("Your code is %(code)s.") % words,
        after="\n\n".join(
            (
                _("Type it on the page that asks for it. It works once, until %(time)s.") % words,
                _("Give it to nobody: we never ask for it by phone or mail.")
                + " "
                + _("Did you not ask for it? Then do nothing: your account stays as it is."),
            )
        ),
    )


@kind(PASSWORD_LINK, weight=Weight.URGENT, label=gettext_lazy("link to choose a password"))
def password_link(recipient: User) -> Letter:
    """Lead to the page where the reader chooses a (new) password."""
    words = {"email": recipient.email}
    hours = settings.PASSWORD_RESET_TIMEOUT // 3600
    return Letter(
        subject=_("Choose your password"),
        sentence=(
            _("With this link you choose a new password for %(email)s.")
            if recipient.has_usable_password()
            else _("With this link you choose a password for %(email)s.")
        )
        % words,
        after=ngettext("It works once, for %(count)d hour.", "It works once, for %(count)d hours.", hours)
        % {"count": hours}
        + " "
        + _("Did you not ask for it? Then do nothing: your account stays as it is."),
        button=_("Choose a password"),
        path=password_path(recipient),
    )
