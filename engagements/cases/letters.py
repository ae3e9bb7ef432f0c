"""Mail about a case: consent asked, given or not, and what became of its page."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.cases.models import Case, CaseState
from engagements.lifecycle.letters import letter, place
from engagements.lifecycle.mailing import Mailing, mailing, reachable
from engagements.lifecycle.models import Engagement
from engagements.people.models import Membership
from engagements.people.roles import Role
from engagements.record import approvals
from engagements.record.models import ApprovalKind
from outbox.kinds import kind
from outbox.letters import Letter
from outbox.weights import Weight

if TYPE_CHECKING:
    from accounts.models import User

ASKED, CONSENTED, RETURNED = "asked", "consented", "returned"
PUBLISHED, UNPUBLISHED, WITHDRAWN = "published", "unpublished", "withdrawn"


@dataclass(frozen=True, slots=True)
class News:
    """One turn in the life of a case: the state it leads to, who is told, and how much it asks of them."""

    state: CaseState
    roles: frozenset[str]
    weight: Weight = Weight.BINDING


#: A page that appears or goes binds both, whatever mail they want: it is about the client, by their leave.
NEWS: dict[str, News] = {
    ASKED: News(CaseState.ASKED, frozenset({Role.SPONSOR})),
    CONSENTED: News(CaseState.CONSENTED, frozenset({Role.MANAGER}), Weight.NEWS),
    RETURNED: News(CaseState.DRAFT, frozenset({Role.MANAGER})),
    PUBLISHED: News(CaseState.PUBLISHED, frozenset({Role.MANAGER, Role.SPONSOR})),
    UNPUBLISHED: News(CaseState.CONSENTED, frozenset({Role.MANAGER, Role.SPONSOR})),
    WITHDRAWN: News(CaseState.TAKEN_BACK, frozenset({Role.MANAGER})),
}


def people_told(engagement: Engagement, news: str, actor: "User") -> list[Membership]:
    """Return who is mailed when the actor brings this news about. One query."""
    return [each for each in reachable(engagement, NEWS[news].roles) if each.user_id != actor.pk]


def mailed(engagement: Engagement, news: str, actor: "User") -> Mailing:
    """Return the same, with when each is mailed."""
    return mailing(people_told(engagement, news, actor), NEWS[news].weight)


@kind("case-news", weight=Weight.BINDING, label=gettext_lazy("turn in a case"))
def case_news(reader: "User", *, case: int, news: str) -> Letter | None:
    """Tell somebody what happened to the case, what that means, and where to go; not once it has moved on."""
    found = Case.objects.select_related("engagement__organisation").filter(pk=case).first()
    if found is None or found.state != NEWS[news].state:
        return None
    member = place(reader, found.engagement, "case", now=False)
    if member is None or member.role not in NEWS[news].roles:
        return None
    subject, sentence, after = _words(news)
    page = "case-consent" if news == ASKED else "case"
    return letter(
        found.engagement,
        subject=subject % {"title": found.engagement.title},
        sentence=sentence,
        quote=_reason(found) if news == RETURNED else "",
        after=_take_back() if news == PUBLISHED and member.role == Role.SPONSOR else after,
        button=_("Read the case and answer") if news == ASKED else _("Open the case"),
        path=reverse(f"engagements:{page}", args=[found.engagement.ref]),
    )


def _words(news: str) -> tuple[str, str, str]:
    """Return the subject, what happened, and what that means."""
    return {
        ASKED: (
            _("May we tell this as a case? %(title)s"),
            _("The interim manager has written a case about what you did together, without your name in it."),
            _(
                "Nothing is published unless you agree. You read the page exactly as everybody would, and you can take "
                "it back later, whenever you like and without a reason."
            ),
        ),
        CONSENTED: (
            _("Consent to the case: %(title)s"),
            _("The sponsor has agreed to the case, exactly as it stands."),
            _("You can publish it now."),
        ),
        RETURNED: (
            _("A change in the case is asked: %(title)s"),
            _("The sponsor does not agree to the case as it stands, with this reason:"),
            _("Change it, and ask again."),
        ),
        PUBLISHED: (
            _("The case is published: %(title)s"),
            _("The case is published, exactly as the sponsor agreed to it."),
            _("The sponsor can take it back at any time; the page is then gone at once."),
        ),
        UNPUBLISHED: (
            _("The case is taken down: %(title)s"),
            _("The practice has taken the page of the case down. Nobody can read it any more."),
            _("The consent stays; it can be published again as it was."),
        ),
        WITHDRAWN: (
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
