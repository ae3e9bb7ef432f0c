"""Addresses of this room, below /engagements/<ref>/."""

from django.urls import path

from engagements.cases import views

urlpatterns = [
    path("<slug:ref>/case/", views.case, name="case"),
    path("<slug:ref>/case/write/<slug:language>/", views.case_change, name="case-change"),
    path("<slug:ref>/case/write/<slug:language>/remove/", views.case_remove, name="case-remove"),
    path("<slug:ref>/case/ask/", views.case_ask, name="case-ask"),
    path("<slug:ref>/case/consent/", views.case_consent, name="case-consent"),
    path("<slug:ref>/case/return/", views.case_return, name="case-return"),
    path("<slug:ref>/case/publish/", views.case_publish, name="case-publish"),
    path("<slug:ref>/case/take-down/", views.case_unpublish, name="case-unpublish"),
    path("<slug:ref>/case/take-back/", views.case_withdraw, name="case-withdraw"),
]
