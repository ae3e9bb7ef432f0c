"""What the state of a case allows: each rule returns nothing or raises its sentence.

Services ask them about the row under the lock; pages ask the same rules before they offer a button or a form.
"""

from django.utils.translation import gettext as _

from engagements.cases.models import Case, CaseState
from engagements.lifecycle.exceptions import NotNow, NotReady


def writing(case: Case | None) -> None:
    """Let a case be written unless it is published: what is published stays what was agreed to."""
    if case is not None and case.state == CaseState.PUBLISHED:
        raise NotNow(
            _("The case is published, exactly as the sponsor agreed to it. Take the page down to change it.")
        )


def asking(case: Case | None) -> None:
    """Let consent be asked for a case that was written, and not while the sponsor has it."""
    if case is None:
        raise NotReady(_("There is no case yet. Write it first."))
    if case.is_shown:
        raise NotNow(_("The sponsor has been asked about this text already."))


def answering(case: Case | None) -> None:
    """Let the sponsor answer while they are asked."""
    if case is None or case.state != CaseState.ASKED:
        raise NotNow(_("Nothing is asked of you about a case at the moment."))


def returning(case: Case | None) -> None:
    """Let the sponsor ask for a change while they are asked, and until it is published."""
    if case is None or case.state not in {CaseState.ASKED, CaseState.CONSENTED}:
        raise NotNow(_("There is no text now that you can ask a change in."))


def publishing(case: Case | None) -> None:
    """Let a case be published once the sponsor agreed to it."""
    if case is not None and case.state == CaseState.PUBLISHED:
        raise NotNow(_("The case is published already."))
    if case is None or case.state != CaseState.CONSENTED:
        raise NotNow(_("A case is published only when the sponsor has agreed to its exact text."))


def taking_down(case: Case | None) -> None:
    """Let the page be taken down while it is there."""
    if case is None or case.state != CaseState.PUBLISHED:
        raise NotNow(_("The case is not published."))


def taking_back(case: Case | None) -> None:
    """Let the sponsor take the case back from the moment they were asked, whatever has happened since."""
    if case is None or not case.is_shown:
        raise NotNow(_("There is nothing to take back: nothing is asked of you, and nothing is published."))
