"""Addresses of files that are made in the background."""

from django.urls import path

from engagements.reports.typesetting import views

urlpatterns = [
    path("<slug:ref>/files/<int:pk>/", views.making, name="making"),
    path("<slug:ref>/files/<int:pk>/file/", views.making_file, name="making-file"),
    path("<slug:ref>/files/<int:pk>/again/", views.making_again, name="making-again"),
]
