"""The assignment: written, changed, signed, sent back, confirmed."""

from functools import partial

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from engagements.intake import assignment as versions
from engagements.intake import reading, services
from engagements.intake.forms import AssignmentForm, ReturnForm, SeenForm
from engagements.intake.models import AssignmentVersion
from engagements.lifecycle import pages
from engagements.lifecycle.door import FORM, POST, door


@door("assignment")
def assignment(request, engagement):
    """The version in force, the draft and the older ones: who said what about each, and what changed in it."""
    return pages.show(
        request, engagement, "engagements/intake/assignment.html", told=reading.told(engagement, request.seat)
    )


@door("assignment-draft", FORM)
def assignment_draft(request, engagement):
    """Write the next version, starting from the words of the last."""
    state = versions.state_of(engagement)
    follows = state.versions[0].assignment if state.versions else None
    return pages.form_page(
        request,
        engagement,
        "assignment-draft",
        partial(AssignmentForm, follows=follows),
        partial(services.draft_assignment, engagement=engagement),
        to=pages.address("assignment", engagement),
        rule=partial(versions.require_no_draft, state),
        said=_("Draft stored. It counts once both sides have signed it."),
        title=_("Write a new version") if follows else _("Write the assignment"),
        button=_("Store the draft"),
    )


@door("assignment-change", FORM)
def assignment_change(request, engagement, pk):
    """Change a version that nobody has signed."""
    found = get_object_or_404(AssignmentVersion, engagement=engagement, pk=pk)
    state = versions.state_of(engagement)
    version = state.of(found)
    before = state.before(version)
    return pages.form_page(
        request,
        engagement,
        "assignment-change",
        partial(AssignmentForm, instance=found, follows=before.assignment if before else None),
        partial(services.change_assignment, assignment=found),
        to=pages.address("assignment", engagement),
        rule=partial(versions.require_open_draft, version),
        said=_("Stored."),
        title=_("Change version %(number)s") % {"number": found.number},
    )


@door("assignment-discard", FORM)
def assignment_discard(request, engagement, pk):
    """Ask once more, and throw away a draft that nobody has signed."""
    found = get_object_or_404(AssignmentVersion, engagement=engagement, pk=pk)
    state = versions.state_of(engagement)
    version = state.of(found)
    consequences = [_("Its text disappears from this page. What it said stays on record.")]
    if state.in_force:
        number = {"number": state.in_force.assignment.number}
        consequences.append(_("Version %(number)s stays in force, as it is.") % number)
    if version.returned:
        consequences.append(_("The change the sponsor asked for goes unanswered. Tell them why."))
    return pages.form_page(
        request,
        engagement,
        "assignment-discard",
        partial(SeenForm, version=found.version),
        partial(services.discard_assignment, assignment=found),
        to=pages.address("assignment", engagement),
        rule=partial(versions.require_open_draft, version),
        said=_("The draft is gone."),
        title=_("Discard the draft of version %(number)s?") % {"number": found.number},
        button=_("Discard the draft"),
        consequences=consequences,
        danger=True,
    )


@door("assignment-sign", FORM)
def assignment_sign(request, engagement, pk):
    """Show the text once more, and sign exactly that."""
    found = get_object_or_404(AssignmentVersion, engagement=engagement, pk=pk)
    told = reading.told(engagement, request.seat).of(found)
    return pages.form_page(
        request,
        engagement,
        "assignment-sign",
        partial(SeenForm, version=found.version),
        partial(services.sign_assignment, assignment=found),
        to=pages.address("assignment", engagement),
        rule=partial(versions.require_unsigned, told.version, request.seat.place_for("assignment-sign")),
        said=_("Signed."),
        title=_("Sign version %(number)s") % {"number": found.number},
        button=_("Sign"),
        template="engagements/intake/sign.html",
        told=told,
    )


@door("assignment-return", FORM)
def assignment_return(request, engagement, pk):
    """Ask for a change before signing."""
    found = get_object_or_404(AssignmentVersion, engagement=engagement, pk=pk)
    version = versions.state_of(engagement).of(found)
    return pages.form_page(
        request,
        engagement,
        "assignment-return",
        partial(ReturnForm, version=found.version),
        partial(services.return_assignment, assignment=found),
        to=pages.address("assignment", engagement),
        rule=partial(versions.require_returnable, version),
        said=_("Asked for a change. The draft can be changed again."),
        title=_("Ask for a change to version %(number)s") % {"number": found.number},
        button=_("Ask for the change"),
        consequences=[_("A signature on this version lapses.")] if version.signed else [],
    )


@door("assignment-confirm", POST)
def assignment_confirm(request, engagement, pk):
    """Say that the version in force is still right."""
    found = get_object_or_404(AssignmentVersion, engagement=engagement, pk=pk)
    return pages.act(
        request,
        engagement,
        partial(services.confirm_assignment, assignment=found, actor=request.user),
        to=pages.address("assignment", engagement),
        said=_("Confirmed: the assignment is still right."),
    )
