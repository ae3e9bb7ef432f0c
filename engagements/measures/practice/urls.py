"""Addresses that belong to no single engagement. Stand first: `practice` is no reference of one."""

from django.urls import path

from engagements.measures.practice import views

urlpatterns = [
    path("practice/", views.measures, name="practice-measures"),
    path("practice/<slug:key>/drawing.svg", views.measure_svg, name="practice-measure-svg"),
    path("practice/<slug:key>/file/<slug:ending>/", views.measure_file, name="practice-measure-file"),
]
