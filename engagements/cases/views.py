"""Pages of the case: written by the manager, read and agreed to by the sponsor, published, taken back."""

from functools import partial

from django.http import Http404
from django.utils.translation import gettext as _

from accounts.models import Language
from engagements.cases import letters, rules, services
from engagements.cases.board import board_of
from engagements.cases.content import content_now, digest, texts_of
from engagements.cases.figures import measured_goals
from engagements.cases.forms import CaseForm, ReturnForm, SeenForm
from engagements.cases.proposals import first_draft
from engagements.cases.telling import told
from engagements.lifecycle import pages
from engagements.lifecycle.door import FORM, POST, door

FORM_PAGE = "engagements/cases/form.html"


@door("case")
def case(request, engagement):
    """The case: how far it is, what the visitor may do about it, and the page as everybody would read it."""
    board = board_of(engagement, request.seat)
    return pages.show(request, engagement, "engagements/cases/case.html", board=board)


@door("case-change", FORM)
def case_change(request, engagement, language):
    """Write the case in one language."""
    if language not in Language.values:
        raise Http404
    to, found = pages.address("case", engagement), services.case_of(engagement)
    if refused := pages.no_use(request, engagement, "case-change", to, partial(rules.writing, found)):
        return refused
    texts = {text.language: text for text in texts_of(found)} if found else {}
    stored, original = texts.get(language), texts.get(engagement.language)
    if language == engagement.language:
        original = None
    initial = first_draft(engagement) if not texts else {}
    form = partial(
        CaseForm,
        case=found,
        goals=measured_goals(engagement),
        original=original,
        instance=stored,
        initial=initial,
    )
    return pages.submit(
        request,
        engagement,
        pages.bind(form, request, engagement),
        partial(services.write_case, engagement=engagement, actor=request.user, language=language),
        to=to,
        said=_("Stored. Below is the page as everybody would read it."),
        title=_("Write the case (%(language)s)") % {"language": Language(language).label},
        button=_("Store"),
        template=FORM_PAGE,
        lead=_("Say what changed and how, so that nobody can tell whose it was."),
        asked_already=bool(found and found.is_shown),
    )


@door("case-remove", POST)
def case_remove(request, engagement, language):
    """Take one language out of the case."""
    return pages.act(
        request,
        engagement,
        partial(services.remove_language, engagement=engagement, actor=request.user, language=language),
        to=pages.address("case", engagement),
        said=_("Taken out."),
    )


@door("case-ask", FORM)
def case_ask(request, engagement):
    """Ask the sponsor for consent to the case as it stands."""
    return _decide(
        request,
        engagement,
        "case-ask",
        rules.asking,
        services.ask_consent,
        news=letters.ASKED,
        said=_("The sponsor has been asked."),
        title=_("Ask for consent"),
        button=_("Ask for consent"),
        consequences=[
            _("Texts and figures are fixed as you read them here; the sponsor agrees to exactly that."),
            _("When you change something after this, you ask again."),
        ],
    )


@door("case-consent", FORM)
def case_consent(request, engagement):
    """Agree to the case, having read it exactly as everybody would."""
    return _decide(
        request,
        engagement,
        "case-consent",
        rules.answering,
        services.give_consent,
        news=letters.CONSENTED,
        said=_("Thank you. Your consent is recorded; you can take it back whenever you like."),
        title=_("May this be published?"),
        button=_("I agree to this text"),
        lead=_(
            "This is the page as everybody would read it. Your name and that of your organisation are not in it."
        ),
        consequences=[
            _("Recorded are your name, your role, the time, and the exact text you agree to."),
            _("The practice may then publish exactly this page, for everybody to read."),
            _("You can take it back whenever you like, without a reason. The page is then gone at once."),
        ],
        returns=True,
    )


@door("case-return", FORM)
def case_return(request, engagement):
    """Ask for a change in the case."""
    return _decide(
        request,
        engagement,
        "case-return",
        rules.returning,
        services.return_case,
        form=ReturnForm,
        news=letters.RETURNED,
        said=_("Your request was stored; the interim manager reads it."),
        title=_("Ask for a change in the case"),
        button=_("Ask for this change"),
    )


@door("case-publish", FORM)
def case_publish(request, engagement):
    """Publish what the sponsor agreed to."""
    return _decide(
        request,
        engagement,
        "case-publish",
        rules.publishing,
        services.publish_case,
        news=letters.PUBLISHED,
        said=_("The case is published."),
        title=_("Publish the case"),
        button=_("Publish"),
        consequences=[
            _("Everybody can read it from now on, exactly as the sponsor agreed to it."),
            _("You and the sponsor can take it down again at any time."),
        ],
    )


@door("case-unpublish", POST)
def case_unpublish(request, engagement):
    """Take the page down."""
    return pages.act(
        request,
        engagement,
        partial(services.unpublish_case, engagement=engagement, actor=request.user),
        to=pages.address("case", engagement),
        said=_("The page is taken down."),
    )


@door("case-withdraw", POST)
def case_withdraw(request, engagement):
    """Take the case back: one press."""
    return pages.act(
        request,
        engagement,
        partial(services.withdraw_case, engagement=engagement, actor=request.user),
        to=pages.address("case", engagement),
        said=_("The case is taken back. Nobody can read it any more."),
    )


def _decide(request, engagement, action, rule, service, *, news, form=SeenForm, **words):
    """Show the whole case and, under it, the one button that is about exactly that."""
    to, found = pages.address("case", engagement), services.case_of(engagement)
    if refused := pages.no_use(request, engagement, action, to, partial(rule, found)):
        return refused
    content = content_now(found, engagement) if found else {}
    return pages.submit(
        request,
        engagement,
        pages.bind(partial(form, initial={"seen": digest(content)}), request, engagement),
        partial(service, engagement=engagement, actor=request.user),
        to=to,
        template="engagements/cases/decide.html",
        cases=told(content),
        mailed=letters.mailed(engagement, news, request.user),
        **words,
    )
