"""Pages about what was mailed."""

from functools import partial

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from engagements.lifecycle import pages
from engagements.lifecycle.door import POST, door
from engagements.people import mailed
from outbox.reading import read


@door("mail")
def mail(request, engagement):
    """What was mailed about the engagement, newest first."""
    before = request.GET.get("before", "")
    page = read(mailed.about(engagement), before=before)
    return pages.show(request, engagement, "engagements/people/mail.html", page=page, is_later=bool(before))


@door("mail-again", POST)
def mail_again(request, engagement, pk):
    """Try a mail that could not be sent once more."""
    found = get_object_or_404(mailed.about(engagement).select_related("digest"), pk=pk)
    return pages.act(
        request,
        engagement,
        partial(mailed.try_again, engagement=engagement, actor=request.user, mail=found),
        to=pages.address("mail", engagement),
        said=_("We are trying again."),
    )
