"""What the page of the case shows to whom: its state, the words said about it, and what the visitor may do now."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import override

from accounts.models import Language
from engagements.cases import letters, rules
from engagements.cases.content import content_now
from engagements.cases.models import Case, Publication
from engagements.cases.services import case_of
from engagements.cases.telling import Told, told
from engagements.execution.rules import offered
from engagements.lifecycle.mailing import NOBODY, Mailing
from engagements.lifecycle.models import Engagement
from engagements.people.permissions import Seat
from engagements.record import approvals
from engagements.record.models import Approval, ApprovalKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """A language the case has or could have."""

    code: str
    name: str
    written: bool
    first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Everything the page shows. `cases` is empty for who may not read it yet."""

    case: Case | None
    cases: list[Told]
    languages: list[Writing]
    word: Approval | None
    consent_holds: bool
    addresses: list[tuple[str, str]]
    mailed: Mailing
    may_write: bool
    may_ask: bool
    may_consent: bool
    may_return: bool
    may_publish: bool
    may_unpublish: bool
    may_withdraw: bool


#: What each offer asks besides the permission table and the moment.
OFFERS: dict[str, tuple[str, Callable[[Case | None], None]]] = {
    "may_write": ("case-change", rules.writing),
    "may_ask": ("case-ask", rules.asking),
    "may_consent": ("case-consent", rules.answering),
    "may_return": ("case-return", rules.returning),
    "may_publish": ("case-publish", rules.publishing),
    "may_unpublish": ("case-unpublish", rules.taking_down),
    "may_withdraw": ("case-withdraw", rules.taking_back),
}


def board_of(engagement: Engagement, seat: Seat) -> Board:
    """Return what the page shows to the seat. Four queries at most once it was asked about, eight before."""
    case = case_of(engagement)
    content = content_now(case, engagement) if case and (seat.is_practice or case.is_shown) else {}
    cases = told(content) if content else []
    word = approvals.latest_word(engagement, ApprovalKind.CASE, case.pk) if case else None
    may: dict[str, Any] = {
        name: offered(engagement, seat, action, rule, case) for name, (action, rule) in OFFERS.items()
    }
    return Board(
        case=case,
        cases=cases,
        languages=_languages(engagement, cases),
        word=word,
        consent_holds=bool(case) and approvals.holds(word, case.frozen if case else {}),
        addresses=_addresses(case, cases),
        mailed=_mailed(engagement, seat, may),
        **may,
    )


def _languages(engagement: Engagement, cases: list[Told]) -> list[Writing]:
    """Return the languages, that of the engagement first."""
    written = {each.language for each in cases}
    found = [
        Writing(
            code=language.value,
            name=str(language.label),
            written=language in written,
            first=language == engagement.language,
        )
        for language in Language
    ]
    return sorted(found, key=lambda each: not each.first)


def _addresses(case: Case | None, cases: list[Told]) -> list[tuple[str, str]]:
    """Return language and path of each public page, none while it is not published. One query."""
    publication = Publication.objects.filter(case=case, ended_on=None).first() if case else None
    if publication is None:
        return []
    found = []
    for each in cases:
        with override(each.language):
            path = reverse("cases:case", args=[publication.slug])
        found.append((str(Language(each.language).label), path))
    return found


def _mailed(engagement: Engagement, seat: Seat, may: dict[str, Any]) -> Mailing:
    """Return who is mailed by the button that acts at once, if there is one. One query at most."""
    if may["may_withdraw"]:
        return letters.mailed(engagement, letters.WITHDRAWN, seat.user)
    if may["may_unpublish"]:
        return letters.mailed(engagement, letters.UNPUBLISHED, seat.user)
    return NOBODY
