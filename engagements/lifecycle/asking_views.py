"""Pages about requests: asking somebody for a criterion of the gate, and taking that back."""

from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from engagements.lifecycle import asking, mailing, pages, requests
from engagements.lifecycle.door import FORM, POST, door
from engagements.lifecycle.exceptions import NotNow, Refusal
from engagements.lifecycle.forms import AskForm
from engagements.lifecycle.models import Request
from phases.definitions import CRITERIA


@door("request-add", FORM)
def request_add(request, engagement, criterion):
    """Ask somebody for one open criterion; the buttons say who is mailed."""
    if criterion not in CRITERIA:
        raise Http404
    to = pages.address("gate", engagement, at=criterion)
    if closed := pages.closed(request, engagement, "request-add", to):
        return closed
    try:
        line = asking.require_open(engagement, criterion)
        people, resting = _whom(engagement, line, request.seat)
    except Refusal as refusal:
        return pages.show(
            request, engagement, "engagements/refused.html", status=refusal.status, refusal=refusal, back=to
        )
    weight = requests.weight_of(line.definition)
    rhythms = {each.member.pk: each.how for each in mailing.mailing(people, weight)}
    form = pages.bind(
        partial(AskForm, candidates=[(each.pk, _told(each, rhythms.get(each.pk))) for each in people]),
        request,
        engagement,
    )
    return pages.submit(
        request,
        engagement,
        form,
        partial(asking.add_requests, engagement=engagement, actor=request.user, criterion=criterion),
        to=to,
        said=_("Asked. You see it with the criterion, until it is done."),
        title=_("Ask for this"),
        template="engagements/lifecycle/ask.html",
        line=line,
        what=line.sentence_for(request.seat),
        mailed=[each for each in people if each.pk in rhythms],
        all_at_once=set(rhythms.values()) == {mailing.AT_ONCE},
        one=people[0] if len(people) == 1 else None,
        how=rhythms.get(people[0].pk),
        resting=resting,
    )


def _whom(engagement, line, seat):
    """Return whom the seat may ask now, and a sentence for each who was asked lately; raise NotNow for nobody."""
    until = requests.recently(engagement, line.definition.key)
    everybody = requests.candidates(line, seat)
    resting = [requests.resting(each, until[each.pk]) for each in everybody if each.pk in until]
    people = [each for each in everybody if each.pk not in until]
    if not people:
        raise NotNow(*resting or [_("Nobody else who takes part can do this yet.")])
    return people, resting


def _told(member, how):
    """Return who somebody is, and when they read it unless they are asked at once."""
    named = f"{member} ({member.get_role_display()})"
    if how is None:
        return _("%(who)s, who reads it at the next visit") % {"who": named}
    if how == mailing.AT_ONCE:
        return named
    return _("%(who)s, otherwise mailed %(how)s") % {"who": named, "how": how}


@door("request-withdraw", POST)
def request_withdraw(request, engagement, pk):
    """Take back what the visitor asked."""
    asked = get_object_or_404(Request.objects.select_related("engagement"), engagement=engagement, pk=pk)
    return pages.act(
        request,
        engagement,
        partial(asking.withdraw_request, request=asked, actor=request.user),
        to=pages.address("gate", engagement, at=asked.criterion),
        said=_("Taken back. It no longer stands on their page."),
    )
