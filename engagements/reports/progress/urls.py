"""Addresses of the progress reports."""

from django.urls import path

from engagements.reports.progress import views

urlpatterns = [
    path("<slug:ref>/reports/", views.reports, name="reports"),
    path("<slug:ref>/reports/add/", views.report_add, name="report-add"),
    path("<slug:ref>/reports/rhythm/", views.report_schedule, name="report-schedule"),
    path("<slug:ref>/reports/<int:pk>/", views.report, name="report"),
    path("<slug:ref>/reports/<int:pk>/file/", views.report_file, name="report-file"),
    path("<slug:ref>/reports/<int:pk>/change/", views.report_change, name="report-change"),
    path("<slug:ref>/reports/<int:pk>/renew/", views.report_renew, name="report-renew"),
    path("<slug:ref>/reports/<int:pk>/discard/", views.report_discard, name="report-discard"),
    path("<slug:ref>/reports/<int:pk>/send/", views.report_send, name="report-send"),
    path("<slug:ref>/reports/<int:pk>/correct/", views.report_correct, name="report-correct"),
]
