"""Addresses of the life cycle, below /engagements/<ref>/."""

from django.urls import path

from engagements.lifecycle import views
from engagements.lifecycle.commands import COMMANDS

urlpatterns = [
    *(path(f"<slug:ref>/{key}/", views.command_page(key), name=key) for key in COMMANDS),
    path("<slug:ref>/waive/<slug:criterion>/", views.waive, name="waive"),
    path("<slug:ref>/history/", views.history, name="history"),
    path("<slug:ref>/change/", views.engagement_change, name="engagement-change"),
]
