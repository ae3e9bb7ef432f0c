"""What the client is told of intake: the steps of the assignment. Never claims, conflicts or trust."""

from django.utils.translation import gettext_lazy as _

from engagements.lifecycle.happenings import happening
from engagements.people.permissions import PERMISSIONS

happening(
    "assignment-sign",
    _("Version %(subject)s of the assignment is signed by one side; the other is still to sign."),
    roles=PERMISSIONS["assignment"],
)
happening(
    "assignment-in-force", _("Version %(subject)s of the assignment is signed by both sides: it is in force.")
)
happening(
    "assignment-discard",
    _("The draft of version %(subject)s of the assignment was withdrawn."),
    roles=PERMISSIONS["assignment"],
)
happening(
    "assignment-return",
    _("The sponsor asked for a change to version %(subject)s of the assignment."),
    roles=PERMISSIONS["assignment"],
)
happening(
    "assignment-confirm",
    _("Version %(subject)s of the assignment is confirmed by one side; the other is still asked."),
    roles=PERMISSIONS["assignment"],
)
happening(
    "assignment-confirmed",
    _("Both sides have confirmed version %(subject)s of the assignment: it is still right."),
)
