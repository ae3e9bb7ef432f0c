"""Addresses of the self-check, below /engagements/<ref>/."""

from django.urls import path

from engagements.selfcheck import views

urlpatterns = [
    path("<slug:ref>/selfcheck/", views.selfcheck, name="selfcheck"),
    path("<slug:ref>/selfcheck/add/", views.selfcheck_add, name="selfcheck-add"),
    path("<slug:ref>/selfcheck/talk/", views.selfcheck_talk, name="selfcheck-talk"),
    path("<slug:ref>/selfcheck/<int:pk>/share/", views.selfcheck_share, name="selfcheck-share"),
]
