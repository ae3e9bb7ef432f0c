"""Pages of the life cycle: every command, the history, waiving a criterion, what the engagement is called."""

from collections.abc import Callable
from functools import partial

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from engagements.lifecycle import commands, consequences, criteria, notices, pages, services
from engagements.lifecycle.commands import COMMANDS
from engagements.lifecycle.door import FORM, door
from engagements.lifecycle.exceptions import NotNow
from engagements.lifecycle.forms import BasicsForm, CommandForm, WaiveForm
from engagements.lifecycle.history import told
from phases.definitions import BY_KEY

HOME = "engagement"


def command_page(key: str) -> Callable[..., HttpResponse]:
    """Return the view of one command: a page that says what it means and asks what it must, and carries it out."""
    rule = COMMANDS[key]

    @door(key, FORM)
    def view(request, engagement):
        home = pages.address(HOME, engagement)
        if request.method != "POST" and rule.target(engagement.phase, engagement.standing) is None:
            refusal = NotNow(
                _("This is not possible now."), _("The engagement stands as shown on its own page.")
            )
            return pages.show(
                request,
                engagement,
                "engagements/refused.html",
                status=409,
                refusal=refusal,
                back=home,
                title=rule.title,
            )
        form = pages.bind(partial(CommandForm, command=rule), request, engagement)
        return pages.submit(
            request,
            engagement,
            form,
            partial(services.change, engagement=engagement, actor=request.user, command=key),
            to=home,
            said=rule.done,
            title=rule.title,
            button=rule.button,
            template="engagements/lifecycle/command.html",
            **_what_it_means(request, engagement, rule),
        )

    return view


def _what_it_means(request, engagement, rule):
    """Return what a command's page shows: where it leads, what it needs, who is mailed, what would stay open."""
    target = rule.target(engagement.phase, engagement.standing)
    return {
        "rule": rule,
        "danger": rule in (commands.DECLINE, commands.WITHDRAW, commands.END_EARLY),
        "target": BY_KEY.get(target) if rule.field == "phase" else None,
        "gate": criteria.evaluate(engagement) if rule.gated else None,
        "mailed": notices.named_to(request.seat, notices.recipients(engagement, request.user)),
        "open_items": consequences.by_owner(engagement) if rule is commands.END_EARLY else [],
    }


@door("waive", FORM)
def waive(request, engagement, criterion):
    """Pass over one advised criterion with a reason."""
    line = next(
        (each for each in criteria.evaluate(engagement).lines if each.definition.key == criterion), None
    )
    if line is None:
        raise Http404
    if request.method != "POST":
        criteria.require_waivable(line, request.seat)
    return pages.submit(
        request,
        engagement,
        pages.bind(WaiveForm, request, engagement),
        partial(services.waive, engagement=engagement, actor=request.user, criterion=criterion),
        to=pages.address(HOME, engagement, at="gate"),
        said=_("Skipped with a reason; the client sees it."),
        title=_("Skip with a reason"),
        button=_("Skip it"),
        lead=line.sentence_for(request.seat),
    )


@door("history")
def history(request, engagement):
    """Every change of phase or standing, newest first, with the criteria as they stood."""
    changes = engagement.changes.select_related("actor").order_by("-pk")
    return pages.show(
        request,
        engagement,
        "engagements/lifecycle/history.html",
        history=[told(each, request.seat) for each in changes],
    )


@door("engagement-change", FORM)
def engagement_change(request, engagement):
    """Change what the engagement and its organisation are called and planned to be."""
    home = pages.address(HOME, engagement)
    if closed := pages.closed(request, engagement, "engagement-change", home):
        return closed
    return pages.submit(
        request,
        engagement,
        pages.bind(BasicsForm, request, engagement),
        partial(services.change_basics, engagement=engagement, actor=request.user),
        to=home,
        said=_("Stored."),
        title=_("The engagement in brief"),
        button=_("Store"),
        grid=True,
    )
