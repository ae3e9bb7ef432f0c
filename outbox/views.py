"""The page behind List-Unsubscribe."""

from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from outbox import services
from outbox.forms import LessMailForm
from outbox.links import reader_of
from outbox.rhythms import Rhythm

ONE_CLICK = ("List-Unsubscribe", "One-Click")  # what a mail program posts for its reader: RFC 8058


@csrf_exempt  # the secret in the address is the proof, and a mail program has no cookie
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, secret):
    """Ask whoever follows the link how much less mail they want; a GET, which mail scanners do too, changes nothing."""
    reader = reader_of(secret)
    if reader is None:
        return render(request, "outbox/stop.html", {"refused": True}, status=404)
    with translation.override(reader.language):
        form = LessMailForm(request.POST if request.method == "POST" else None, now=reader.mail_rhythm)
        done = None
        if request.POST.get(ONE_CLICK[0]) == ONE_CLICK[1]:
            done = services.ask_for_less(reader=reader, rhythm=Rhythm.BINDING)
        elif form.is_valid():
            done = services.ask_for_less(reader=reader, rhythm=Rhythm(form.cleaned_data["rhythm"]))
        status = 422 if form.is_bound and done is None else 200
        context = {"reader": reader, "form": form, "done": done, "quietest": Rhythm.BINDING}
        return render(request, "outbox/stop.html", context, status=status)
