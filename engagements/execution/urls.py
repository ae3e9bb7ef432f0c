"""Addresses of this room, below /engagements/<ref>/."""

from django.urls import path

from engagements.execution.views import goals, handover, promises

urlpatterns = [
    path("<slug:ref>/execution/", goals.execution, name="execution"),
    path("<slug:ref>/goals/<int:pk>/readings/add/", goals.reading_add, name="reading-add"),
    path("<slug:ref>/goals/<int:pk>/reached/", goals.goal_reached, name="goal-reached"),
    path("<slug:ref>/goals/<int:pk>/drop/", goals.goal_drop, name="goal-drop"),
    path("<slug:ref>/frictions/add/", goals.friction_add, name="friction-add"),
    path("<slug:ref>/commitments/", promises.commitments, name="commitments"),
    path("<slug:ref>/commitments/add/", promises.commitment_add, name="commitment-add"),
    path("<slug:ref>/commitments/<int:pk>/change/", promises.commitment_change, name="commitment-change"),
    path("<slug:ref>/commitments/<int:pk>/answer/", promises.commitment_answer, name="commitment-answer"),
    path("<slug:ref>/commitments/<int:pk>/settle/", promises.commitment_settle, name="commitment-settle"),
    path(
        "<slug:ref>/commitments/<int:pk>/renegotiate/",
        promises.commitment_renegotiate,
        name="commitment-renegotiate",
    ),
    path("<slug:ref>/commitments/<int:pk>/rehome/", promises.commitment_rehome, name="commitment-rehome"),
    path("<slug:ref>/handover/", handover.handover, name="handover"),
    path("<slug:ref>/handover/<int:pk>/lines/add/", handover.handover_line_add, name="handover-line-add"),
    path(
        "<slug:ref>/handover/lines/<int:pk>/change/",
        handover.handover_line_change,
        name="handover-line-change",
    ),
    path(
        "<slug:ref>/handover/lines/<int:pk>/remove/",
        handover.handover_line_remove,
        name="handover-line-remove",
    ),
    path(
        "<slug:ref>/handover/lines/<int:pk>/accept/",
        handover.handover_line_accept,
        name="handover-line-accept",
    ),
    path(
        "<slug:ref>/handover/lines/<int:pk>/refuse/",
        handover.handover_line_refuse,
        name="handover-line-refuse",
    ),
    path("<slug:ref>/handover/<int:pk>/accept/", handover.handover_accept, name="handover-accept"),
    path("<slug:ref>/handover/<int:pk>/give-back/", handover.handover_give_back, name="handover-give-back"),
]
