"""Addresses of the overview: the list, a new engagement, its overview and the client's progress page."""

from django.urls import path

from engagements.overview import board_views, switch_views, views

urlpatterns = [
    path("", views.engagement_list, name="list"),
    path("new/", views.new, name="new"),
    path("switch/", switch_views.switch, name="switch"),
    path("board/", board_views.board, name="board"),
    path("board/file/<slug:ending>/", board_views.board_file, name="board-file"),
    path("list/file/<slug:ending>/", views.list_file, name="engagements-file"),
    path("<slug:ref>/", views.engagement, name="engagement"),
    path("<slug:ref>/progress/", views.progress, name="progress"),
    path("<slug:ref>/progress/as/<int:pk>/", views.view_as, name="view-as"),
]
