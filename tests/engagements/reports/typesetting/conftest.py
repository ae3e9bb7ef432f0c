"""A kind of file that does as it is told."""

from types import SimpleNamespace

import pytest

from engagements.reports.typesetting import kinds, services
from engagements.reports.typesetting.kinds import Named
from engagements.reports.typesetting.models import Making


@pytest.fixture
def kind(monkeypatch):
    """Know one more kind of file, for whoever may see the hand-over; `make` on what is returned is what makes it."""
    told = SimpleNamespace(name="try-out", made=[])

    def write(row, file, tell):
        tell(50)
        file.write(b"%PDF-try-out")
        return Named("try-out.pdf", "application/pdf")

    def make(row, file, tell):
        told.made.append(row.pk)
        return told.make(row, file, tell)

    told.make = write
    known = kinds.Kind(name="try-out", action="handover", label="Try-out", make=make)
    monkeypatch.setitem(kinds.KINDS, known.name, known)
    return told


@pytest.fixture
def asked(kind, engagement, manager):
    """Return a function that asks for such a file as somebody, and leaves it unmade."""

    def ask(actor=manager, **args):
        return services.ask_for(kind.name, engagement=engagement, actor=actor, **args)

    return ask


def fresh(row):
    """Return a row as it is now."""
    return Making.objects.get(pk=row.pk)
