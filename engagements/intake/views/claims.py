"""What each party expects, and what was decided where wishes clash."""

from functools import partial

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from engagements.intake import claims as claiming
from engagements.intake import services
from engagements.intake.forms import ClaimForm, ConflictForm, HandleForm, SeenForm
from engagements.intake.models import Claim, ClaimConflict
from engagements.lifecycle import pages
from engagements.lifecycle.door import FORM, door


@door("claims")
def claims(request, engagement):
    """What each party expects, and which of those wishes can't both be met; the same words for whoever reads it."""
    return pages.show(
        request, engagement, "engagements/intake/claims.html", claims=claiming.claims_of(engagement)
    )


@door("claim-add", FORM)
def claim_add(request, engagement):
    """Write down what a party expects."""
    return pages.form_page(
        request,
        engagement,
        "claim-add",
        ClaimForm,
        partial(services.add_claim, engagement=engagement),
        to=pages.address("claims", engagement),
        said=_("Claim added."),
        title=_("Add a claim"),
        button=_("Add"),
        lead=_("The sponsor reads it too: write it down as the party itself would say it."),
    )


@door("claim-change", FORM)
def claim_change(request, engagement, pk):
    """Put a claim in other words, as long as nothing was decided about it."""
    found = get_object_or_404(Claim, engagement=engagement, pk=pk)
    return pages.form_page(
        request,
        engagement,
        "claim-change",
        partial(ClaimForm, instance=found),
        partial(services.change_claim, claim=found),
        to=pages.address("claims", engagement),
        rule=partial(claiming.require_changeable, found),
        said=_("Stored."),
        title=_("Change a claim"),
    )


@door("claim-remove", FORM)
def claim_remove(request, engagement, pk):
    """Ask once more, and remove a claim."""
    found = get_object_or_404(Claim, engagement=engagement, pk=pk)
    return pages.form_page(
        request,
        engagement,
        "claim-remove",
        partial(SeenForm, version=found.version),
        partial(services.remove_claim, claim=found),
        to=pages.address("claims", engagement),
        rule=partial(claiming.require_removable, found),
        said=_("Claim removed."),
        title=_("Remove this claim?"),
        button=_("Remove"),
        lead=f"{found.party}: {found.text}",
        danger=True,
    )


@door("conflict-add", FORM)
def conflict_add(request, engagement):
    """Mark two claims that can't both be met."""
    return pages.form_page(
        request,
        engagement,
        "conflict-add",
        partial(ConflictForm, initial={"first": request.GET.get("claim", "")}),
        partial(services.mark_conflict, engagement=engagement),
        to=pages.address("claims", engagement, at="conflicts"),
        said=_("Conflict marked."),
        title=_("Mark a conflict"),
        button=_("Mark"),
        lead=_(
            "Two wishes that can't both be met. Saying so is no reproach: it comes first, then the choice."
        ),
    )


@door("conflict-handle", FORM)
def conflict_handle(request, engagement, pk):
    """Say what was decided about two claims."""
    conflicts = ClaimConflict.objects.filter(engagement=engagement).select_related("first", "second")
    found = get_object_or_404(conflicts, pk=pk)
    return pages.form_page(
        request,
        engagement,
        "conflict-handle",
        partial(HandleForm, instance=found),
        partial(services.handle_conflict, conflict=found),
        to=pages.address("claims", engagement, at="conflicts"),
        said=_("What was decided is stored."),
        title=_("What was decided?"),
        template="engagements/intake/conflict.html",
        conflict=found,
    )
