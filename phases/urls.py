"""The public pages: Dutch at /, English at /en/, one address per step in each, and the variant for a frame."""

from django.urls import path, register_converter
from django.utils.translation import pgettext_lazy

from phases import converters, frames, views
from phases.previews.views import image

register_converter(converters.PhaseConverter, "phase")

app_name = "phases"
urlpatterns = [
    path("", views.overview, name="overview"),
    path(pgettext_lazy("url", "approach/<phase:key>/"), views.phase, name="phase"),
    path("embed/", frames.overview, name="framed_overview"),
    path("embed/<phase:key>/", frames.phase, name="framed_phase"),
    path(pgettext_lazy("url", "image.png"), image, name="preview_overview"),
    path(pgettext_lazy("url", "approach/<phase:key>/image.png"), image, name="preview"),
]
