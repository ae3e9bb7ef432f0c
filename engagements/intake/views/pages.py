"""What the form pages of intake have in common."""

from functools import partial

from engagements.lifecycle import legality, pages
from engagements.lifecycle.exceptions import Refusal


def form_page(request, engagement, action, form, service, *, to, rule=None, **page):
    """Show a form or hand it in. Opened when phase, standing or `rule` forbid it, the page says why instead."""
    if request.method != "POST":
        try:
            legality.require(engagement, action)
            if rule:
                rule()
        except Refusal as refusal:
            template = "engagements/refused.html"
            return pages.show(request, engagement, template, status=refusal.status, refusal=refusal, back=to)
    form = pages.bind(form, request, engagement)
    return pages.submit(request, engagement, form, partial(service, actor=request.user), to=to, **page)
