"""Addresses of this room, below /engagements/<ref>/."""

from django.urls import path

from engagements.documents import views

urlpatterns = [
    path("<slug:ref>/documents/", views.documents, name="documents"),
    path("<slug:ref>/documents/add/", views.document_add, name="document-add"),
    path("<slug:ref>/documents/files/<int:pk>/", views.document_file, name="document-file"),
    path("<slug:ref>/documents/<int:pk>/", views.document, name="document"),
    path("<slug:ref>/documents/<int:pk>/change/", views.document_change, name="document-change"),
    path(
        "<slug:ref>/documents/<int:pk>/versions/add/", views.document_version_add, name="document-version-add"
    ),
    path("<slug:ref>/documents/<int:pk>/share/", views.document_share, name="document-share"),
    path("<slug:ref>/documents/<int:pk>/put-aside/", views.document_aside, name="document-aside"),
    path("<slug:ref>/documents/<int:pk>/take-back/", views.document_back, name="document-back"),
]
