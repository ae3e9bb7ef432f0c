"""Addresses of mail: where whoever gets it asks for less."""

from django.urls import path

from outbox import views

app_name = "outbox"

urlpatterns = [path("stop/<str:secret>/", views.stop, name="stop")]
