"""The address of the blank hand-over sheet, Dutch and English."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from engagements.reports.handover import public

app_name = "specimens"
urlpatterns = [path(pgettext_lazy("url", "hand-over-sheet.pdf"), public.specimen, name="handover")]
