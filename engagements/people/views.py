"""Pages about who takes part."""

from functools import partial

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from engagements.lifecycle import pages
from engagements.lifecycle.door import FORM, POST, door
from engagements.lifecycle.forms import PlainForm
from engagements.people import delegations, services
from engagements.people.forms import MemberChangeForm, MemberForm
from engagements.people.roles import ORGANISATION_SIDE, Role
from engagements.people.wording import what_roles_do


@door("people")
def people(request, engagement):
    """Who takes part, by side; for the practice also who has not signed in yet, and who took part before."""
    everybody = engagement.memberships.seen_from(request.seat).select_related("user")
    current = [member for member in everybody if not member.ended_on]
    managers = [member for member in current if member.role == Role.MANAGER]
    if request.seat.is_practice:
        services.add_invitations(engagement, current)
    return pages.show(
        request,
        engagement,
        "engagements/people/people.html",
        theirs=_by_role(member for member in current if member.side == ORGANISATION_SIDE),
        ours=_by_role(member for member in current if member.side != ORGANISATION_SIDE),
        earlier=[member for member in everybody if member.ended_on] if request.seat.is_practice else [],
        only_manager=managers[0] if len(managers) == 1 else None,
        no_sponsor=not any(member.role == Role.SPONSOR for member in current),
        what_roles_do=what_roles_do(request.seat),
        **_delegated(engagement, request.seat),
    )


def _delegated(engagement, seat):
    """Return who approves in whose place, for everybody to see, and what the visitor can do about it."""
    found = list(delegations.in_force(engagement))
    for each in found:
        each.is_own = seat.holds(each.giver_id) or seat.holds(each.receiver_id)
    return {"delegated": found, "may_delegate": bool(delegations.kinds_of(seat))}


def _by_role(members):
    """Return members in the order of their roles, those of one role in order of arrival."""
    order = list(Role)
    return sorted(members, key=lambda member: (order.index(member.role), member.pk))


@door("member-add", FORM)
def member_add(request, engagement):
    """Invite somebody."""
    to = pages.address("people", engagement)
    if closed := pages.no_use(request, engagement, "member-add", to):
        return closed
    form = pages.bind(MemberForm, request, engagement, initial={"role": request.GET.get("role")})
    return pages.submit(
        request,
        engagement,
        form,
        partial(services.add_member, engagement=engagement, actor=request.user),
        to=to,
        said=_("Added. The invitation is on its way by mail."),
        title=_("Invite somebody"),
        lead=_(
            "They get a mail with your name, the title of the engagement and their role. "
            "Six digits by mail let them in; nobody needs a password."
        ),
        template="engagements/people/member_add.html",
    )


@door("member-change", FORM)
def member_change(request, engagement, pk):
    """Change what somebody is here."""
    member = _taking_part(engagement, pk)
    to = pages.address("people", engagement)
    if closed := pages.no_use(request, engagement, "member-change", to):
        return closed
    name = str(member)
    return pages.submit(
        request,
        engagement,
        pages.bind(MemberChangeForm, request, engagement, instance=member),
        partial(services.change_member, member=member, actor=request.user),
        to=to,
        said=_("Stored."),
        title=name,
        lead=_("Name and address are their own to change, under Preferences."),
    )


@door("member-end", FORM)
def member_end(request, engagement, pk):
    """End somebody's part, after saying what that means."""
    member = _taking_part(engagement, pk)
    to = pages.address("people", engagement)
    endable = partial(services.require_endable, engagement, member)
    if closed := pages.no_use(request, engagement, "member-end", to, endable):
        return closed
    return pages.submit(
        request,
        engagement,
        pages.bind(PlainForm, request, engagement),
        partial(services.end_member, member=member, actor=request.user),
        to=reverse("engagements:list") if request.seat.holds(member.pk) else to,
        back=to,
        said=_("%(who)s no longer takes part.") % {"who": member},
        title=_("End the part of %(who)s") % {"who": member},
        button=_("End it today"),
        danger=True,
        consequences=[
            _("They can't see anything of this engagement any more."),
            _("What they wrote, signed and approved stays, under their name."),
            _("Nobody is mailed. You can invite them again later."),
        ],
    )


@door("member-revoke", FORM)
def member_revoke(request, engagement, pk):
    """Take back an invitation that nobody came in by, after saying what that means."""
    member = _taking_part(engagement, pk)
    to = pages.address("people", engagement)
    revocable = partial(services.require_revocable, engagement, member)
    if closed := pages.no_use(request, engagement, "member-revoke", to, revocable):
        return closed
    return pages.submit(
        request,
        engagement,
        pages.bind(PlainForm, request, engagement),
        partial(services.revoke_invitation, member=member, actor=request.user),
        to=to,
        said=_("The invitation of %(who)s is withdrawn.") % {"who": member},
        title=_("Withdraw the invitation of %(who)s") % {"who": member},
        button=_("Withdraw it"),
        danger=True,
        consequences=[
            _("The link in the mail stops working, and says so."),
            _("They take no part, and see nothing of this engagement."),
            _("Nobody is mailed. You can invite them again later."),
        ],
    )


@door("member-resend", POST)
def member_resend(request, engagement, pk):
    """Mail a new invitation; the link in an earlier one stops working."""
    member = _taking_part(engagement, pk)
    return pages.act(
        request,
        engagement,
        partial(services.resend_invitation, member=member, actor=request.user),
        to=pages.address("people", engagement),
        said=_("The invitation is on its way to %(who)s once more.") % {"who": member},
    )


def _taking_part(engagement, pk):
    return get_object_or_404(engagement.memberships.current().select_related("user"), pk=pk)
