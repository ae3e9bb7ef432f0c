"""The engagements app: one app, one sub-package per room."""

from importlib import import_module

from django.apps import AppConfig

#: In the order of the layers; each room may import those before it.
ROOMS = (
    *("people", "lifecycle", "record", "questions", "documents", "processes"),
    *("intake", "specification", "execution", "sparring", "evaluation"),
    *("cases", "measures", "reports.typesetting", "reports.handover", "reports.progress"),
    *("reminders", "search", "audit", "dossier"),
)
#: What registers itself when imported: answers to criteria, asks, happenings, consequences, checks, the search index,
#: kinds of mail, what overviews tell, jobs, kinds of file.
REGISTERING = (
    *("criteria", "consequences", "asks", "happenings", "checks", "index", "lists"),
    *("letters", "digests", "topics", "jobs", "printing"),
)


class EngagementsConfig(AppConfig):
    """Loads what the rooms register."""

    name = "engagements"

    def ready(self) -> None:
        """Import every registering module a room has."""
        for room in ROOMS:
            for module in REGISTERING:
                name = f"engagements.{room}.{module}"
                try:
                    import_module(name)
                except ModuleNotFoundError as error:
                    if error.name != name:
                        raise
