"""The calendar for programs, at its secret address; and the page on which its person makes and ends that address."""

import hashlib

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from engagements.calendar import feed, services
from engagements.calendar.forms import TitlesForm
from engagements.calendar.models import Calendar
from outbox.links import absolute

PAGE = "engagements/calendar/calendar.html"
#: So many addresses that lead nowhere may be asked for from one place in an hour.
MISSES_AN_HOUR = 60
HOUR = 3600


# -- For programs ----------------------------------------------------------------------------------


@require_safe
def read(request, secret):
    """The calendar at this address: no session, no cookie, and no copy but that of the program that asks."""
    calendar = services.calendar_at(secret)
    if calendar is None:
        return _nothing_here(request)
    if not services.count_read(calendar):
        return _too_often()
    with translation.override(calendar.user.language):
        told = services.told_by(calendar)
        body = feed.written(told)
    changed = int(max((each.entry.changed_at for each in told), default=calendar.made_at).timestamp())
    headers = {
        "Cache-Control": "private, no-cache",
        "Content-Disposition": 'inline; filename="calendar.ics"',
        "Content-Language": calendar.user.language,
        "ETag": quote_etag(hashlib.sha256(body).hexdigest()),
        "Last-Modified": http_date(changed),
        "X-Robots-Tag": "noindex",
    }
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)
    return get_conditional_response(request, headers["ETag"], changed, response)


def _nothing_here(request):
    """Answer an address that never was, or is no more: the same, without a page that would open a session."""
    key = f"calendar-misses-{_place_of(request)}"
    misses = cache.get(key, 0)
    if misses >= MISSES_AN_HOUR:
        return _too_often()
    cache.set(key, misses + 1, HOUR)
    return _plainly(_("There is no calendar at this address."), 404)


def _place_of(request):
    try:
        return get_adapter().get_client_ip(request)
    except PermissionDenied:  # it can't be told, behind a proxy that does not say
        return "unknown"


def _too_often():
    response = _plainly(_("This is asked too often. Try again in an hour."), 429)
    response["Retry-After"] = str(HOUR)
    return response


def _plainly(sentence, status):
    headers = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}
    return HttpResponse(
        f"{sentence}\n", status=status, content_type="text/plain; charset=utf-8", headers=headers
    )


# -- For its person --------------------------------------------------------------------------------


@require_safe
@login_required
def calendar(request):
    """Whether there is an address for one's calendar, when it was last read, and what one can do about it."""
    return _page(request)


@require_POST
@login_required
def make(request):
    """Make a new address and show it, this once; the one there was stops working."""
    form = TitlesForm(request.POST, instance=Calendar(user=request.user))
    if not form.is_valid():
        return _page(request, form=form, status=422)
    secret = services.make_address(actor=request.user, titles=form.cleaned_data["titles"])
    address = absolute(reverse("calendar_feed:read", args=[secret]))
    # Not after a redirect: it would have to be kept somewhere on the way.
    return _page(request, address=address, status=201)


@require_POST
@login_required
def titles(request):
    """Say how much the titles tell."""
    form = TitlesForm(request.POST, instance=Calendar(user=request.user))
    if not form.is_valid():
        return _page(request, form=form, status=422)
    services.choose_titles(actor=request.user, titles=form.cleaned_data["titles"])
    messages.success(request, _("Stored. Your calendar shows it when it looks again, within a few hours."))
    return redirect("engagements:calendar")


@require_POST
@login_required
def revoke(request):
    """Take the address back."""
    services.revoke_address(actor=request.user)
    messages.success(
        request, _("The address no longer works. Remove the calendar from your calendar app, too.")
    )
    return redirect("engagements:calendar")


def _page(request, form=None, address="", status=200):
    found = Calendar.objects.filter(user=request.user).first()
    context = {
        "calendar": found,
        "is_open": bool(found and found.secret_hash),
        "form": form or TitlesForm(instance=found),
        "address": address,
        "subscribe": address.replace("https://", "webcal://").replace("http://", "webcal://"),
    }
    return render(request, PAGE, context, status=status)
