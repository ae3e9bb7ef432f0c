"""Addresses of the hand-over sheet."""

from django.urls import path

from engagements.reports.handover import views

urlpatterns = [
    path("<slug:ref>/handover/sheet/", views.handover_sheet, name="handover-sheet"),
    path("<slug:ref>/handover/sheet/file/", views.handover_sheet_file, name="handover-sheet-file"),
]
