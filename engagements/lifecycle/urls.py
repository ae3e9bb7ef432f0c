"""Addresses of the life cycle, below /engagements/<ref>/."""

from django.urls import path

from engagements.lifecycle import asking_views, list_views, views
from engagements.lifecycle.commands import COMMANDS

urlpatterns = [
    *(path(f"<slug:ref>/{key}/", views.command_page(key), name=key) for key in COMMANDS),
    path("<slug:ref>/waive/<slug:criterion>/", views.waive, name="waive"),
    path("<slug:ref>/gate/", views.gate, name="gate"),
    path("<slug:ref>/gate/count/", views.gate_count, name="gate-count"),
    path("<slug:ref>/gate/<slug:criterion>/ask/", asking_views.request_add, name="request-add"),
    path("<slug:ref>/requests/<int:pk>/withdraw/", asking_views.request_withdraw, name="request-withdraw"),
    path("<slug:ref>/lists/<slug:listed>/<slug:ending>/", list_views.list_file, name="list-file"),
    path("<slug:ref>/history/", views.history, name="history"),
    path("<slug:ref>/change/", views.engagement_change, name="engagement-change"),
]
