"""What the pages of the inbox have in common: binding a form, and one way to hand it in."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from engagements.lifecycle import unsent
from engagements.lifecycle.exceptions import Refusal
from engagements.lifecycle.pages import differences
from enquiries.inbox import legality
from enquiries.inbox.forms import EnquiryForm
from enquiries.models import Enquiry
from phases.shapes import Text


def address(enquiry: Enquiry) -> str:
    """Return the address of an enquiry's own page."""
    return reverse("inbox:enquiry", args=[enquiry.ref])


def hand_in(
    request: Any,
    enquiry: Enquiry,
    form: Callable[..., BaseForm],
    service: Callable[..., Any],
    *,
    action: str,
    said: Callable[[Any], Text],
    to: Callable[[Any], Any] | None = None,
    template: str = "enquiries/inbox/form.html",
    **context: Any,
) -> HttpResponse:
    """Show a form about an enquiry; when it is handed in, call the service, say so, and go on.

    `said` and `to` get what the service returned; without `to` the enquiry's own page follows. Where the moment of the
    action is over there is no form (409). Input that can't be taken comes back with what was typed and a message beside
    the field (422); a refusal with its sentences and its own status.
    """
    if request.method != "POST" and not legality.is_now(enquiry, action):
        return refused(request, enquiry, [legality.refusal(enquiry, action)], 409)
    data = request.POST if request.method == "POST" else unsent.take_back(request)
    bound = form(data, enquiry=enquiry, user=request.user)
    page = {"form": bound, "enquiry": enquiry, "back": address(enquiry), **context}
    show = partial(render, request, template, page)
    if request.method != "POST":
        if data is not None:
            messages.info(
                request, _("You were signed out. What you typed is back here; it is not stored yet.")
            )
        return show()
    if not bound.is_valid():
        return show(status=422)
    try:
        done = service(enquiry=enquiry, actor=request.user, **bound.cleaned_data)
    except ValidationError as error:
        bound.add_error(None, error)
        return show(status=422)
    except Refusal as refusal:
        page |= {"refusal": refusal, "differences": differences(bound, refusal)}
        page["enquiry"] = getattr(refusal, "current", None) or enquiry
        return show(status=refusal.status)
    messages.success(request, str(said(done)))
    return redirect(to(done) if to else address(enquiry))


def press(
    request: Any, enquiry: Enquiry, service: Callable[..., Model | int | None], said: Text
) -> HttpResponse:
    """Carry out what one button does and asks nothing; a refusal is a page of its own, with the way back."""
    form = EnquiryForm(request.POST, enquiry=enquiry, user=request.user)
    if not form.is_valid():
        return refused(request, enquiry, [_("This did not arrive as it was on the page. Try it again.")], 422)
    try:
        service(enquiry=enquiry, actor=request.user, **form.cleaned_data)
    except Refusal as refusal:
        return refused(request, enquiry, refusal.reasons, refusal.status)
    messages.success(request, str(said))
    return redirect(address(enquiry))


def refused(request: Any, enquiry: Enquiry, reasons: Any, status: int) -> HttpResponse:
    """Return the page that says why something was not done."""
    context = {"enquiry": enquiry, "reasons": reasons, "back": address(enquiry)}
    return render(request, "enquiries/inbox/refused.html", context, status=status)
