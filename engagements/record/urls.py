"""Addresses of this room, below /engagements/<ref>/."""

from django.urls import path

from engagements.record import month_views, views

urlpatterns = [
    path("<slug:ref>/log/", views.log, name="log"),
    path("<slug:ref>/record/<slug:kind>-<int:pk>/", views.record_line, name="record-line"),
    path("<slug:ref>/log/add/", views.log_add, name="log-add"),
    path("<slug:ref>/log/<int:pk>/change/", views.log_change, name="log-change"),
    path("<slug:ref>/worked-days/", views.worked_months, name="worked-months"),
    path("<slug:ref>/worked-days/add/", views.worked_month_add, name="worked-month-add"),
    path("<slug:ref>/worked-days/<int:pk>/change/", views.worked_month_change, name="worked-month-change"),
    path("<slug:ref>/worked-days/<int:pk>/submit/", views.worked_month_submit, name="worked-month-submit"),
    path(
        "<slug:ref>/worked-days/<int:pk>/correct/",
        month_views.worked_month_correct,
        name="worked-month-correct",
    ),
    path("<slug:ref>/worked-days/export/", month_views.worked_months_export, name="worked-months-export"),
    path("<slug:ref>/worked-days/<int:pk>/approve/", views.worked_month_approve, name="worked-month-approve"),
    path("<slug:ref>/worked-days/<int:pk>/dispute/", views.worked_month_dispute, name="worked-month-dispute"),
]
