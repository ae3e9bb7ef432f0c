"""The hand-over, line by line; taking a process over and giving it back."""

from functools import partial

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from engagements.execution import boards, rules, services
from engagements.execution.forms import GiveBackForm, LineForm, RefuseLineForm, SeenForm
from engagements.execution.models import HandoverLine
from engagements.lifecycle import pages
from engagements.lifecycle.door import FORM, POST, door
from engagements.lifecycle.forms import PlainForm
from engagements.processes.models import CriticalProcess


@door("handover")
def handover(request, engagement):
    """What is handed over, process by process and line by line; readable on paper."""
    sheets = boards.sheets(engagement, request.seat)
    return pages.show(
        request,
        engagement,
        "engagements/execution/handover.html",
        sheets=sheets,
        let_go=sum(sheet.process.is_let_go for sheet in sheets),
    )


@door("handover-line-add", FORM)
def handover_line_add(request, engagement, pk):
    """Add a line to the hand-over of a process."""
    process = get_object_or_404(CriticalProcess, engagement=engagement, pk=pk)
    to = pages.address("handover", engagement, at=f"process-{pk}")
    return pages.form_page(
        request,
        engagement,
        "handover-line-add",
        LineForm,
        partial(services.add_line, process=process),
        to=to,
        rule=partial(rules.preparing, process),
        said=_("Line added. It waits for the owner."),
        title=_("Add a line to the hand-over"),
        button=_("Add the line"),
        lead=process.name,
    )


def _line(engagement, pk):
    """Return a line of this engagement with its process, and the address of its sheet."""
    line = get_object_or_404(HandoverLine.objects.select_related("process"), engagement=engagement, pk=pk)
    return line, pages.address("handover", engagement, at=f"process-{line.process_id}")


@door("handover-line-change", FORM)
def handover_line_change(request, engagement, pk):
    """Change a line that is not accepted; it waits for the owner again."""
    line, to = _line(engagement, pk)
    return pages.form_page(
        request,
        engagement,
        "handover-line-change",
        partial(LineForm, instance=line),
        partial(services.change_line, line=line),
        to=to,
        rule=partial(rules.preparing_line, line),
        said=_("Changed. It waits for the owner."),
        title=_("Change this line"),
        button=_("Store and offer it"),
        lead=line.process.name,
    )


@door("handover-line-remove", POST)
def handover_line_remove(request, engagement, pk):
    """Remove a line that is not accepted."""
    line, to = _line(engagement, pk)
    remove = partial(services.remove_line, line=line, actor=request.user)
    return pages.act(request, engagement, remove, to=to, said=_("Line removed."))


@door("handover-line-accept", POST)
def handover_line_accept(request, engagement, pk):
    """Accept a line as the owner, in the version that was seen."""
    line, to = _line(engagement, pk)
    form = SeenForm(request.POST)
    seen = form.cleaned_data["seen"] if form.is_valid() else 0  # 0 is no version: told as changed meanwhile
    accept = partial(services.accept_line, line=line, actor=request.user, seen=seen)
    return pages.act(request, engagement, accept, to=to, said=_("Line accepted."))


@door("handover-line-refuse", FORM)
def handover_line_refuse(request, engagement, pk):
    """Say as the owner what a line still lacks."""
    line, to = _line(engagement, pk)
    return pages.form_page(
        request,
        engagement,
        "handover-line-refuse",
        partial(RefuseLineForm, instance=line),
        partial(services.refuse_line, line=line),
        to=to,
        rule=partial(rules.answering_line, line, request.seat),
        said=_("The interim manager sees what is still missing."),
        title=_("Not yet"),
        button=_("Say what is missing"),
        lead=line.what,
    )


@door("handover-accept", FORM)
def handover_accept(request, engagement, pk):
    """Take a process over: "from today this is ours"."""
    process = get_object_or_404(CriticalProcess, engagement=engagement, pk=pk)
    to = pages.address("handover", engagement, at=f"process-{pk}")
    states = list(HandoverLine.objects.filter(process=process).values_list("state", flat=True))
    return pages.form_page(
        request,
        engagement,
        "handover-accept",
        PlainForm,
        partial(services.accept_handover, process=process),
        to=to,
        rule=partial(rules.taking_over, process, request.seat, states),
        said=_("From today this is yours."),
        title=_("From today this is ours"),
        button=_("Take it over"),
        lead=process.name,
        consequences=[
            _("From today you decide in this process. The interim manager can only comment on it."),
            _("You can give it back, with a reason. Nobody is blamed for it, and it is counted."),
        ],
    )


@door("handover-give-back", FORM)
def handover_give_back(request, engagement, pk):
    """Give a process back to the manager, with the reason."""
    process = get_object_or_404(CriticalProcess, engagement=engagement, pk=pk)
    to = pages.address("handover", engagement, at=f"process-{pk}")
    return pages.form_page(
        request,
        engagement,
        "handover-give-back",
        GiveBackForm,
        partial(services.give_back, process=process),
        to=to,
        rule=partial(rules.giving_back, process, request.seat),
        said=_("Given back. The interim manager gets a message."),
        title=_("Give this process back"),
        button=_("Give it back"),
        lead=process.name,
        consequences=[
            _("The interim manager gets a message with your reason, and may change the process again."),
            _("The lines of the hand-over wait for your answer once more."),
            _("It is counted: this tells where letting go went too fast, not who failed."),
        ],
    )
