"""Restoring an engagement from its dossier, into an installation that has nothing yet.

Everything keeps its id: approvals, the audit trail and addresses name things by it. That is why there must be nothing
yet, people included. Nobody gets a way to sign in with it; they ask for a code by mail, as always.
"""

import tempfile
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.management.color import no_style
from django.core.validators import validate_email
from django.db import DataError, IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from engagements.documents.models import DocumentVersion
from engagements.documents.store import removed_on_failure
from engagements.dossier.contents import PARTS, TRAIL
from engagements.dossier.opening import Opened, Unacceptable, copied
from engagements.dossier.plain import from_plain, path_of
from engagements.lifecycle.models import Engagement
from engagements.search.index import rebuild

MODELS: tuple[Any, ...] = (get_user_model(), *(part.model for part in PARTS), TRAIL.model)


def restore(dossier: Opened) -> Engagement:
    """Store everything of a dossier, or nothing; return the engagement.

    Raises Unacceptable with a sentence when the installation is not empty, or the records are not what they should be.
    """
    _require_empty()
    _require_known(dossier)
    with removed_on_failure() as keep, transaction.atomic():
        try:
            people = _people(dossier.people)
            for part in PARTS:
                for found in dossier.records.get(part.key, ()):
                    _store(part.model, found, people, dossier, keep)
            for found in dossier.trail():
                _store(TRAIL.model, found, people, dossier, keep)
            connection.check_constraints()
        except (KeyError, TypeError, ValueError, ValidationError, OverflowError) as error:
            raise Unacceptable(
                _("The records don't fit this installation: %(what)s.") % {"what": error}
            ) from error
        except (IntegrityError, DataError) as error:
            raise Unacceptable(_("The records contradict each other: %(what)s.") % {"what": error}) from error
        _go_on_counting()
        engagement = Engagement.objects.select_related("organisation").get(ref=dossier.content["engagement"])
    rebuild()
    return engagement


def _require_empty() -> None:
    for model in MODELS:
        if model._base_manager.exists():
            raise Unacceptable(
                _("This installation is not empty: it has %(what)s. Restore into one that was only migrated.")
                % {"what": model._meta.verbose_name_plural}
            )


def _require_known(dossier: Opened) -> None:
    if unknown := dossier.records.keys() - {part.key for part in PARTS}:
        odd = ", ".join(sorted(unknown))
        raise Unacceptable(
            _("The dossier was made by a later version of this software; this one does not know: %(what)s.")
            % {"what": odd}
        )
    if len(dossier.records.get("engagement", ())) != 1:
        raise Unacceptable(_("A dossier is of one engagement; this one is not."))


def _people(told: Iterable[dict[str, Any]]) -> dict[str, int]:
    """Store the people, who can't sign in by a password; return their ids by key."""
    model: Any = get_user_model()
    found: dict[str, int] = {}
    for each in told:
        validate_email(each["key"])
        user = model(
            pk=int(each["id"]),
            email=each["key"],
            name=each["name"],
            language=each["language"],
            is_manager=each["is_manager"] is True,
            is_active=each["is_active"] is True,
        )
        user.set_unusable_password()
        user.clean_fields(exclude=["password"])
        user.save_base(raw=True, force_insert=True)
        found[each["key"]] = user.pk
    return found


def _store(
    model: Any, found: dict[str, Any], people: dict[str, int], dossier: Opened, keep: Callable[[File], str]
) -> None:
    """Store a row as it was: with its own id, its own moments, and without what a change would set off."""
    row = from_plain(model, found, people.__getitem__)
    if isinstance(row, DocumentVersion):
        row.file = _kept(row, found["file"], dossier, keep)
    row.save_base(raw=True, force_insert=True)


def _kept(version: DocumentVersion, path: str, dossier: Opened, keep: Callable[[File], str]) -> str:
    """Return the name under which the file of a version is in the store, once it is what was uploaded."""
    if path != path_of(version):
        raise Unacceptable(_("A document is not where it should be: %(name)s.") % {"name": ascii(path)})
    with tempfile.TemporaryFile() as copy:
        with dossier.file.open(path) as entry:
            digest = copied(entry, copy)
        if digest != version.sha256 or copy.tell() != version.size:
            raise Unacceptable(_("A document is not what was uploaded: %(name)s.") % {"name": ascii(path)})
        return keep(File(copy))


def _go_on_counting() -> None:
    """Let the database give out ids after those that were brought along."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), MODELS):
            cursor.execute(statement)
