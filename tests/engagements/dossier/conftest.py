"""An engagement with a row in every table that a dossier can have, made from the fields themselves."""

import datetime
import hashlib
import io
from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.db import connection, models
from django.utils.translation import override

from engagements.documents.models import DocumentVersion
from engagements.documents.store import document_store, random_name
from engagements.dossier import gathering
from engagements.dossier.contents import PARTS, TRAIL
from engagements.dossier.editions import CLIENT, REGISTER, seat_for
from engagements.lifecycle.models import AuditEntry, Engagement, Organisation
from engagements.people.models import Delegation, Membership
from engagements.people.permissions import seat_of
from engagements.people.roles import Role
from tests.engagements.conftest import seat_for as member_in

PAPER = b"%PDF-1.7 a contract"
TYPED = "Œuvre “late” \n=1+1 🌬️ \u202eשלום <b>&amp;</b>"
MOMENT = datetime.datetime(2026, 3, 2, 9, 5, 7, 123, tzinfo=datetime.UTC)
TODAY = MOMENT.date()
#: What can't follow from a field alone.
OTHERWISE = {
    "approval": {"kind": "plan", "own_role": "sponsor"},
    "auditentry": {"subject_kind": "goal", "subject_id": 1, "action": "goal-change", "subject": "=1+1"},
    "caseconsent": {},
    "case": {"state": "published"},
    "commitment": {"new_home": None},
    "delegation": {"kind": "all"},
    "document": {"put_aside_at": None},
    "documentversion": {"audience": "everyone", "name": "con/tract…🌬️.pdf", "size": len(PAPER)},
    "freshwindoutcome": {"shown": True},
    "logentry": {"audience": "everyone", "stance": -2, "minutes": 90},
    "request": {"closed_at": None, "outcome": ""},
    "sparringrequest": {"shared": True, "option": 0, "options": ["Hire", "Train"]},
    "waiver": {"criterion": "board_takes_part"},
    "progressreport": {"digest": "a" * 64},
    "phasechange": {
        "from_phase": "intake",
        "to_phase": "specification",
        "command": "advance",
        "from_standing": "active",
        "to_standing": "active",
        "criteria": [],
        "details": {},
    },
}


def value_for(field, rows, user):
    """Return a value that a field takes, different from its default wherever it can be."""
    if field.is_relation:
        return user if field.related_model is get_user_model() else rows[field.related_model][-1]
    if field.choices:
        return field.flatchoices[0][0]
    if isinstance(field, models.BooleanField):
        return True
    if isinstance(field, models.JSONField):
        return {"b": [1, None, TYPED], "a": {"ö": 1.5}}
    if isinstance(field, models.DateTimeField):
        return MOMENT
    if isinstance(field, models.DateField):
        return TODAY
    if isinstance(field, models.DecimalField):
        return 1.5
    if isinstance(field, models.IntegerField):
        return 2
    return TYPED[: field.max_length or None]


def make(model, rows, user, **otherwise):
    """Store a row with something in every field, and return it."""
    otherwise = OTHERWISE.get(model._meta.model_name, {}) | otherwise
    values = {
        field.name: otherwise.get(field.name, None)
        if field.name in otherwise
        else value_for(field, rows, user)
        for field in model._meta.concrete_fields
        if not field.primary_key and not isinstance(field, models.FileField)
    }
    row = model(**values)
    if model is DocumentVersion:
        row.file = document_store().save(random_name(), ContentFile(PAPER))
        row.sha256 = hashlib.sha256(PAPER).hexdigest()
    row.save_base(raw=True, force_insert=True)
    return row


@pytest.fixture
def store(monkeypatch, tmp_path):
    """Keep the documents of one test in a folder of its own."""
    monkeypatch.setitem(vars(document_store()), "base_location", str(tmp_path / "documents"))
    monkeypatch.setitem(vars(document_store()), "location", str(tmp_path / "documents"))
    return tmp_path / "documents"


@pytest.fixture
def full(engagement, manager, sponsor, board, store):
    """The engagement with a row in every part, and two where one refers to another of the same kind."""
    rows = {Organisation: [engagement.organisation], Engagement: [engagement], Membership: [sponsor]}
    seat = engagement.memberships.get(role=Role.MANAGER)
    for part in PARTS:
        name = part.key
        if part.model in rows:
            continue
        extra = {}
        if name in ("trustanswer", "evaluation"):
            rows[part.model] = [make(part.model, rows, manager, side="manager", member=seat)]
            extra = {"side": "organisation", "member": sponsor}
        if part.model is Delegation:
            extra = {"giver": sponsor, "receiver": board}
        if name == "claimconflict":
            extra = {"first": rows_of("claim", rows)[0]}
            rows_of("claim", rows).append(make(type(extra["first"]), rows, manager))
        if name == "goaldependency":
            extra = {"goal": rows_of("goal", rows)[0]}
            rows_of("goal", rows).append(make(type(extra["goal"]), rows, manager))
        if name == "criticalprocess":
            extra = {"owner": sponsor, "deputy": board}
        rows.setdefault(part.model, []).append(make(part.model, rows, manager, **extra))
    make(AuditEntry, rows, manager, subject_id=rows_of("goal", rows)[0].pk)
    return engagement


def rows_of(name, rows):
    """Return the rows of a model by its name."""
    return next(found for model, found in rows.items() if model._meta.model_name == name)


@pytest.fixture
def shadow(engagement):
    """A shadow manager, of whom the client never learns."""
    return member_in(engagement, Role.SHADOW, "Sjaak Schaduw")


def written(engagement, user, edition=REGISTER):
    """Return the bytes of a dossier as a user has it made, and what gathering it came to."""
    file = io.BytesIO()
    engagement = Engagement.objects.select_related("organisation").get(pk=engagement.pk)
    with override("en"):
        seat = seat_for(edition, engagement, seat_of(user, engagement))
        found = gathering.gather(engagement, seat, edition, file, language="en")
    return SimpleNamespace(bytes=file.getvalue(), dropped=found.dropped, held=found.held)


def emptied():
    """Empty every table of a dossier, and that of the people: what an installation is before anything is in it."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names())
        cursor.execute("DELETE FROM engagements_searchentry")
        for model in (TRAIL.model, *(part.model for part in reversed(PARTS))):
            assert model._meta.db_table in tables
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608
        for table in (
            "django_session",
            "outbox_mail",
            "engagements_reminder",
            get_user_model()._meta.db_table,
        ):
            if table in tables:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608


__all__ = ["CLIENT", "REGISTER", "emptied", "full", "make", "shadow", "store", "written"]
