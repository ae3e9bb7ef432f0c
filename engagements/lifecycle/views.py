"""Pages of the life cycle: every command, the history, waiving a criterion, what the engagement is called."""

from collections.abc import Callable
from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.lifecycle import commands, consequences, criteria, mailing, pages, services
from engagements.lifecycle.commands import COMMANDS
from engagements.lifecycle.door import FORM, door
from engagements.lifecycle.exceptions import NotNow
from engagements.lifecycle.forms import BasicsForm, CommandForm, WaiveForm
from engagements.lifecycle.history import told
from engagements.lifecycle.pauses import read_pauses
from phases.definitions import BY_KEY, next_of

HOME = "engagement"


def command_page(key: str) -> Callable[..., HttpResponse]:
    """Return the view of one command: a page that says what it means and asks what it must, and carries it out."""
    rule = COMMANDS[key]

    @door(key, FORM)
    def view(request, engagement):
        home = pages.address(HOME, engagement)
        if request.method != "POST" and (refusal := _leads_nowhere(engagement, rule)):
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


def _leads_nowhere(engagement, rule):
    """Return why a command has no use now, as a refusal, or None."""
    if not _leads(rule, engagement):
        return NotNow(_("This is not possible now."), _("The engagement stands as shown on its own page."))
    if rule is commands.REOPEN:
        try:
            services.require_reopenable(engagement)
        except NotNow as refusal:
            return refusal
    return None


def _meaning(engagement, rule, target):
    """Return what will happen, one sentence each."""
    found = [*rule.arriving.get(target, ()), *rule.meaning]
    pauses = read_pauses(engagement) if rule is commands.RESUME else ()
    if pauses:
        pause = pauses[-1]
        days = (timezone.localdate() - pause.since).days
        said = ngettext(
            "It was paused on %(day)s, %(days)s day ago.",
            "It was paused on %(day)s, %(days)s days ago.",
            days,
        )
        found.insert(0, said % {"day": date_format(pause.since), "days": days})
    return found


def _what_it_means(request, engagement, rule):
    """Return what a command's page shows: where it leads, what it needs, who is mailed, what would stay open."""
    target = rule.target(engagement.phase, engagement.standing)
    return {
        "meaning": _meaning(engagement, rule, target),
        "rule": rule,
        "danger": rule in (commands.DECLINE, commands.WITHDRAW, commands.END_EARLY),
        "target": BY_KEY.get(target) if rule.field == "phase" else None,
        "gate": criteria.evaluate(engagement) if rule.gated else None,
        "mailed": mailing.told_of_change(engagement, request.user).seen_from(request.seat),
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


@door("gate")
def gate(request, engagement):
    """Where the engagement is, and every criterion of its gate: state, answer, who can act, who was asked."""
    forward = next(
        (each for each in commands.FORWARD if request.seat.may(each.key) and _leads(each, engagement)), None
    )
    return pages.show(
        request,
        engagement,
        "engagements/lifecycle/gate.html",
        gate=criteria.evaluate(engagement),
        following=next_of(engagement.phase),
        forward=forward,
    )


def _leads(rule, engagement):
    return rule.target(engagement.phase, engagement.standing) is not None


@door("gate-count")
def gate_count(request, engagement):
    """How much of the gate is met, in a few words: fetched by pages that don't show the gate."""
    return render(request, "engagements/lifecycle/_count.html", {"gate": criteria.evaluate(engagement)})


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
