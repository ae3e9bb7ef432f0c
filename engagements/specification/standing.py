"""Where the plan stands with the sponsor: which version was sent, what was said of it, whether that still holds.

An approval holds for exactly the content that was approved. A plan that changes loses it; a plan that is changed back
has it again, since that is what was approved. What lapsed because the plan was taken up anew stays lapsed.
"""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from engagements.lifecycle.models import Engagement
from engagements.people.roles import Role
from engagements.record import approvals
from engagements.record.models import Approval, ApprovalKind
from engagements.specification.content import Plan
from engagements.specification.models import PlanVersion

UNSENT = "unsent"
WAITING = "waiting"  # sent as it stands now; the sponsor has not answered
OUTDATED = "outdated"  # sent, not answered, and changed since
RETURNED = "returned"  # the sponsor asked for a change
APPROVED = "approved"  # approved exactly as it stands now
CHANGED = "changed"  # approved, and changed since
LAPSED = "lapsed"  # approved, and then taken up anew

#: Where the sponsor may still ask for a change.
ANSWERABLE = frozenset({WAITING, OUTDATED, APPROVED})


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanStanding:
    """Where the plan stands. `word` is what the sponsor last said of the version meant, `base` what to compare with.

    `version` is the one the word is about: the approved one while its approval holds, else the one sent last.
    """

    key: str
    version: PlanVersion | None = None
    word: Approval | None = None
    base: PlanVersion | None = None

    @property
    def waits(self) -> bool:
        """Whether it is the sponsor's turn."""
        return self.key == WAITING

    def may_be_sent(self, digest: str) -> bool:
        """Return whether a plan with this digest may be sent: it is not with the sponsor, nor answered as it is."""
        if self.key in {APPROVED, WAITING}:
            return False
        return self.key == LAPSED or self.version is None or self.version.digest != digest

    def may_be_approved(self, digest: str) -> bool:
        """Return whether the sponsor may approve it: sent as it stands now, be it returned before."""
        return self.key in {WAITING, RETURNED} and self.version is not None and self.version.digest == digest

    @property
    def said(self) -> str:
        """Return it as a sentence for everybody who reads the plan."""
        if self.version is None:
            return _("The plan has not been sent to the sponsor yet.")
        about = {
            "version": self.version.number,
            "sent": date_format(self.version.submitted_on),
            "day": date_format(timezone.localdate(self.word.at)) if self.word else "",
            "who": self.word.who if self.word else "",
        }
        return _SENTENCES[self.key]() % about


_SENTENCES = {
    WAITING: lambda: _("Version %(version)s waits for the sponsor since %(sent)s."),
    OUTDATED: lambda: _(
        "The plan has changed since version %(version)s was sent on %(sent)s, and has to be sent again."
    ),
    RETURNED: lambda: _("%(who)s asked for a change in version %(version)s on %(day)s."),
    APPROVED: lambda: _("%(who)s approved version %(version)s on %(day)s, exactly as it stands here."),
    CHANGED: lambda: _(
        "%(who)s approved version %(version)s on %(day)s. The plan has changed since, so that no longer holds."
    ),
    LAPSED: lambda: _(
        "%(who)s approved version %(version)s on %(day)s. That lapsed when the plan was taken up again."
    ),
}


def standing_of(plan: Plan) -> PlanStanding:
    """Return where the plan stands. Two queries."""
    return standing_among(list(versions_of(plan.engagement)), words_on_plan(plan.engagement), plan.digest)


def standing_among(
    versions: list[PlanVersion], words: dict[int, Approval | None], digest: str
) -> PlanStanding:
    """Return where a plan with this digest stands: its versions, newest first, and the sponsor's words on them."""
    if not versions:
        return PlanStanding(key=UNSENT)
    for version in versions:
        word = words.get(version.pk)
        if word and word.approved and word.lapsed_at is None and word.digest == digest:
            return PlanStanding(key=APPROVED, version=version, word=word)
    latest, word = versions[0], words.get(versions[0].pk)
    said_yes = (each for each in versions if (found := words.get(each.pk)) and found.approved)
    return PlanStanding(
        key=_key(latest, word, digest), version=latest, word=word, base=next(said_yes, latest)
    )


def _key(latest: PlanVersion, word: Approval | None, digest: str) -> str:
    if word is None:
        return WAITING if latest.digest == digest else OUTDATED
    if not word.approved:
        return RETURNED
    return LAPSED if word.lapsed_at else CHANGED


def words_on_plan(engagement: Engagement) -> dict[int, Approval | None]:
    """Return the sponsor's latest word on each version, by the version's id. One query."""
    said = approvals.words_on(engagement, ApprovalKind.PLAN)
    return {pk: approvals.latest_of(words, Role.SPONSOR) for pk, words in said.items()}


def versions_of(engagement: Engagement) -> QuerySet[PlanVersion]:
    """Return every version that was sent, newest first."""
    return PlanVersion.objects.filter(engagement=engagement).order_by("-number")
