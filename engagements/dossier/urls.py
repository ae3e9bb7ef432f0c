"""Addresses of the dossier, below /engagements/<ref>/."""

from django.urls import path

from engagements.dossier import views

urlpatterns = [
    path("<slug:ref>/dossier/", views.dossier, name="dossier"),
    path("<slug:ref>/dossier/client/", views.dossier_client, name="dossier-client"),
    path("<slug:ref>/dossier/register/", views.dossier_register, name="dossier-register"),
]
