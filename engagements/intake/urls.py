"""Addresses of this room, below /engagements/<ref>/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
