"""Addresses of this room, below /engagements/<ref>/."""

from django.urls import path

from engagements.sparring import views

urlpatterns = [
    path("<slug:ref>/sparring/", views.sparring, name="sparring"),
    path("<slug:ref>/sparring/add/", views.sparring_add, name="sparring-add"),
    path("<slug:ref>/sparring/<int:pk>/", views.sparring_question, name="sparring-question"),
    path("<slug:ref>/sparring/<int:pk>/change/", views.sparring_change, name="sparring-change"),
    path("<slug:ref>/sparring/<int:pk>/say/", views.sparring_say, name="sparring-say"),
    path("<slug:ref>/sparring/<int:pk>/decide/", views.sparring_decide, name="sparring-decide"),
    path("<slug:ref>/sparring/<int:pk>/share/", views.sparring_share, name="sparring-share"),
]
