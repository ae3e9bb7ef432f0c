"""The trail in words: what was done, what a field is called, what a stored value means. No queries."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.db import models
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.choices import flatten_choices
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from engagements.audit.kinds import KINDS, Kind
from engagements.documents.models import DocumentKind
from engagements.lifecycle.models import AuditEntry
from engagements.people.roles import MANAGER_SIDE, ORGANISATION_SIDE, Role
from engagements.record.models import month_named
from phases.definitions import CRITERIA, Text

#: What was done, by the action; most are told by their last word.
DEEDS: dict[str, Text] = {
    "new": gettext_lazy("started"),
    "process-owner-named": gettext_lazy("owner named"),
    "assignment-in-force": gettext_lazy("signed, and in force"),
    "assignment-confirmed": gettext_lazy("confirmed by both sides"),
    "member-resend": gettext_lazy("invited again"),
    "view-as": gettext_lazy("page looked at as this person sees it"),
    "member-revoke": gettext_lazy("invitation withdrawn"),
    "shadow-revoke": gettext_lazy("invitation withdrawn"),
    "trust-ask": gettext_lazy("asked"),
    "trust-answer": gettext_lazy("answered"),
    "goal-approval-lapsed": gettext_lazy("approval lapsed"),
    "handover-give-back": gettext_lazy("given back to the interim manager"),
    "handover-given-back-because": gettext_lazy("given back, because"),
    "worked-month-figures": gettext_lazy("handed in with"),
    "worked-month-correct-because": gettext_lazy("corrected, because"),
    "waive": gettext_lazy("skipped with a reason"),
    "check-holds": gettext_lazy("answered: it holds"),
    "check-fine_tune": gettext_lazy("answered: it needs fine-tuning"),
    "check-relapsing": gettext_lazy("answered: it is sliding back"),
    "check-again": gettext_lazy("asked again"),
    "evaluation-give": gettext_lazy("given"),
    "report-correct": gettext_lazy("correction begun"),
    "step-back": gettext_lazy("back to the previous phase"),
    "hold": gettext_lazy("paused"),
    "resume": gettext_lazy("resumed"),
    "complete": gettext_lazy("completed"),
    "decline": gettext_lazy("declined"),
    "withdraw": gettext_lazy("withdrawn by the client"),
    "end-early": gettext_lazy("ended early"),
    "reopen": gettext_lazy("reopened"),
    "advance": gettext_lazy("on to the next phase"),
}
LAST_WORDS: dict[str, Text] = {
    "add": gettext_lazy("added"),
    "change": gettext_lazy("changed"),
    "remove": gettext_lazy("removed"),
    "end": gettext_lazy("ended"),
    "submit": gettext_lazy("handed in"),
    "send": gettext_lazy("sent"),
    "renew": gettext_lazy("brought up to date"),
    "approve": gettext_lazy("approved"),
    "given": gettext_lazy("given"),
    "dispute": gettext_lazy("sent back"),
    "correct": gettext_lazy("corrected"),
    "return": gettext_lazy("change asked"),
    "refused": gettext_lazy("refused"),
    "refuse": gettext_lazy("refused"),
    "accept": gettext_lazy("accepted"),
    "accepted": gettext_lazy("accepted"),
    "kept": gettext_lazy("kept"),
    "broken": gettext_lazy("not kept"),
    "renegotiate": gettext_lazy("agreed anew"),
    "rehome": gettext_lazy("given a new home"),
    "reopen": gettext_lazy("open again"),
    "draft": gettext_lazy("drafted"),
    "discard": gettext_lazy("thrown away"),
    "sign": gettext_lazy("signed"),
    "confirm": gettext_lazy("confirmed"),
    "handle": gettext_lazy("handled"),
    "reached": gettext_lazy("reached"),
    "drop": gettext_lazy("dropped"),
    "share": gettext_lazy("shared"),
    "aside": gettext_lazy("put aside"),
    "back": gettext_lazy("brought back"),
    "say": gettext_lazy("answered"),
    "answer": gettext_lazy("answered"),
    "decide": gettext_lazy("decided"),
    "skip": gettext_lazy("skipped with a reason"),
    "done": gettext_lazy("done"),
    "settle": gettext_lazy("settled"),
    "ask": gettext_lazy("consent asked"),
    "consent": gettext_lazy("consent given"),
    "publish": gettext_lazy("published"),
    "unpublish": gettext_lazy("taken down"),
    "withdraw": gettext_lazy("taken back"),
    "revoke": gettext_lazy("revoked"),
}

#: Kinds whose own name only says enough on the page they stand on.
KIND_LABELS: dict[str, Text] = {
    "handoverline": gettext_lazy("line of the hand-over"),
    "documentversion": gettext_lazy("version of a document"),
    "trustanswer": gettext_lazy("answer to a trust pulse"),
    "sparringrequest": gettext_lazy("question at the sparring desk"),
    "goaldependency": gettext_lazy("dependency between goals"),
    "workedmonth": gettext_lazy("worked days"),
    "claimconflict": gettext_lazy("conflict between claims"),
}
#: Fields whose model has no words for them, or whose words need another form here.
FIELDS: dict[str, Text] = {
    "organisation": gettext_lazy("organisation"),
    "author": gettext_lazy("written by"),
    "actor": gettext_lazy("by whom"),
    "asker": gettext_lazy("asked by"),
    "member": gettext_lazy("who"),
    "user": gettext_lazy("person"),
    "manager": gettext_lazy("interim manager"),
    "invited_by": gettext_lazy("invited by"),
    "ended_on": gettext_lazy("ended on"),
    "process": gettext_lazy("critical process"),
    "goal": gettext_lazy("interim goal"),
    "on": gettext_lazy("leans on"),
    "state": pgettext_lazy("field", "standing"),
    "standing": pgettext_lazy("field", "standing"),
    "phase": gettext_lazy("phase"),
    "phase_entered_on": gettext_lazy("in this phase since"),
    "answered_by": gettext_lazy("answered by"),
    "answered_at": gettext_lazy("answered on"),
    "answered_on": gettext_lazy("answered on"),
    "handled_by": gettext_lazy("handled by"),
    "handled_on": gettext_lazy("handled on"),
    "skipped_by": gettext_lazy("skipped by"),
    "settled_by": gettext_lazy("settled by"),
    "settled_on": gettext_lazy("settled on"),
    "let_go_at": gettext_lazy("let go on"),
    "given_back": gettext_lazy("times given back"),
    "number": gettext_lazy("version"),
    "side": gettext_lazy("side"),
    "turn": gettext_lazy("whose turn it is"),
    "started_by": gettext_lazy("side that began it"),
    "opened_by": gettext_lazy("begun by"),
    "shared": gettext_lazy("shared"),
    "giver": gettext_lazy("in whose place"),
    "receiver": gettext_lazy("who approves"),
    "revoked_at": gettext_lazy("revoked on"),
    "rater": gettext_lazy("rated by"),
    "role": gettext_lazy("role"),
    "approved": gettext_lazy("approved"),
    "kind": gettext_lazy("kind"),
    "at": gettext_lazy("on"),
    "lapsed_at": gettext_lazy("lapsed on"),
    "lapsed_because": gettext_lazy("lapsed because"),
    "because": gettext_lazy("because"),
    "criterion": gettext_lazy("criterion"),
    "outcome": gettext_lazy("outcome"),
    "closed_at": gettext_lazy("closed on"),
    "asked_on": gettext_lazy("asked on"),
    "confirmed_on": gettext_lazy("confirmed on"),
    "assignment": gettext_lazy("assignment"),
    "submitted_on": gettext_lazy("sent on"),
    "sent_at": gettext_lazy("sent on"),
    "digest": gettext_lazy("fingerprint"),
    "edition": gettext_lazy("edition"),
    "given_on": gettext_lazy("given on"),
    "learnt_on": gettext_lazy("learnt on"),
    "decided_on": gettext_lazy("decided on"),
    "done_on": gettext_lazy("done on"),
    "published_on": gettext_lazy("published on"),
    "put_aside_at": gettext_lazy("put aside on"),
    "uploaded_by": gettext_lazy("uploaded by"),
    "size": gettext_lazy("size"),
    "sha256": gettext_lazy("checksum"),
    "document": gettext_lazy("document"),
    "day": gettext_lazy("days after letting go"),
    "due_on": gettext_lazy("due on"),
    "verdict": gettext_lazy("verdict"),
    "observation": gettext_lazy("observation"),
    "case": gettext_lazy("case"),
    "language": gettext_lazy("language"),
    "round": gettext_lazy("trust pulse"),
    "version": gettext_lazy("version"),
}
SIDES: dict[str, Text] = {
    MANAGER_SIDE: gettext_lazy("the practice"),
    ORGANISATION_SIDE: gettext_lazy("the organisation"),
}
#: Fields that hold a side without saying so.
_SIDED = frozenset({"side", "turn", "started_by"})
#: What was written down with a change, beside the fields of its subject.
_BESIDE: dict[str, str] = {"manager": "user", "member": "membership"}


def deed(entry: AuditEntry) -> Text:
    """Return what was done, as the end of a sentence that begins with the thing."""
    if entry.action in DEEDS:
        return DEEDS[entry.action]
    last = entry.action.rpartition("-")[2]
    if last in LAST_WORDS:
        return LAST_WORDS[last]
    return LAST_WORDS["add" if not entry.before else "change" if entry.after else "remove"]


def kind_label(key: str) -> str:
    """Return what a kind of thing is called."""
    kind = KINDS.get(key)
    if kind is None:
        return str(_("Something else"))
    return capfirst(str(KIND_LABELS.get(key) or kind.model._meta.verbose_name))


def subject(entry: AuditEntry) -> str:
    """Return the name of what was changed, in the reader's language; empty for what has none."""
    name = entry.subject
    shape = _SUBJECTS.get(entry.subject_kind)
    return shape(name) if shape else name


def _day(name: str) -> str:
    day = parse_date(name[:10]) if re.match(r"\d{4}-\d\d-\d\d", name) else None
    return date_format(day) if day else ""


def _version(name: str) -> str:
    found = re.search(r"\d+", name)
    return _("version %(number)s") % {"number": found[0]} if found else ""


def _side(name: str) -> str:
    return str(SIDES.get(name, ""))


def _criterion(name: str) -> str:
    return str(CRITERIA[name].client) if name in CRITERIA else ""


def _document(name: str) -> str:
    kind = name.partition(" ")[0]
    return str(DocumentKind(kind).label) if kind in DocumentKind.values else ""


def _nothing(name: str) -> str:
    return ""


def _report(name: str) -> str:
    number, _dot, edition = name.partition(".")
    if not number.isdecimal():
        return ""
    said = {"number": number, "edition": edition}
    return (_("number %(number)s, edition %(edition)s") if edition else _("number %(number)s")) % said


_SUBJECTS: dict[str, Callable[[str], str]] = {
    "logentry": _day,
    "workedmonth": month_named,
    "assignmentversion": _version,
    "assignmentconfirmation": _version,
    "planversion": _version,
    "documentversion": _version,
    "progressreport": _report,
    "reportschedule": _nothing,
    "document": _document,
    "trustround": _day,
    "trustanswer": _side,
    "evaluation": _side,
    "sparringrequest": _day,
    "waiver": _criterion,
    "request": _criterion,
    "approval": _nothing,
    "freshwindoutcome": _nothing,
    "case": _nothing,
    "publication": _nothing,
    "rating": _nothing,
    "goalreading": _nothing,
}


def field_of(kind: Kind | None, name: str) -> models.Field | None:
    """Return the field of the model, or None for what was only written down with the change."""
    if kind is None:
        return None
    found: Any = {field.name: field for field in kind.model._meta.concrete_fields}.get(name)
    return found


def label_of(kind: Kind | None, name: str) -> str:
    """Return what a field is called, in words."""
    if name in FIELDS:
        return capfirst(str(FIELDS[name]))
    if name == "reason":
        return capfirst(str(_("reason")))
    field = field_of(kind, name)
    return capfirst(str(field.verbose_name)) if field else str(_("What was noted"))


def name_of(row: Any) -> str:
    """Return what one thing is called where another refers to it, in the reader's language."""
    shape = _SUBJECTS.get(row._meta.model_name)
    return (shape(str(row)) if shape else str(row)) or capfirst(str(row._meta.verbose_name))


def refers_to(kind: Kind | None, name: str) -> str:
    """Return the kind of thing a value is the id of: its key; empty when it is no id."""
    field = field_of(kind, name)
    if field is not None:
        related: Any = field.related_model
        target = related._meta.model_name if field.is_relation else ""
        return target if target in KINDS or target == "user" else ""
    return _BESIDE.get(name, "")


def is_prose(kind: Kind | None, name: str) -> bool:
    """Return whether values are texts that somebody wrote, of which the words can be compared."""
    field = field_of(kind, name)
    if field is None:
        return False
    return (
        isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and name not in _SIDED | {"role"}
    )


def in_words(kind: Kind | None, name: str, value: Any, named: Mapping[tuple[str, Any], str]) -> str:
    """Return a stored value as people read it; `named` holds what ids stand for. Empty for nothing."""
    if value is None or value == "":
        return ""
    if target := refers_to(kind, name):
        return named.get((target, value), str(_("not to be seen here any more")))
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    field = field_of(kind, name)
    if name == "role" and value in Role.values:
        return str(Role(value).label)
    if name == "criterion":
        return _criterion(value)
    if name == "phase" and (name, value) in named:
        return named[name, value]
    if name == "size":
        return filesizeformat(value)
    if field is not None and field.choices:
        choices: Any = field.choices
        label = str(dict(flatten_choices(choices)).get(value, value))
        return label if label != value or name not in _SIDED else _side(value)
    if name in _SIDED:
        return _side(value)
    return _plain(field, name, value)


def _plain(field: models.Field | None, name: str, value: Any) -> str:
    if isinstance(field, models.DateTimeField):
        moment = parse_datetime(value)
        return date_format(timezone.localtime(moment), "DATETIME_FORMAT") if moment else str(value)
    if isinstance(field, models.DateField):
        day = parse_date(value)
        return date_format(day, "F Y" if name == "month" else "DATE_FORMAT") if day else str(value)
    if isinstance(field, models.DecimalField):
        return number_format(value, use_l10n=True)
    return str(value)
