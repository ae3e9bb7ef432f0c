"""Addresses of this room, below /engagements/<ref>/."""

from django.urls import path

from engagements.people import delegation_views, mail_views, views

urlpatterns = [
    path("<slug:ref>/people/", views.people, name="people"),
    path("<slug:ref>/people/delegate/", delegation_views.delegation_add, name="delegation-add"),
    path(
        "<slug:ref>/people/delegate/<int:pk>/revoke/",
        delegation_views.delegation_revoke,
        name="delegation-revoke",
    ),
    path("<slug:ref>/mail/", mail_views.mail, name="mail"),
    path("<slug:ref>/mail/<int:pk>/again/", mail_views.mail_again, name="mail-again"),
    path("<slug:ref>/people/add/", views.member_add, name="member-add"),
    path("<slug:ref>/people/<int:pk>/change/", views.member_change, name="member-change"),
    path("<slug:ref>/people/<int:pk>/end/", views.member_end, name="member-end"),
    path("<slug:ref>/people/<int:pk>/resend/", views.member_resend, name="member-resend"),
    path("<slug:ref>/people/<int:pk>/revoke/", views.member_revoke, name="member-revoke"),
]
