"""How things are measured, for everybody: no cookie, no query."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from engagements.measures.methods import OF_ONE, TOGETHER
from engagements.questions.rules import SMALLEST_GROUP
from phases import seo


@require_safe
@conditional_page
@cache_control(public=True, max_age=300)
def method(request):
    """Every measure in plain words: what it is, how it is made, what it can't tell, where it comes from."""
    head = seo.page(
        "measuring:method",
        title=_("How we measure the letting go"),
        description=_(
            "What is measured in an engagement, how each number is made, what it can't tell, and where it comes from."
        ),
    )
    parts = [("one", _("In one engagement"), OF_ONE), ("together", _("Over all engagements"), TOGETHER)]
    context = {"parts": parts, "smallest": SMALLEST_GROUP, **head}
    return render(request, "engagements/measures/method.html", context)
