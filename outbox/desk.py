"""The practice administrator's page of all mail: what went to whom, what did not and why. Never what it says."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from outbox import post, topics
from outbox.columns import COLUMNS
from outbox.forms import ShownForm
from outbox.models import Mail
from outbox.reading import narrowed, read
from practice.desk import for_administrator
from spreadsheets.columns import cells
from spreadsheets.files import TYPES, file_response
from spreadsheets.offering import offer
from spreadsheets.reading import by_key


@require_safe
@for_administrator
def mail(request):
    """All mail, newest first; of one sort when asked for."""
    return _page(request)


@require_safe
@for_administrator
def mail_file(request, ending):
    """The same as a file for a spreadsheet."""
    if ending not in TYPES:
        raise Http404
    found = by_key(narrowed(Mail.objects.all(), ShownForm(request.GET).shown()))
    headings = [column.heading for column in COLUMNS]
    return file_response(ending, slugify(_("Mail")), headings, cells(COLUMNS, found))


@require_POST
@for_administrator
def again(request, pk):
    """Try a mail that could not be sent once more."""
    found = get_object_or_404(Mail.objects.select_related("digest"), pk=pk)
    with transaction.atomic():
        tried = post.try_again(found)
    if not tried:
        return _page(
            request, status=409, refusal=_("This mail has not failed: there is nothing to try again.")
        )
    messages.success(request, _("We are trying again."))
    return redirect("outbox_desk:mail")


def _page(request, status=200, refusal=""):
    form = ShownForm(request.GET)
    shown = form.shown()
    before = request.GET.get("before", "")
    page = read(Mail.objects.all(), before=before, shown=shown)
    named = topics.named(page.mails)
    context = {
        "page": page,
        "lines": [(each, named.get(each.topic)) for each in page.mails],
        "form": form if form.is_valid() else ShownForm(),
        "shown": shown,
        "is_later": bool(before),
        "refusal": refusal,
        "downloads": [offer(request, _("Mail"), lambda kind: reverse("outbox_desk:mail-file", args=[kind]))],
    }
    return render(request, "outbox/desk.html", context, status=status)
