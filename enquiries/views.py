"""HTTP of the public half: the contact form, the readiness check, and what the links in mail open.

None of these pages sets a cookie, hence no CSRF token: whoever asks has no rights here that a foreign page could use,
a form that was open all day still works, and so does a browser that takes no cookies. What keeps a form from being
made up or sent twice is its signed stamp (`spam`), and a link in mail is its own secret (`tokens`).
"""

from dataclasses import replace
from functools import wraps

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from engagements.lifecycle.exceptions import NotNow
from enquiries import promises, readiness, services, spam, tokens
from enquiries.forms import CHECK, STEP, ContactForm, ReadinessForm, answers_as_fields, answers_in, step_of
from enquiries.models import Enquiry
from enquiries.states import MOVES, State
from phases import seo
from phases.converters import slug_of
from phases.definitions import BY_KEY

TRAP = "homepage"
#: The inputs of the contact form, that go along unseen while somebody does the readiness check.
CARRIED = (*ContactForm.base_fields, "step", "stamp", TRAP)
FORM = require_http_methods(["GET", "HEAD", "POST"])


@csrf_exempt
@FORM
def contact(request):
    """Show the contact form, with what was typed before going off to the readiness check; or take it in."""
    if request.method == "POST" and request.POST.get("do") not in {"write", "without"}:
        return _take_in(request)
    posted = request.POST
    step = step_of(posted.get("step") or request.GET.get(str(STEP), "") or request.GET.get("step", ""))
    answers = {} if posted.get("do") == "without" else answers_in(posted)
    typed = {name: posted[name] for name in ContactForm.base_fields if name in posted}
    return _contact_page(request, ContactForm(initial=typed), step, answers)


def _take_in(request):
    """Store an enquiry and say thank you, alike whether or not it looks like spam; show a form that is wrong again."""
    form, answers = ContactForm(request.POST), answers_in(request.POST)
    step = step_of(request.POST.get("step", ""))
    if not form.is_valid():
        return _contact_page(request, form, step, answers)
    typed = {name: value for name, value in form.cleaned_data.items() if name != "consent"}
    services.receive(
        asked=services.Asked(**typed, step=step, readiness=answers),
        language=get_language(),
        signs=spam.Signs(
            stamp=request.POST.get("stamp", ""),
            trap=request.POST.get(TRAP, ""),
            network=spam.network_of(request),
        ),
    )
    return redirect("enquiries:thanks")


def _contact_page(request, form, step, answers):
    page = seo.page(
        "enquiries:contact",
        title=_("Do you dare to let go?"),
        description=_(
            "Tell us what is going on in your organisation. A first conversation commits you to nothing."
        ),
    )
    if step:
        page["addresses"] = [_with_step(address, step) for address in page["addresses"]]
    context = page | {
        "form": form,
        "step": BY_KEY.get(step),
        "stamp": request.POST.get("stamp") or spam.new_stamp(),
        "trap": TRAP,
        "answers": answers_as_fields(answers),
        "answered": readiness.answered(answers),
        "questions": len(readiness.QUESTIONS),
        "verdict": readiness.verdict(answers),
        "answered_within": promises.answered_within(),
    }
    response = render(request, "enquiries/contact.html", context, status=422 if form.is_bound else 200)
    # Each is stamped for one visitor; what somebody typed is in no cache at all.
    patch_cache_control(response, private=True, **{"no_store" if request.POST else "no_cache": True})
    return response


def _with_step(address, step):
    """Return the address in another language with the step still in it."""
    with override(address.language):
        return replace(address, path=f"{address.path}?{STEP}={slug_of(step)}")


@require_safe
@vary_on_headers("HX-Request")
@cache_control(public=True, max_age=300)
def thanks(request):
    """Say what happens now; the same for everybody."""
    page = seo.page("enquiries:thanks", title=_("Thank you, your enquiry has arrived"))
    response = render(
        request, "enquiries/thanks.html", page | {"answered_within": promises.answered_within()}
    )
    response["X-Robots-Tag"] = "noindex"
    return response


@csrf_exempt
@FORM
@vary_on_headers("HX-Request")
def check(request):
    """Show the readiness check, or what the answers come to. Nothing is stored, and nothing is in an address."""
    if request.method != "POST":
        response = _check_page(request, ReadinessForm())
        patch_cache_control(response, public=True, max_age=300)
        return response
    if request.POST.get("do") == "change":
        chosen = {name.removeprefix(f"{CHECK}-"): value for name, value in request.POST.items()}
        response = _check_page(request, ReadinessForm(initial=chosen))
    else:
        form = ReadinessForm(request.POST)
        response = _result_page(request) if form.is_valid() else _check_page(request, form)
    patch_cache_control(response, private=True, no_store=True)
    return response


def _check_page(request, form):
    context = _about_the_check() | {"form": form, "carried": _carried(request)}
    return render(request, "enquiries/check.html", context, status=422 if form.is_bound else 200)


def _result_page(request):
    answers = answers_in(request.POST)
    context = _about_the_check() | {
        "verdict": readiness.verdict(answers),
        "first": readiness.to_do_first(answers),
        "lines": readiness.lines(answers),
        "answers": answers_as_fields(answers),
        "carried": _carried(request),
    }
    return render(request, "enquiries/result.html", context)


def _about_the_check():
    return seo.page(
        "enquiries:check",
        title=_("Are you ready for an interim manager?"),
        description=_(
            "Eight questions to ask yourselves before you bring in an interim manager, with what to do first. Nothing "
            "of it is kept unless you send it."
        ),
    )


def _carried(request):
    """Return what was typed in the contact form before the readiness check, to go along unseen."""
    return {name: request.POST[name] for name in CARRIED if request.POST.get(name)}


# -- What the links in mail open ---------------------------------------------------------------------------
def _personal(view):
    """Keep a page with a secret in its address out of caches, search engines and the logs of other sites."""

    @csrf_exempt
    @FORM
    @wraps(view)
    def shown(request, secret):
        response = view(request, secret)
        patch_cache_control(response, private=True, no_store=True)
        response["X-Robots-Tag"] = "noindex"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return shown


@_personal
def prove(request, secret):
    """Ask whether the address is theirs, and note it when they say so. Opening the link alone proves nothing:
    programs that look through mail open links, too.
    """
    try:
        enquiry = tokens.enquiry_of(secret, tokens.PROVING)
    except tokens.Expired:
        return render(request, "enquiries/expired.html", status=410)
    if enquiry is None:
        raise Http404
    if request.method == "POST":
        _gone_is_not_found(services.prove_address, enquiry.ref)
        return redirect("enquiries:prove", secret)
    return render(request, "enquiries/prove.html", {"enquiry": enquiry})


@_personal
def withdraw(request, secret):
    """Ask whether they really want to withdraw the enquiry, and do it when they say so."""
    enquiry = tokens.enquiry_of(secret, tokens.WITHDRAWING)
    if enquiry is None:
        raise Http404
    status = 200
    if request.method == "POST":
        try:
            _gone_is_not_found(services.withdraw_by_prospect, enquiry.ref)
            return redirect("enquiries:withdraw", secret)
        except NotNow:
            enquiry.refresh_from_db()
            status = 409
    context = {
        "enquiry": enquiry,
        "withdrawn": enquiry.state == State.WITHDRAWN,
        "open": enquiry.state in MOVES["withdraw"].sources,
        "kept_for": promises.kept_for(),
    }
    return render(request, "enquiries/withdraw.html", context, status=status)


def _gone_is_not_found(service, ref):
    """Call a service on an enquiry that may have been erased this very moment."""
    try:
        service(ref=ref)
    except Enquiry.DoesNotExist:
        raise Http404 from None
