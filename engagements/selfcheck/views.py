"""Pages of the self-check: what somebody answered before, six questions, sharing one, and the talk."""

from functools import partial

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.lifecycle import commands, pages
from engagements.lifecycle.door import FORM, door
from engagements.lifecycle.exceptions import Refusal
from engagements.lifecycle.forms import PlainForm
from engagements.people.roles import Role
from engagements.selfcheck import services
from engagements.selfcheck.forms import SelfCheckForm
from engagements.selfcheck.items import ITEMS, Reply
from engagements.selfcheck.models import SelfCheck

HOME = "selfcheck"
#: What an honest talk may lead to, the lightest first.
WAYS_OUT = {
    commands.HOLD: gettext_lazy(
        "Time for the organisation to put right what is missing. Everything waits; nothing is lost."
    ),
    commands.STEP_BACK: gettext_lazy(
        "Back to the table: what is asked, by whom, and with what. For when the work outran the assignment."
    ),
    commands.END_EARLY: gettext_lazy(
        "Giving it back, with an honest list of what is open and who holds it. That is part of the craft, not a defeat."
    ),
}
LATEST = 50


@door("selfcheck")
def selfcheck(request, engagement):
    """The visitor's own checks, newest first; a shadow manager's are those shared with them."""
    checks = SelfCheck.objects.filter(engagement=engagement).seen_from(request.seat).select_related("author")
    return pages.show(
        request,
        engagement,
        "engagements/selfcheck/selfcheck.html",
        checks=list(checks[:LATEST]),
        readers=services.readers_of(engagement) if request.seat.role == Role.MANAGER else [],
    )


@door("selfcheck-add", FORM)
def selfcheck_add(request, engagement):
    """Answer six questions, for oneself."""
    to = pages.address(HOME, engagement)
    if closed := pages.no_use(request, engagement, "selfcheck-add", to):
        return closed
    form = pages.bind(SelfCheckForm, request, engagement)
    return pages.submit(
        request,
        engagement,
        form,
        partial(services.add_selfcheck, engagement=engagement, actor=request.user),
        to=to,
        said=_("Kept, for you alone."),
        title=_("Is this still the right engagement for you?"),
        button=_("Keep it for myself"),
        template="engagements/selfcheck/add.html",
        rows=[(form[f"reply_{item.key}"], form[f"line_{item.key}"]) for item in ITEMS],
    )


@door("selfcheck-share", FORM)
def selfcheck_share(request, engagement, pk):
    """Let the shadow manager read one check, on purpose."""
    mine = SelfCheck.objects.filter(engagement=engagement).seen_from(request.seat)
    check = get_object_or_404(mine.select_related("engagement"), pk=pk)
    to = pages.address(HOME, engagement)
    readers = services.readers_of(engagement)
    if request.method != "POST":
        try:
            services.require_shareable(check, lambda: readers)
        except Refusal as refusal:
            return pages.show(
                request,
                engagement,
                "engagements/refused.html",
                status=refusal.status,
                refusal=refusal,
                back=to,
            )
    names = ", ".join(str(each) for each in readers)
    return pages.submit(
        request,
        engagement,
        pages.bind(PlainForm, request, engagement),
        partial(services.share_selfcheck, check=check, actor=request.user),
        to=to,
        said=_("Shared. They read it at their next visit."),
        title=_("Share this self-check"),
        button=_("Share it"),
        consequences=[
            _("From now on %(names)s can read these six answers, with every line you wrote.")
            % {"names": names},
            _("Nobody else can: not the client, not the practice administrator."),
            _("Your other self-checks stay yours alone."),
            _("What has been read can't be unread: this can't be undone. Nobody is mailed."),
        ],
    )


@door("selfcheck-talk")
def selfcheck_talk(request, engagement):
    """How to have the talk with the sponsor, and the ways out."""
    checks = SelfCheck.objects.filter(engagement=engagement).seen_from(request.seat)
    latest = checks.first() if request.seat.role == Role.MANAGER else None
    replies = latest.replies if latest else []
    members = engagement.memberships.current().select_related("user")
    return pages.show(
        request,
        engagement,
        "engagements/selfcheck/talk.html",
        sponsors=[each for each in members if each.role == Role.SPONSOR],
        sentences=[item.in_the_talk for item, reply, _line in replies if reply == Reply.YES]
        or [item.in_the_talk for item in ITEMS],
        of_my_own=any(reply == Reply.YES for _item, reply, _line in replies),
        ways_out=_ways_out(engagement, request.seat),
    )


def _ways_out(engagement, seat):
    """Return the ways out that are open to the seat now."""
    return [
        {"title": rule.title, "says": says, "url": reverse(f"engagements:{rule.key}", args=[engagement.ref])}
        for rule, says in WAYS_OUT.items()
        if seat.may(rule.key) and rule.target(engagement.phase, engagement.standing) is not None
    ]
