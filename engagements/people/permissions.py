"""Who may do what: the one table that views, services, templates and tests read.

An action is named after its URL. The table says which roles may ever do it; whether the moment is right is
`lifecycle.legality`, whether the engagement is ready is `lifecycle.criteria`, and what depends on one object
(only the owner of this process) is in the room's own `permissions.py`.

A few of these actions can be delegated to a colleague (`DELEGABLE`). The table stays the one truth: somebody stands in
only for what the role of the colleague may do, and only as long as it may.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from engagements.people.delegable import DelegationKind
from engagements.people.models import Membership
from engagements.people.roles import (
    ADMINISTRATOR,
    EVERYONE,
    MANAGER_SIDE,
    OWNERS,
    PRACTICE,
    READERS,
    STEERING,
    Role,
    label,
    side_of,
)
from phases.shapes import Text

if TYPE_CHECKING:
    from accounts.models import User
    from engagements.lifecycle.models import Engagement

M = frozenset({Role.MANAGER})
SPONSOR = frozenset({Role.SPONSOR})
BOTH = M | SPONSOR  # the two who sign: manager and sponsor

#: Pages that belong to no single engagement: who may open them is answered by the user alone.
OUTSIDE: dict[str, str] = {
    "list": "signed in",
    "search-all": "signed in",
    "engagements-file": "signed in",
    "new": "may start engagements",
    "board": "may start engagements",
    "board-file": "may start engagements",
    "practice-measures": "may start engagements",
    "practice-measure-svg": "may start engagements",
    "practice-measure-file": "may start engagements",
    "switch": "signed in",
    "today": "signed in",
    "today-do": "whatever the deed's own room allows",
    "quick-log": "may log somewhere",
    "calendar": "signed in: one's own",
    "calendar-make": "signed in: one's own",
    "calendar-titles": "signed in: one's own",
    "calendar-revoke": "signed in: one's own",
}

PERMISSIONS: dict[str, frozenset[str]] = {
    # lifecycle
    "engagement": EVERYONE,
    "progress": EVERYONE,
    # noted where the sponsor reads it, which a shadow manager's look can't be; see overview.viewing
    "view-as": M,
    "engagement-change": M,
    "history": PRACTICE | STEERING,
    "advance": M,
    "step-back": M,
    "hold": BOTH,
    "resume": BOTH,
    "complete": M,
    "decline": M | {ADMINISTRATOR},
    "withdraw": SPONSOR,
    "end-early": BOTH,
    "reopen": BOTH,
    "waive": BOTH | {Role.BOARD, ADMINISTRATOR},
    "gate": EVERYONE,
    "gate-count": EVERYONE,
    # who asks is named, and the client never learns of a shadow manager
    "request-add": EVERYONE - {Role.SHADOW},
    "request-withdraw": EVERYONE - {Role.SHADOW},
    # selfcheck: the manager's own; the shadow manager reads what is shared with them
    "selfcheck": M | {Role.SHADOW},
    "selfcheck-add": M,
    "selfcheck-share": M,
    # questions: only employees ask, without their name; what is answered is for everybody
    "questions": EVERYONE,
    "question-add": frozenset({Role.EMPLOYEE}),
    "question-kept": frozenset({Role.EMPLOYEE}),
    "question-answer": M,
    "selfcheck-talk": M | {Role.SHADOW},
    # people
    "people": EVERYONE,
    "member-add": M,
    "member-change": M,
    "member-end": M,
    "member-resend": M,
    "member-revoke": M,
    # what was mailed: the manager may know of a shadow manager, the client may not
    "mail": M | {ADMINISTRATOR},
    "mail-again": M | {ADMINISTRATOR},
    # delegating: whoever approves something lets a colleague do it; an observer keeps observing
    "delegation-add": OWNERS | {Role.FINANCE},
    "delegation-revoke": OWNERS | {Role.FINANCE},
    # record
    "log": EVERYONE,
    "record-line": EVERYONE,
    "log-add": M | {Role.SHADOW},
    "log-change": M | {Role.SHADOW},
    "worked-months": PRACTICE | SPONSOR | {Role.FINANCE},
    "worked-month-add": M,
    "worked-month-change": M,
    "worked-month-submit": M,
    "worked-month-correct": M,
    "worked-months-export": PRACTICE | SPONSOR | {Role.FINANCE},
    "worked-month-approve": SPONSOR | {Role.FINANCE},
    "worked-month-dispute": SPONSOR | {Role.FINANCE},
    # audit
    "audit": SPONSOR | {ADMINISTRATOR},
    # documents
    "documents": EVERYONE,
    "document": EVERYONE,
    "document-file": EVERYONE,
    "document-add": M | {Role.SHADOW},
    "document-version-add": M | {Role.SHADOW},
    "document-change": M | {Role.SHADOW},
    "document-share": M | {Role.SHADOW},
    "document-aside": M | {Role.SHADOW},
    "document-back": M | {Role.SHADOW},
    # everything in one archive: see dossier.contents for what is in each edition
    "dossier": BOTH,
    "dossier-client": BOTH,
    "dossier-register": M,
    # search
    "search": EVERYONE,
    # lists as files: each for whoever may open the page it belongs to; see lifecycle.lists
    "list-file": EVERYONE,
    # processes
    "processes": READERS | {Role.EMPLOYEE},
    "process": READERS | {Role.EMPLOYEE},
    "process-add": M,
    "process-change": M | OWNERS,
    "process-remove": M,
    "handhold-add": M | OWNERS,
    "handhold-change": M | OWNERS,
    "handhold-remove": M | OWNERS,
    "rating-add": M | OWNERS,
    # intake
    "intake": PRACTICE,
    "observation-add": M,
    "observation-change": M,
    "observation-remove": M,
    "intended-change-add": M,
    "intended-change-change": M,
    "intended-change-remove": M,
    "claims": PRACTICE | SPONSOR,
    "claim-add": M,
    "claim-change": M,
    "claim-remove": M,
    "conflict-add": M,
    "conflict-handle": BOTH,
    "assignment": PRACTICE | {Role.SPONSOR, Role.BOARD},
    "assignment-draft": M,
    "assignment-change": M,
    "assignment-discard": M,
    "assignment-sign": BOTH,
    "assignment-return": SPONSOR,
    "assignment-confirm": BOTH,
    "trust": PRACTICE | SPONSOR,
    "trust-ask": M,
    "trust-answer": BOTH,
    # specification
    "plan": READERS,
    "final-goal-change": M,
    "goal-add": M,
    "goal-change": M,
    "goal-remove": M,
    "slip-test": READERS,
    "plan-submit": M,
    "plan-approve": SPONSOR,
    "plan-return": SPONSOR,
    # execution
    "execution": READERS,
    "reading-add": M | OWNERS,
    "goal-reached": M,
    "goal-drop": M,
    "commitments": READERS,
    "commitment-add": M | STEERING,
    "commitment-change": M,
    "commitment-answer": STEERING | {Role.PROCESS_OWNER},
    "commitment-settle": M | STEERING | {Role.PROCESS_OWNER},
    "commitment-renegotiate": M | STEERING | {Role.PROCESS_OWNER},
    "commitment-rehome": M,
    "friction-add": M,
    "handover": READERS | {Role.EMPLOYEE},
    "handover-line-add": M,
    "handover-line-change": M,
    "handover-line-remove": M,
    "handover-line-accept": OWNERS,
    "handover-line-refuse": OWNERS,
    "handover-accept": OWNERS,
    "handover-give-back": OWNERS,
    # sparring: everybody reads their own talks and what was shared; only an interim manager and its owner talk
    "sparring": PRACTICE | OWNERS,
    "sparring-question": PRACTICE | OWNERS,
    "sparring-add": M | OWNERS,
    "sparring-change": M | OWNERS,
    "sparring-say": M | OWNERS,
    "sparring-decide": OWNERS,
    "sparring-share": OWNERS,
    # evaluation
    "evaluation": READERS | {Role.EMPLOYEE},
    "check-answer": OWNERS,
    "check-skip": BOTH,
    "check-again": M | OWNERS,
    "fine-tuning-add": M | OWNERS,
    "fine-tuning-change": M | OWNERS,
    "fine-tuning-done": M | OWNERS,
    "evaluation-give": BOTH,
    "fresh-wind-settle": M,
    "lesson-add": M | STEERING | {Role.PROCESS_OWNER},
    # measures: which of them somebody sees is decided by the rooms the rows come from; see measures.boards
    "measures": READERS | {Role.EMPLOYEE},
    "measure": READERS | {Role.EMPLOYEE},
    "measure-svg": READERS | {Role.EMPLOYEE},
    "measure-csv": READERS | {Role.EMPLOYEE},
    # files that are made in the background: each for who asked, as long as they may have that kind
    "making": EVERYONE,
    "making-file": EVERYONE,
    "making-again": EVERYONE,
    # hand-over sheet
    "handover-sheet": READERS | {Role.EMPLOYEE},
    "handover-sheet-file": READERS | {Role.EMPLOYEE},
    # reports: what stands in them is what each of these readers may see; see reports.progress.permissions
    "reports": PRACTICE | STEERING,
    "report": PRACTICE | STEERING,
    "report-file": PRACTICE | STEERING,
    "report-add": M,
    "report-change": M,
    "report-renew": M,
    "report-discard": M,
    "report-send": M,
    "report-correct": M,
    "report-schedule": M,
    # cases
    "case": PRACTICE | SPONSOR,
    "case-change": M,
    "case-remove": M,
    "case-ask": M,
    "case-consent": SPONSOR,
    "case-return": SPONSOR,
    "case-publish": M | {ADMINISTRATOR},
    "case-unpublish": M | {ADMINISTRATOR},
    "case-withdraw": SPONSOR,
}


#: What goes with each kind of delegation, and nothing else: the approving itself, and the page one reads it on.
DELEGABLE: dict[str, frozenset[str]] = {
    DelegationKind.ASSIGNMENT: frozenset(
        {"assignment", "assignment-sign", "assignment-return", "assignment-confirm"}
    ),
    DelegationKind.PLAN: frozenset({"plan", "plan-approve", "plan-return"}),
    # Line by line; the day a process becomes theirs is the owner's own to say.
    DelegationKind.HANDOVER: frozenset({"handover", "handover-line-accept", "handover-line-refuse"}),
    DelegationKind.MONTH: frozenset({"worked-months", "worked-month-approve", "worked-month-dispute"}),
}
DELEGABLE[DelegationKind.ALL] = frozenset().union(*DELEGABLE.values())
#: What one has to be allowed to do oneself, to let somebody else do things of a kind.
HEART: dict[str, str] = {
    DelegationKind.ASSIGNMENT: "assignment-sign",
    DelegationKind.PLAN: "plan-approve",
    DelegationKind.HANDOVER: "handover-line-accept",
    DelegationKind.MONTH: "worked-month-approve",
}


def kinds_with(action: str) -> list[str]:
    """Return the kinds of delegation that an action goes with."""
    return [kind for kind, actions in DELEGABLE.items() if action in actions]


@dataclass(frozen=True, slots=True)
class Given:
    """What one colleague lets a seat approve in their place."""

    giver: Membership
    kind: str

    def allows(self, action: str) -> bool:
        """Return whether the action goes with it: it belongs to what the giver's own role approves and may do now.

        Reading goes with approving only: who reads a page without approving what is on it does not lend that either.
        """
        kinds = HEART if self.kind == DelegationKind.ALL else (self.kind,)
        role = self.giver.role
        return role in PERMISSIONS[action] and any(
            action in DELEGABLE[kind] and role in PERMISSIONS[HEART[kind]] for kind in kinds
        )


@dataclass(frozen=True, slots=True)
class Seat:
    """Where somebody sits at one engagement's table: who they are, in which role, through which membership.

    The practice administrator has a seat without a membership. `given` is what colleagues let this seat approve in
    their place. On a place taken for a colleague, `role` and `membership` are the colleague's, and `stand_in` is the
    membership of who really sits there: what is said from it is said on behalf of the colleague.
    """

    user: "User"
    role: str
    membership: Membership | None = None
    given: tuple[Given, ...] = ()
    stand_in: Membership | None = None

    @property
    def side(self) -> str:
        """The manager's side or the organisation's."""
        return side_of(self.role)

    @property
    def is_practice(self) -> bool:
        """Whether this is the manager, the shadow manager or the practice administrator."""
        return self.side == MANAGER_SIDE

    @property
    def role_label(self) -> Text:
        """The role's name for people."""
        return label(self.role)

    def may(self, action: str) -> bool:
        """Return whether this seat may ever do `action`: by its role, or in the place of a colleague whose role may.

        An unknown action is a KeyError, never a yes.
        """
        return self.role in PERMISSIONS[action] or any(each.allows(action) for each in self.given)

    def holds(self, membership_id: int | None) -> bool:
        """Return whether this seat is that very membership (the owner of a process, say)."""
        return self.membership is not None and membership_id == self.membership.pk

    def place_for(self, action: str, holder: int | None = None) -> "Seat":
        """Return the place from which this seat does `action`: its own, else that of a colleague it stands in for.

        `holder` is the membership whose action it is, where it is somebody's in person (the owner of a process).
        """
        if self.role in PERMISSIONS[action] and (holder is None or self.holds(holder)):
            return self
        found = (place for place in self.places(action) if holder is None or place.holds(holder))
        return next(found, self)

    def places(self, action: str) -> list["Seat"]:
        """Return the places of the colleagues for whom this seat may do `action`."""
        return [
            replace(
                self, role=each.giver.role, membership=each.giver, stand_in=self.stand_in or self.membership
            )
            for each in self.given
            if each.allows(action)
        ]


def seat_of(user: "User", engagement: "Engagement") -> Seat | None:
    """Return the user's seat in the engagement, or None for a stranger, with what was delegated to it. One query."""
    rows: list[Any] = list(
        Membership.objects.current().filter(engagement=engagement).with_delegations_to(user)
    )
    membership = next((row for row in rows if row.user_id == user.pk), None)
    if membership is None:
        return Seat(user, ADMINISTRATOR) if user.is_administrator else None
    lent = [row for row in rows if row.user_id != user.pk and row.side == membership.side]
    given = tuple(Given(row, row.delegated_kind) for row in lent if membership.side != MANAGER_SIDE)
    return Seat(user, membership.role, membership, given)


def require(seat: Seat | None, action: str) -> Seat:
    """Return the seat when it may do `action`; raise PermissionDenied with a sentence otherwise."""
    if seat is None or not seat.may(action):
        raise PermissionDenied(_("Your role in this engagement does not include this."))
    return seat


def may_start(user: "User") -> bool:
    """Return whether the user may start a new engagement: interim managers and the practice administrator."""
    return user.is_manager or user.is_administrator


def may_start_for(user: "User", manager: "User") -> bool:
    """Return whether the user may start an engagement that `manager` will lead: their own, or as administrator."""
    if user.pk == manager.pk:
        return may_start(user)
    return user.is_administrator and manager.is_manager and manager.is_active
