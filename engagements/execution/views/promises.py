"""Promises per person, and what is done with one."""

from functools import partial

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from engagements.execution import boards, rules, services
from engagements.execution.forms import (
    AnswerForm,
    ChangeCommitmentForm,
    CommitmentForm,
    RehomeForm,
    RenegotiateForm,
    SettleForm,
)
from engagements.execution.models import Commitment
from engagements.lifecycle import pages
from engagements.lifecycle.door import FORM, door


@door("commitments")
def commitments(request, engagement):
    """Promises of named people, with their history."""
    people = boards.promises(engagement, request.seat)
    return pages.show(request, engagement, "engagements/execution/commitments.html", people=people)


@door("commitment-add", FORM)
def commitment_add(request, engagement):
    """Promise something, or ask somebody else to."""
    return pages.form_page(
        request,
        engagement,
        "commitment-add",
        CommitmentForm,
        partial(services.add_commitment, engagement=engagement),
        to=pages.address("commitments", engagement),
        said=_("Stored. Whoever is asked for it gets a message."),
        title=_("Add a promise"),
        button=_("Add the promise"),
        lead=_("By name and with a date: that is what makes it a promise."),
    )


def _promise(request, engagement, pk, action, rule, form, service, *, seated=True, chosen="", **page):
    """Show and take one form about one promise; what was `chosen` on the way here stands in the address."""
    commitment = get_object_or_404(
        Commitment.objects.select_related("member__user"), engagement=engagement, pk=pk
    )
    subjects = (commitment, request.seat) if seated else (commitment,)
    shown = {"who": commitment.member, "text": commitment.text, "due_on": commitment.due_on}
    return pages.form_page(
        request,
        engagement,
        action,
        partial(form, instance=commitment, initial={chosen: request.GET.get(chosen)} if chosen else None),
        partial(service, commitment=commitment),
        to=pages.address("commitments", engagement, at=f"commitment-{pk}"),
        rule=partial(rule, *subjects),
        template="engagements/execution/promise_form.html",
        promise=shown,  # as it was before the form was filled in
        **page,
    )


@door("commitment-change", FORM)
def commitment_change(request, engagement, pk):
    """Change what is asked, while nobody has answered."""
    return _promise(
        request,
        engagement,
        pk,
        "commitment-change",
        rules.changing_promise,
        ChangeCommitmentForm,
        services.change_commitment,
        seated=False,
        said=_("Changed."),
        title=_("Change what is asked"),
        button=_("Store"),
    )


@door("commitment-answer", FORM)
def commitment_answer(request, engagement, pk):
    """Accept what is asked, or refuse it."""
    return _promise(
        request,
        engagement,
        pk,
        "commitment-answer",
        rules.answering,
        AnswerForm,
        services.answer_commitment,
        chosen="accepted",
        said=_("Your answer is stored."),
        title=_("A promise is asked of you"),
        button=_("Answer"),
    )


@door("commitment-settle", FORM)
def commitment_settle(request, engagement, pk):
    """Say what became of a promise."""
    return _promise(
        request,
        engagement,
        pk,
        "commitment-settle",
        rules.settling,
        SettleForm,
        services.settle_commitment,
        chosen="outcome",
        said=_("Stored."),
        title=_("What became of this promise?"),
        button=_("Store"),
    )


@door("commitment-renegotiate", FORM)
def commitment_renegotiate(request, engagement, pk):
    """Agree a promise anew."""
    return _promise(
        request,
        engagement,
        pk,
        "commitment-renegotiate",
        rules.renegotiating,
        RenegotiateForm,
        services.renegotiate_commitment,
        said=_("Agreed anew; the history keeps what was said before."),
        title=_("Agree this promise anew"),
        button=_("Agree it anew"),
    )


@door("commitment-rehome", FORM)
def commitment_rehome(request, engagement, pk):
    """Give an open promise a new home."""
    return _promise(
        request,
        engagement,
        pk,
        "commitment-rehome",
        rules.rehoming,
        RehomeForm,
        services.rehome_commitment,
        seated=False,
        said=_("This promise has a new home."),
        title=_("A new home for this promise"),
        button=_("Give it this home"),
    )
