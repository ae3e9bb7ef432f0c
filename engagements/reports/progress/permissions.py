"""Who reads progress reports, and so what may stand in one: what each of these readers may see, and nothing else."""

from engagements.people.permissions import PERMISSIONS
from engagements.record.audiences import READ_BY, Audience

#: Whoever reads a report: the steering group, and the practice. The table of permissions says so.
READERS = PERMISSIONS["report"]


def open_to_all(page: str) -> bool:
    """Return whether every reader of a report may open the page: only then may a report tell what stands there."""
    return PERMISSIONS[page] >= READERS


def audiences_of_all() -> list[Audience]:
    """Return the audiences of log entries that every reader of a report belongs to."""
    return [audience for audience in Audience if READ_BY[audience] >= READERS]
