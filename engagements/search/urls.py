"""Addresses of the search. Stands first: `search` is no reference of an engagement."""

from django.urls import path

from engagements.search import views

urlpatterns = [
    path("search/", views.search_all, name="search-all"),
    path("<slug:ref>/search/", views.search, name="search"),
]
