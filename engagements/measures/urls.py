"""Addresses of this room, below /engagements/<ref>/."""

from django.urls import path

from engagements.measures import views

urlpatterns = [
    path("<slug:ref>/measures/", views.measures, name="measures"),
    path("<slug:ref>/measures/<slug:key>/", views.measure, name="measure"),
    path("<slug:ref>/measures/<slug:key>/drawing.svg", views.measure_svg, name="measure-svg"),
    path("<slug:ref>/measures/<slug:key>/numbers.csv", views.measure_csv, name="measure-csv"),
]
