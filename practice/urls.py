"""The practice's addresses: a public page per language, its colours, and the administrator's desk."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from practice import desk as views
from practice.views import colours, page

public = ([path(pgettext_lazy("url", "practice/"), page, name="page")], "practice")

files = ([path("practice.css", colours, name="colours")], "practice_files")

desk = (
    [
        path("", views.practice, name="practice"),
        path("managers/", views.managers, name="managers"),
        path("managers/add/", views.manager_add, name="manager-add"),
        path("managers/<int:pk>/", views.manager_change, name="manager"),
        path("managers/<int:pk>/show/", views.manager_show, name="manager-show"),
        path("managers/<int:pk>/move/", views.manager_move, name="manager-move"),
    ],
    "practice_desk",
)
