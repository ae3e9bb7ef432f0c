"""Mail about a case, after the commit: a key in, fetched again, silent when it is no longer so."""

from typing import TYPE_CHECKING

from django.tasks import task

from engagements.cases import emails
from engagements.cases.models import Case, CaseState
from engagements.lifecycle.models import Engagement
from engagements.people.models import Membership
from engagements.people.roles import Role

if TYPE_CHECKING:
    from accounts.models import User

ASKED, CONSENTED, RETURNED = "asked", "consented", "returned"
PUBLISHED, UNPUBLISHED, WITHDRAWN = "published", "unpublished", "withdrawn"

#: The state each news leads to, and who is told; never the one who did it.
NEWS: dict[str, tuple[CaseState, frozenset[str]]] = {
    ASKED: (CaseState.ASKED, frozenset({Role.SPONSOR})),
    CONSENTED: (CaseState.CONSENTED, frozenset({Role.MANAGER})),
    RETURNED: (CaseState.DRAFT, frozenset({Role.MANAGER})),
    PUBLISHED: (CaseState.PUBLISHED, frozenset({Role.MANAGER, Role.SPONSOR})),
    UNPUBLISHED: (CaseState.CONSENTED, frozenset({Role.MANAGER, Role.SPONSOR})),
    WITHDRAWN: (CaseState.TAKEN_BACK, frozenset({Role.MANAGER})),
}


def people_told(engagement: Engagement, news: str, actor: "User | int") -> list[Membership]:
    """Return who is mailed when the actor brings this news about. One query."""
    members = engagement.memberships.current().filter(role__in=NEWS[news][1], user__is_active=True)
    return list(members.exclude(user=actor).select_related("user"))


@task
def tell(case_pk: int, news: str, actor_pk: int) -> int:
    """Mail those concerned, unless the case has moved on since; return how many mails went out."""
    case = Case.objects.select_related("engagement__organisation").get(pk=case_pk)
    if case.state != NEWS[news][0]:
        return 0
    letters = [
        emails.case_news(case, member, news) for member in people_told(case.engagement, news, actor_pk)
    ]
    return sum(letter.send() for letter in letters)
