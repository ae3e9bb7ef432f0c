"""What every page of an engagement has in common: its frame, binding a form, and one way to hand it in."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm, ChoiceField, Field, ModelChoiceField
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.choices import flatten_choices
from django.utils.translation import gettext as _

from engagements.lifecycle import legality, unsent
from engagements.lifecycle.commands import Standing
from engagements.lifecycle.exceptions import Refusal, Stale
from engagements.lifecycle.lists import offered
from engagements.lifecycle.models import Engagement
from engagements.lifecycle.tabs import tabs
from phases import timeline
from phases.definitions import Text


def frame(request: Any, engagement: Engagement) -> dict[str, Any]:
    """Return the context of every page of an engagement: itself, the visitor's seat, the phase line. One query."""
    entered = {
        change.to_phase: change.day
        for change in engagement.changes.all()
        if change.from_phase != change.to_phase
    }
    audience = timeline.MANAGER if request.seat.is_practice else timeline.CLIENT
    return {
        "engagement": engagement,
        "seat": request.seat,
        "tabs": tabs(request),
        "downloads": offered(request),
        "steps": timeline.timeline(
            current=engagement.phase,
            entered=entered,
            audience=audience,
            finished=engagement.standing == Standing.COMPLETED,
        ),
    }


def show(
    request: Any, engagement: Engagement, template: str, status: int = 200, **context: Any
) -> HttpResponse:
    """Render a page of an engagement in its frame."""
    return render(request, template, frame(request, engagement) | context, status=status)


def bind[F: BaseForm](form: Callable[..., F], request: Any, engagement: Engagement, **options: Any) -> F:
    """Return the form for this request: posted, brought back after signing in, or fresh."""
    data = request.POST if request.method == "POST" else unsent.take_back(request)
    if data is not None and request.method != "POST":
        messages.info(request, _("You were signed out. What you typed is back here; it is not stored yet."))
    return form(data, engagement=engagement, seat=request.seat, **options)


def submit(
    request: Any,
    engagement: Engagement,
    form: BaseForm,
    service: Callable[..., Any],
    *,
    to: str,
    said: Text = "",
    title: Text = "",
    button: Text = "",
    template: str = "engagements/form.html",
    back: str = "",
    **context: Any,
) -> HttpResponse:
    """Show a form; when it is handed in, call the service with its cleaned data and go to `to`.

    `to` and `back` are addresses (`back` defaults to `to`), `said` the message afterwards, kept in the session; there
    is none when it is empty. Input that can't be taken comes back with what was typed and a message beside the field
    (422); a refusal with its sentences and its own status.
    """
    page = {"form": form, "title": title, "button": button or _("Store"), "back": back or to, **context}
    if request.method != "POST":
        return show(request, engagement, template, **page)
    if not form.is_valid():
        return show(request, engagement, template, status=422, **page)
    try:
        service(**form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return show(request, engagement, template, status=422, **page)
    except Refusal as refusal:
        page["differences"] = differences(form, refusal)
        return show(request, engagement, template, status=refusal.status, refusal=refusal, **page)
    if said:
        messages.success(request, str(said))
    return redirect(to)


def differences(form: BaseForm, refusal: Refusal) -> list[dict[str, Any]]:
    """Return, for a stale form, each field whose stored text now differs from what was typed, side by side.

    Also lets the form be sent again deliberately: it then carries the version shown here.
    """
    current = refusal.current if isinstance(refusal, Stale) else None
    if current is None or "seen" not in form.fields or not hasattr(current, "version"):
        return []
    found = [
        {
            "label": form.fields[name].label,
            "typed": in_words(form.fields[name], typed),
            "stored": in_words(form.fields[name], stored),
        }
        for name, typed, stored in _pairs(form, current)
        if typed != stored
    ]
    data: Any = form.data
    data = data.copy()
    data[form.add_prefix("seen")] = str(current.version)
    form.data = data
    return found


def _pairs(form: Any, current: Any) -> Iterator[tuple[str, Any, Any]]:
    """Yield each field with what was typed and what is stored now; a form tells of more by a method `beside`."""
    for name in form.fields:
        if name != "seen" and hasattr(current, name):
            yield name, form.cleaned_data.get(name), getattr(current, name)
    if hasattr(form, "beside"):
        yield from form.beside(current)


def in_words(field: Field, value: Any) -> Any:
    """Return a value as its field shows it: the label of a choice, yes or no, a list line by line, or as it is."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | tuple):
        return "\n".join(str(in_words(field, each)) for each in value)
    if isinstance(field, ChoiceField) and not isinstance(field, ModelChoiceField):
        choices: Any = field.choices
        return dict(flatten_choices(choices)).get(value, value)
    return value


def address(name: str, engagement: Engagement, *args: Any, at: str = "") -> str:
    """Return the address of a page of an engagement, with a fragment if `at` is given."""
    found = reverse(f"engagements:{name}", args=[engagement.ref, *args])
    return f"{found}#{at}" if at else found


def act(
    request: Any, engagement: Engagement, service: Callable[[], Any], *, to: str, said: Text
) -> HttpResponse:
    """Carry out a change that asks nothing (one button, POST only) and go to `to`.

    A refusal is a page of its own, with the way back.
    """
    try:
        service()
    except Refusal as refusal:
        return show(
            request, engagement, "engagements/refused.html", status=refusal.status, refusal=refusal, back=to
        )
    messages.success(request, str(said))
    return redirect(to)


def closed(request: Any, engagement: Engagement, action: str, to: str) -> HttpResponse | None:
    """Return a page (409) that says why the action's moment is not now, or None when it is.

    For form pages, before the form is shown.
    """
    try:
        legality.require(engagement, action, request.seat)
    except Refusal as refusal:
        return show(
            request, engagement, "engagements/refused.html", status=refusal.status, refusal=refusal, back=to
        )
    return None


def no_use(
    request: Any, engagement: Engagement, action: str, to: str, require: Callable[[], None] = lambda: None
) -> HttpResponse | None:
    """Return a page that says why filling in a form has no use now, or None.

    Looks at the action's moment and at `require`, which raises a refusal for an object that stays as it is, and
    PermissionDenied for somebody who never may. What is posted goes on to the service, which refuses it too: the form
    then keeps what was typed.
    """
    try:
        legality.require(engagement, action, request.seat)
        require()
    except Refusal as refusal:
        if request.method == "POST":
            return None
        return show(
            request, engagement, "engagements/refused.html", status=refusal.status, refusal=refusal, back=to
        )
    return None


def form_page(
    request: Any,
    engagement: Engagement,
    action: str,
    form: Callable[..., BaseForm],
    service: Callable[..., Any],
    *,
    to: str,
    rule: Callable[[], None] = lambda: None,
    **page: Any,
) -> HttpResponse:
    """Show a form or hand it in, to a service that is called with the visitor as `actor`; the rest as `submit`.

    Opened when the phase, the standing or `rule` forbids it, the page says why instead: see `no_use`.
    """
    if refused := no_use(request, engagement, action, to, rule):
        return refused
    bound = bind(form, request, engagement)
    return submit(request, engagement, bound, partial(service, actor=request.user), to=to, **page)
