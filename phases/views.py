"""The public pages of the process."""

from django.http import HttpResponse


def overview(request):
    """All four steps at a glance."""
    return HttpResponse()


def phase(request, key):
    """One step."""
    return HttpResponse()
