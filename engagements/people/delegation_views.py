"""Letting a colleague approve in one's place, and ending that."""

from functools import partial

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from engagements.lifecycle import pages
from engagements.lifecycle.door import FORM, POST, door
from engagements.people import delegations
from engagements.people.delegation_forms import DelegationForm
from engagements.people.models import Delegation


@door("delegation-add", FORM)
def delegation_add(request, engagement):
    """Let a colleague approve in one's place."""
    to = pages.address("people", engagement, at="delegated")
    return pages.form_page(
        request,
        engagement,
        "delegation-add",
        DelegationForm,
        partial(delegations.add_delegation, engagement=engagement),
        to=to,
        said=_("From now on they can approve in your place."),
        title=_("Let a colleague approve in your place"),
        button=_("Let them approve"),
        consequences=[
            _(
                "They can approve, or ask for a change, exactly as you can, and nothing else of what you can do."
            ),
            _("Every time, both sides read that it was done on your behalf, by whom and when."),
            _("You can still approve yourself, and take this back at any moment. They can't pass it on."),
        ],
    )


@door("delegation-revoke", POST)
def delegation_revoke(request, engagement, pk):
    """End a delegation, at once."""
    found = get_object_or_404(Delegation, engagement=engagement, pk=pk)
    return pages.act(
        request,
        engagement,
        partial(delegations.revoke_delegation, delegation=found, actor=request.user),
        to=pages.address("people", engagement, at="delegated"),
        said=_("Ended. What was approved on behalf of somebody stays approved."),
    )
