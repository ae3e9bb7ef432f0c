"""Addresses of this room, below /engagements/<ref>/."""

from django.urls import path

from engagements.intake.views import assignment, claims, room, trust

CHANGE = "<slug:ref>/intake/changes/"
CLAIM = "<slug:ref>/claims/"
SEEN = "<slug:ref>/intake/observations/"
SIGNED = "<slug:ref>/assignment/"
TRUST = "<slug:ref>/trust/"

urlpatterns = [
    path("<slug:ref>/intake/", room.intake, name="intake"),
    path(f"{SEEN}add/", room.observation_add, name="observation-add"),
    path(f"{SEEN}<int:pk>/", room.observation_change, name="observation-change"),
    path(f"{SEEN}<int:pk>/remove/", room.observation_remove, name="observation-remove"),
    path(f"{CHANGE}add/", room.intended_change_add, name="intended-change-add"),
    path(f"{CHANGE}<int:pk>/", room.intended_change_change, name="intended-change-change"),
    path(f"{CHANGE}<int:pk>/remove/", room.intended_change_remove, name="intended-change-remove"),
    path(CLAIM, claims.claims, name="claims"),
    path(f"{CLAIM}add/", claims.claim_add, name="claim-add"),
    path(f"{CLAIM}<int:pk>/", claims.claim_change, name="claim-change"),
    path(f"{CLAIM}<int:pk>/remove/", claims.claim_remove, name="claim-remove"),
    path(f"{CLAIM}conflicts/add/", claims.conflict_add, name="conflict-add"),
    path(f"{CLAIM}conflicts/<int:pk>/", claims.conflict_handle, name="conflict-handle"),
    path(SIGNED, assignment.assignment, name="assignment"),
    path(f"{SIGNED}draft/", assignment.assignment_draft, name="assignment-draft"),
    path(f"{SIGNED}<int:pk>/", assignment.assignment_change, name="assignment-change"),
    path(f"{SIGNED}<int:pk>/discard/", assignment.assignment_discard, name="assignment-discard"),
    path(f"{SIGNED}<int:pk>/sign/", assignment.assignment_sign, name="assignment-sign"),
    path(f"{SIGNED}<int:pk>/ask-for-change/", assignment.assignment_return, name="assignment-return"),
    path(f"{SIGNED}<int:pk>/confirm/", assignment.assignment_confirm, name="assignment-confirm"),
    path(TRUST, trust.trust, name="trust"),
    path(f"{TRUST}ask/", trust.trust_ask, name="trust-ask"),
    path(f"{TRUST}<int:pk>/", trust.trust_answer, name="trust-answer"),
]
