"""Addresses that belong to no single engagement: what is pressing today, and logging from anywhere."""

from django.urls import path

from engagements.today import views

urlpatterns = [
    path("today/", views.today, name="today"),
    path("today/do/", views.do, name="today-do"),
    path("log/", views.quick_log, name="quick-log"),
]
