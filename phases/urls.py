"""The public pages: Dutch at /, English at /en/, one address per step in each."""

from django.urls import path, register_converter
from django.utils.translation import pgettext_lazy

from phases import converters, views

register_converter(converters.PhaseConverter, "phase")

app_name = "phases"
urlpatterns = [
    path("", views.overview, name="overview"),
    path(pgettext_lazy("url", "approach/<phase:key>/"), views.phase, name="phase"),
]
