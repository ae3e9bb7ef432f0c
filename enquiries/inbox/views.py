"""The inbox over HTTP: the list, one enquiry, and what is done with it."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.lifecycle.door import FORM, POST
from engagements.lifecycle.models import Engagement
from enquiries import conversion, mails, readiness
from enquiries.inbox import draft, forms, history, legality, pages, permissions, querysets, services
from enquiries.inbox.columns import COLUMNS
from enquiries.inbox.door import door, inbox_door
from enquiries.mails import MailKind
from enquiries.models import Suspicion
from enquiries.states import MOVES, State
from phases.definitions import BY_KEY
from spreadsheets.columns import cells
from spreadsheets.files import TYPES, file_response
from spreadsheets.offering import offer
from spreadsheets.reading import by_key

PER_PAGE = 20


@inbox_door
def inbox(request):
    """The enquiries in one state, newest first; what is searched for is searched in all of them."""
    form, words, here, found, listed = _asked(request)
    count = querysets.counts(found)
    tabs = [(key, label, count[key]) for key, label in State.choices]
    context = {
        "form": form,
        "words": words,
        "here": here,
        "here_label": dict(State.choices).get(here, ""),
        "tabs": [*tabs, (forms.SUSPECTED, gettext_lazy("Perhaps spam"), count[forms.SUSPECTED])],
        "page": Paginator(listed.select_related("manager"), PER_PAGE).get_page(request.GET.get("page")),
        "downloads": [offer(request, _("Enquiries"), lambda kind: reverse("inbox:list-file", args=[kind]))],
    }
    return render(request, "enquiries/inbox/list.html", context)


def _asked(request):
    """Return the form, the words and the state it asks for, what matches the words, and that in the state."""
    form = forms.SearchForm(request.GET)
    form.is_valid()
    words, state = (form.cleaned_data.get(name, "") for name in ("q", "state"))
    found = querysets.search(permissions.visible_to(request.user), words)
    here = state or ("" if words else State.NEW.value)
    return form, words, here, found, querysets.standing_at(found, here) if here else found


@inbox_door
def inbox_file(request, ending):
    """The enquiries that the page lists as a file for a spreadsheet."""
    if ending not in TYPES:
        raise Http404
    *_form, listed = _asked(request)
    headings = [column.heading for column in COLUMNS]
    rows = cells(COLUMNS, by_key(listed.select_related("manager")))
    return file_response(ending, slugify(_("Enquiries")), headings, rows)


@door("enquiry")
def enquiry(request, enquiry):
    """One enquiry: what they wrote, how it stands, what happened, and what can be done now."""
    mailed = list(mails.of(enquiry))
    context = {
        "enquiry": enquiry,
        "opens": enquiry.engagement_id
        and Engagement.objects.visible_to(request.user).filter(pk=enquiry.engagement_id).exists(),
        "suspicions": [Suspicion(key).label for key in enquiry.suspicions],
        "step": BY_KEY.get(enquiry.step),
        "answers": draft.answers_of(enquiry),
        "verdict": readiness.verdict(enquiry.readiness) if enquiry.readiness else None,
        "history": history.told(enquiry),
        "mails": mailed,
        "failed": any(mail.has_failed for mail in mailed),
        "received": any(mail.kind == MailKind.RECEIPT for mail in mailed),
        "moves": MOVES,
        "can": {
            action: permissions.may(request.user, enquiry, action) and legality.is_now(enquiry, action)
            for action in permissions.PERMISSIONS
        },
    }
    return render(request, "enquiries/inbox/enquiry.html", context)


@door("answer", FORM)
def answer(request, enquiry):
    """Mail the prospect an answer."""
    return pages.hand_in(
        request,
        enquiry,
        forms.AnswerForm,
        services.answer,
        action="answer",
        said=lambda event: _("Your answer is on its way to %(who)s.") % {"who": enquiry.name},
        title=_("Answer %(who)s") % {"who": enquiry.name},
        button=_("Send the answer"),
        mailed=enquiry.email,
        quotes=True,
    )


@door("note", FORM)
def note(request, enquiry):
    """Keep a note."""
    return pages.hand_in(
        request,
        enquiry,
        forms.NoteForm,
        services.note,
        action="note",
        said=lambda event: _("Note added."),
        title=_("Add a note"),
        button=_("Add the note"),
    )


@door("assign", FORM)
def assign(request, enquiry):
    """Give it to an interim manager."""
    return pages.hand_in(
        request,
        enquiry,
        forms.AssignForm,
        services.assign,
        action="assign",
        said=lambda fresh: (
            _("It is with %(who)s now.") % {"who": fresh.manager}
            if fresh.manager
            else _("It is nobody's now.")
        ),
        title=_("Who takes this one?"),
        lead=_("They see this enquiry and nothing else of the inbox, and can work on it."),
        button=_("Assign it"),
        mailed=_("whoever gets it"),
    )


@door("talk", POST)
def talk(request, enquiry):
    """Say that the practice and the prospect are in talk."""
    return pages.press(request, enquiry, services.talk, _("You are in talk."))


@door("decline", FORM)
def decline(request, enquiry):
    """Decline it, with or without an answer."""
    return pages.hand_in(
        request,
        enquiry,
        forms.DeclineForm,
        services.decline,
        action="decline",
        said=lambda event: _("The enquiry is declined."),
        title=_("Decline this enquiry"),
        button=_("Decline"),
        mailed=_("%(who)s, if you write an answer") % {"who": enquiry.email},
        danger=True,
    )


@door("withdraw", FORM)
def withdraw(request, enquiry):
    """Keep that the prospect does not go on."""
    return pages.hand_in(
        request,
        enquiry,
        forms.WithdrawForm,
        services.withdraw,
        action="withdraw",
        said=lambda event: _("Noted: they don't go on with it."),
        title=_("They don't go on with it"),
        lead=_("Nobody is mailed. You can take it up again if they come back."),
        button=_("Note it"),
    )


@door("resume", FORM)
def resume(request, enquiry):
    """Take it up again."""
    return pages.hand_in(
        request,
        enquiry,
        forms.ResumeForm,
        services.resume,
        action="resume",
        said=lambda event: _("You are in talk again."),
        title=_("Take it up again"),
        lead=_("Nobody is mailed."),
        button=_("Take it up again"),
    )


@door("clear", POST)
def clear(request, enquiry):
    """Say that it is no spam."""
    return pages.press(request, enquiry, services.clear, _("It stands with the others now."))


@door("convert", FORM)
def convert(request, enquiry):
    """Make it an engagement."""
    proven = enquiry.email_proven_at is not None
    said = (
        _("The engagement has started. %(who)s is invited as sponsor.")
        if proven
        else _("The engagement has started. %(who)s is invited as soon as they confirm their address.")
    )
    return pages.hand_in(
        request,
        enquiry,
        forms.ConvertForm,
        conversion.convert,
        action="convert",
        said=lambda engagement: said % {"who": enquiry.name},
        to=lambda engagement: engagement,
        template="enquiries/inbox/convert.html",
        draft=draft.shown(draft.assignment_of(enquiry)),
        proven=proven,
    )


@door("remind", POST)
def remind(request, enquiry):
    """Ask the prospect again to confirm their address."""
    return pages.press(
        request, enquiry, services.remind, _("We have asked them by mail to confirm the address.")
    )


@door("retry", POST)
def retry(request, enquiry):
    """Try the mails again that did not go out."""
    return pages.press(request, enquiry, services.retry, _("We are trying again."))
