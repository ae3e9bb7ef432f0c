"""Addresses of the page about one's own calendar; they belong to no single engagement."""

from django.urls import path

from engagements.calendar import views

urlpatterns = [
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/make/", views.make, name="calendar-make"),
    path("calendar/titles/", views.titles, name="calendar-titles"),
    path("calendar/revoke/", views.revoke, name="calendar-revoke"),
]
