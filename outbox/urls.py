"""Addresses of mail: where whoever gets it asks for less, and the administrator's page of all of it."""

from django.urls import path

from outbox import desk as pages
from outbox import views

app_name = "outbox"

urlpatterns = [path("stop/<str:secret>/", views.stop, name="stop")]

desk = (
    [
        path("", pages.mail, name="mail"),
        path("file/<slug:ending>/", pages.mail_file, name="mail-file"),
        path("<int:pk>/again/", pages.again, name="again"),
    ],
    "outbox_desk",
)
