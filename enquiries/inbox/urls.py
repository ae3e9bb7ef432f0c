"""Addresses of the inbox. Names are those of the permission table."""

from django.urls import path

from enquiries.inbox import views

app_name = "inbox"
urlpatterns = [
    path("", views.inbox, name="list"),
    path("file/<slug:ending>/", views.inbox_file, name="list-file"),
    path("<slug:ref>/", views.enquiry, name="enquiry"),
    path("<slug:ref>/answer/", views.answer, name="answer"),
    path("<slug:ref>/note/", views.note, name="note"),
    path("<slug:ref>/assign/", views.assign, name="assign"),
    path("<slug:ref>/talk/", views.talk, name="talk"),
    path("<slug:ref>/decline/", views.decline, name="decline"),
    path("<slug:ref>/withdraw/", views.withdraw, name="withdraw"),
    path("<slug:ref>/resume/", views.resume, name="resume"),
    path("<slug:ref>/clear/", views.clear, name="clear"),
    path("<slug:ref>/convert/", views.convert, name="convert"),
    path("<slug:ref>/remind/", views.remind, name="remind"),
    path("<slug:ref>/retry/", views.retry, name="retry"),
]
