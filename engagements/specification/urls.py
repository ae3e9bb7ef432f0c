"""Addresses of this room, below /engagements/<ref>/."""

from django.urls import path

from engagements.specification import views

urlpatterns = [
    path("<slug:ref>/plan/", views.plan, name="plan"),
    path("<slug:ref>/plan/final-goal/", views.final_goal_change, name="final-goal-change"),
    path("<slug:ref>/plan/goals/add/", views.goal_add, name="goal-add"),
    path("<slug:ref>/plan/goals/<int:pk>/change/", views.goal_change, name="goal-change"),
    path("<slug:ref>/plan/goals/<int:pk>/remove/", views.goal_remove, name="goal-remove"),
    path("<slug:ref>/plan/slip/", views.slip_test, name="slip-test"),
    path("<slug:ref>/plan/submit/", views.plan_submit, name="plan-submit"),
    path("<slug:ref>/plan/approve/", views.plan_approve, name="plan-approve"),
    path("<slug:ref>/plan/return/", views.plan_return, name="plan-return"),
]
