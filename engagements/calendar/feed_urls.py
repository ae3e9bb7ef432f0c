"""The address programs read a calendar at: whoever has it needs no more."""

from django.urls import path

from engagements.calendar import views

app_name = "calendar_feed"
urlpatterns = [path("calendar/<str:secret>.ics", views.read, name="read")]
