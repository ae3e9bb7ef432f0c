"""The trail in words: no key, no id and no English where a reader has another language."""

import pytest
from django.apps import apps
from django.db import models
from django.utils import translation
from django.utils.functional import Promise

from engagements.audit import trail, words
from engagements.audit.kinds import KINDS
from engagements.lifecycle.models import AuditEntry
from engagements.lifecycle.work import NOT_AUDITED
from engagements.people.permissions import PERMISSIONS, seat_of

KEYS = [
    (key, field.name)
    for key, kind in KINDS.items()
    for field in kind.model._meta.concrete_fields
    if field.name not in NOT_AUDITED | kind.inner | getattr(kind.model, "NOT_AUDITED", frozenset())
]


@pytest.mark.parametrize(("key", "name"), KEYS)
def test_every_field_has_words(key, name):
    field = KINDS[key].model._meta.get_field(name)

    assert name in words.FIELDS or isinstance(field.verbose_name, Promise)


def test_every_relation_is_named_by_what_it_points_at():
    unknown = {
        (key, name)
        for key, name in KEYS
        if KINDS[key].model._meta.get_field(name).is_relation and not words.refers_to(KINDS[key], name)
    }

    assert unknown == set()


def test_every_json_is_left_out_or_has_words():
    shown = [
        (key, name)
        for key, name in KEYS
        if isinstance(KINDS[key].model._meta.get_field(name), models.JSONField)
    ]

    assert shown == []


@pytest.mark.parametrize("action", sorted(PERMISSIONS))
def test_deed_is_never_a_key(action):
    said = str(words.deed(AuditEntry(action=action)))

    assert said
    assert "-" not in said
    assert "_" not in said


def test_kinds_are_called_something():
    for key in KINDS:
        assert words.kind_label(key)
    assert words.kind_label("inventedmodel") == "Something else"
    assert apps.get_app_config("engagements").verbose_name


def told(engagement, user):
    return trail.read(engagement, seat_of(user, engagement), trail.Asked()).lines


def test_change_stands_side_by_side_with_what_differs(engagement, process, sponsor):
    change = told(engagement, sponsor.user)[0]

    assert (change.kind, change.subject, change.deed) == ("Critical process", "Planning", "owner named")
    state, owner = change.changes
    assert [(piece.kind, piece.text) for piece in state.was] == [("same", "Late every "), ("removed", "day")]
    assert [(piece.kind, piece.text) for piece in state.became] == [
        ("same", "Late every "),
        ("added", "Monday"),
    ]
    assert (owner.label, owner.before, owner.after) == ("Owner", "", "Omar Owner")


def test_values_are_said_in_the_language_of_the_reader(engagement, manager, administrator, private):
    with translation.override("nl"):
        lines = told(engagement, administrator)

    said = {(changed.label, changed.after) for line in lines for changed in line.changes}
    assert {("Wie dit mag lezen", "Alleen ik"), ("Wie dit mag lezen", "Het bureau")} < said
    assert {("Rol", "Schaduwmanager"), ("Maand", "maart 2026"), ("Taal", "Engels")} & said
    assert "maart 2026" in {line.subject for line in lines}
    assert {"toegevoegd", "gewijzigd"} <= {line.deed for line in lines}


def test_phases_are_called_what_the_reader_calls_them(engagement, manager, sponsor, administrator):
    AuditEntry.objects.create(
        engagement=engagement,
        actor=manager,
        action="advance",
        subject_kind="engagement",
        before={"phase": "intake"},
        after={"phase": "specification"},
    )

    for reader, said in (
        (sponsor.user, ("Look and listen", "Think it through together")),
        (administrator, ("Intake", "Specification")),
    ):
        (phase,) = told(engagement, reader)[0].changes
        assert (phase.before, phase.after) == said


def test_what_a_reader_may_not_know_is_not_named(engagement, manager, sponsor, shadow, process):
    AuditEntry.objects.create(
        engagement=engagement,
        actor=manager,
        action="process-change",
        subject_kind="criticalprocess",
        subject_id=process.pk,
        before={"owner": shadow.pk},
        after={"owner": 10**9},
    )

    (owner,) = told(engagement, sponsor.user)[0].changes

    assert owner.before == owner.after == "not to be seen here any more"


def test_private_field_of_a_readable_thing_stays_the_practices_own(
    engagement, manager, sponsor, administrator
):
    AuditEntry.objects.create(
        engagement=engagement,
        actor=manager,
        action="engagement-change",
        subject_kind="engagement",
        subject_id=engagement.pk,
        before={"title": "Old", "situation": "A"},
        after={"title": "New", "situation": "B"},
    )

    assert [each.label for each in told(engagement, sponsor.user)[0].changes] == ["Title"]
    assert len(told(engagement, administrator)[0].changes) == 2
