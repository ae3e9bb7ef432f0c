"""The two editions as files that are made in the background."""

from functools import partial
from typing import BinaryIO

from engagements.dossier.editions import EDITIONS, Edition, seat_for
from engagements.dossier.gathering import gather
from engagements.people.permissions import require
from engagements.reports.typesetting.kinds import Named, Tell, makable
from engagements.reports.typesetting.models import Making

ZIP = "application/zip"


def _make(edition: Edition, making: Making, file: BinaryIO, tell: Tell) -> Named:
    asker = require(making.seat, edition.action)
    seat = seat_for(edition, making.engagement, asker)
    gather(making.engagement, seat, edition, file, language=making.language, tell=tell)
    return Named(f"dossier-{edition.key}-{making.engagement.ref}.zip", ZIP)


for _edition in EDITIONS.values():
    makable(_edition.action, action=_edition.action, label=_edition.name)(partial(_make, _edition))
