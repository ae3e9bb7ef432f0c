"""The address of every list as a file."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from engagements.lifecycle.door import door
from engagements.lifecycle.lists import LISTS
from spreadsheets.files import TYPES


@door("list-file")
def list_file(request, engagement, listed, ending):
    """One list as a file, for whoever may open the page it belongs to, narrowed as that page is."""
    found = LISTS.get(listed)
    if found is None or ending not in TYPES:
        raise Http404
    if not found.opens_to(request.seat):
        raise PermissionDenied(_("Your role in this engagement does not include this."))
    return found.as_file(engagement, request.seat, request.GET, ending)
