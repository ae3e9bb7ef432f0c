"""Addresses of this room, below /engagements/<ref>/."""

from django.urls import path

from engagements.questions import views

urlpatterns = [
    path("<slug:ref>/questions/", views.questions, name="questions"),
    path("<slug:ref>/questions/add/", views.question_add, name="question-add"),
    path("<slug:ref>/questions/kept/", views.question_kept, name="question-kept"),
    path("<slug:ref>/questions/<int:pk>/answer/", views.question_answer, name="question-answer"),
]
