"""Addresses of the published cases: Dutch at /praktijkverhalen/, English at /en/cases/."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from engagements.cases import public

app_name = "cases"
urlpatterns = [
    path(pgettext_lazy("url", "cases/"), public.case_list, name="list"),
    path(pgettext_lazy("url", "cases/<slug:slug>/"), public.case, name="case"),
]
