"""Addresses of the overview: the list, a new engagement, its overview and the client's progress page."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
