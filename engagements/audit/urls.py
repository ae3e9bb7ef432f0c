"""Addresses of this room, below /engagements/<ref>/."""

from django.urls import path

from engagements.audit import views

urlpatterns = [
    path("<slug:ref>/audit/", views.audit, name="audit"),
]
