"""Pages of the sparring desk: the talks, one talk, and what is done in it."""

from functools import partial

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from engagements.lifecycle import pages
from engagements.lifecycle.door import FORM, door
from engagements.sparring import boards, rules, services
from engagements.sparring.forms import DecideForm, QuestionForm, ShareForm, WordForm
from engagements.sparring.models import SparringRequest


@door("sparring")
def sparring(request, engagement):
    """The talks the visitor may read; what waits for them first."""
    desk = boards.desk(engagement, request.seat)
    return pages.show(request, engagement, "engagements/sparring/sparring.html", desk=desk)


def _found(request, engagement, pk):
    """Return a talk the visitor may read; to anybody else it does not exist."""
    readable = SparringRequest.objects.filter(engagement=engagement).seen_from(request.seat)
    return get_object_or_404(readable.select_related(*boards.PEOPLE), pk=pk)


@door("sparring-question")
def sparring_question(request, engagement, pk):
    """One talk: the question, what is weighed, what was said, what was decided."""
    talk = boards.talk(_found(request, engagement, pk), engagement, request.seat)
    form = WordForm(engagement=engagement, seat=request.seat)
    return pages.show(request, engagement, "engagements/sparring/question.html", talk=talk, form=form)


@door("sparring-add", FORM)
def sparring_add(request, engagement):
    """Put a question on the desk; `?process=` and `?owner=` fill in what and whom it is about."""
    asked = {name: request.GET.get(name, "") for name in ("process", "owner")}
    mine = not request.seat.is_practice
    return pages.form_page(
        request,
        engagement,
        "sparring-add",
        partial(QuestionForm, initial={name: value for name, value in asked.items() if value.isdecimal()}),
        partial(services.open_question, engagement=engagement),
        to=pages.address("sparring", engagement),
        said=_("Your question is on the desk. The interim manager gets a message.")
        if mine
        else _("Your question is on the desk. Who decides it gets a message."),
        title=_("Open a question") if mine else _("Put a question to somebody"),
        button=_("Ask the interim manager") if mine else _("Put the question"),
        lead=_("You decide; the interim manager thinks along. Nobody else reads it unless you share it.")
        if mine
        else _("They decide; you think along. Nobody else reads it unless they share it."),
    )


def _form(request, engagement, pk, action, form, service, rule, **page):
    """Show and take one form about one talk."""
    found = _found(request, engagement, pk)
    return pages.form_page(
        request,
        engagement,
        action,
        partial(form, instance=found),
        partial(service, sparring=found),
        to=pages.address("sparring-question", engagement, pk),
        rule=partial(rule, found),
        **{"lead": found.title} | page,
    )


@door("sparring-change", FORM)
def sparring_change(request, engagement, pk):
    """Put a question in other words, while nobody has answered it."""
    return _form(
        request,
        engagement,
        pk,
        "sparring-change",
        QuestionForm,
        services.change_question,
        lambda found: rules.changing(found, request.seat, found.words.exists()),
        lead="",
        said=_("Changed."),
        title=_("Change this question"),
    )


@door("sparring-say", FORM)
def sparring_say(request, engagement, pk):
    """Answer, or ask on."""
    found = _found(request, engagement, pk)
    return pages.form_page(
        request,
        engagement,
        "sparring-say",
        WordForm,
        partial(services.say, sparring=found),
        to=pages.address("sparring-question", engagement, pk),
        rule=partial(rules.saying, found, request.seat),
        said=_("Said. The other side gets a message."),
        title=_("Answer"),
        button=_("Say it"),
        lead=found.title,
    )


@door("sparring-decide", FORM)
def sparring_decide(request, engagement, pk):
    """Record the decision, as whose question it is."""
    return _form(
        request,
        engagement,
        pk,
        "sparring-decide",
        DecideForm,
        services.decide,
        lambda found: rules.deciding(found, request.seat),
        said=_("Your decision is recorded. The interim manager reads it here."),
        title=_("Record your decision"),
        button=_("Record the decision"),
        consequences=[_("It stays as you record it, and closes the talk.")],
    )


@door("sparring-share", FORM)
def sparring_share(request, engagement, pk):
    """Say who else may read the talk."""
    return _form(
        request,
        engagement,
        pk,
        "sparring-share",
        ShareForm,
        services.share,
        lambda found: rules.sharing(found, request.seat),
        said=_("Stored."),
        title=_("Who may read this talk"),
        consequences=[
            _("Whoever may read it, reads all of it: the question, every word of both, the decision.")
        ],
    )
