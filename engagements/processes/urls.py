"""Addresses of this room, below /engagements/<ref>/."""

from django.urls import path

from engagements.processes import views

urlpatterns = [
    path("<slug:ref>/processes/", views.processes, name="processes"),
    path("<slug:ref>/processes/add/", views.process_add, name="process-add"),
    path("<slug:ref>/processes/<int:pk>/", views.process, name="process"),
    path("<slug:ref>/processes/<int:pk>/change/", views.process_change, name="process-change"),
    path("<slug:ref>/processes/<int:pk>/remove/", views.process_remove, name="process-remove"),
    path("<slug:ref>/processes/<int:pk>/rate/", views.rating_add, name="rating-add"),
    path("<slug:ref>/processes/<int:pk>/handholds/add/", views.handhold_add, name="handhold-add"),
    path("<slug:ref>/processes/handholds/<int:pk>/change/", views.handhold_change, name="handhold-change"),
    path("<slug:ref>/processes/handholds/<int:pk>/remove/", views.handhold_remove, name="handhold-remove"),
]
