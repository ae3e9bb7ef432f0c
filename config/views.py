"""Answers that belong to no room: a stale form token."""

from django.shortcuts import render


def csrf_failure(request, reason=""):
    """Say in plain words that the form was too old or came from elsewhere; the browser's back keeps what was typed."""
    return render(request, "403_csrf.html", status=403)
