"""Messages about a case, each in the recipient's language. They build; they store nothing."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.emails import Letter
from engagements.cases.models import Case
from engagements.lifecycle.emails import letter
from engagements.people.models import Membership
from engagements.people.roles import Role
from engagements.record import approvals
from engagements.record.models import ApprovalKind


def case_news(case: Case, member: Membership, news: str) -> Letter:
    """Return the mail that tells a member what happened to the case, what that means, and where to go."""
    with override(member.user.language):
        subject, sentence, after = _words(news)
        asked = news == "asked"
        return letter(
            case.engagement,
            member,
            template="asked",
            subject=subject % {"title": case.engagement.title},
            sentence=sentence,
            quote=_reason(case) if news == "returned" else "",
            after=_take_back() if news == "published" and member.role == Role.SPONSOR else after,
            button=_("Read the case and answer") if asked else _("Open the case"),
            path=reverse(f"engagements:{'case-consent' if asked else 'case'}", args=[case.engagement.ref]),
        )


def _words(news: str) -> tuple[str, str, str]:
    """Return the subject, what happened, and what that means."""
    return {
        "asked": (
            _("May we tell this as a case? %(title)s"),
            _("The interim manager has written a case about what you did together, without your name in it."),
            _(
                "Nothing is published unless you agree. You read the page exactly as everybody would, and you can take "
                "it back later, whenever you like and without a reason."
            ),
        ),
        "consented": (
            _("Consent to the case: %(title)s"),
            _("The sponsor has agreed to the case, exactly as it stands."),
            _("You can publish it now."),
        ),
        "returned": (
            _("A change in the case is asked: %(title)s"),
            _("The sponsor does not agree to the case as it stands, with this reason:"),
            _("Change it, and ask again."),
        ),
        "published": (
            _("The case is published: %(title)s"),
            _("The case is published, exactly as the sponsor agreed to it."),
            _("The sponsor can take it back at any time; the page is then gone at once."),
        ),
        "unpublished": (
            _("The case is taken down: %(title)s"),
            _("The practice has taken the page of the case down. Nobody can read it any more."),
            _("The consent stays; it can be published again as it was."),
        ),
        "withdrawn": (
            _("The case is taken back: %(title)s"),
            _("The sponsor has taken the case back. If it was published, the page is gone."),
            _("A reason is not asked. Without a new consent nothing is published."),
        ),
    }[news]


def _take_back() -> str:
    return _(
        "You can take it back whenever you like: one press on that page, no reason asked, and it is gone."
    )


def _reason(case: Case) -> str:
    word = approvals.latest_word(case.engagement, ApprovalKind.CASE, case.pk)
    return word.reason if word else ""
