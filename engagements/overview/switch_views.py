"""The switch: from one engagement straight to another, for whoever takes part in several."""

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.shortcuts import render
from django.views.decorators.http import require_safe

from engagements.lifecycle.models import Engagement
from engagements.people.models import Membership


@require_safe
@login_required
def switch(request):
    """List every engagement the visitor takes part in, by organisation; `from` is where they are now.

    Every page of an engagement leads here, and none of them has to know more than that there is another one.
    """
    mine = Membership.objects.current().filter(user=request.user)
    found = (
        Engagement.objects.visible_to(request.user)
        .select_related("organisation")
        .prefetch_related(Prefetch("memberships", queryset=mine, to_attr="mine"))
        .order_by("organisation__name", "organisation_id", "title", "pk")
    )
    template = "engagements/overview/switch.html"
    context = {"engagements": found, "here": request.GET.get("from", "")}
    return render(request, f"{template}#engagements" if request.htmx else template, context)
