"""Addresses of this room, below /engagements/<ref>/."""

from django.urls import path

from engagements.evaluation import views

urlpatterns = [
    path("<slug:ref>/evaluation/", views.evaluation, name="evaluation"),
    path("<slug:ref>/checks/<int:pk>/answer/", views.check_answer, name="check-answer"),
    path("<slug:ref>/checks/<int:pk>/skip/", views.check_skip, name="check-skip"),
    path("<slug:ref>/checks/of/<int:pk>/again/", views.check_again, name="check-again"),
    path("<slug:ref>/fine-tuning/add/", views.fine_tuning_add, name="fine-tuning-add"),
    path("<slug:ref>/fine-tuning/<int:pk>/change/", views.fine_tuning_change, name="fine-tuning-change"),
    path("<slug:ref>/fine-tuning/<int:pk>/done/", views.fine_tuning_done, name="fine-tuning-done"),
    path("<slug:ref>/evaluation/give/", views.evaluation_give, name="evaluation-give"),
    path("<slug:ref>/fresh-wind/<int:pk>/settle/", views.fresh_wind_settle, name="fresh-wind-settle"),
    path("<slug:ref>/lessons/add/", views.lesson_add, name="lesson-add"),
]
