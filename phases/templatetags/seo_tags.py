"""What the head of a public page says to programs: structured data and Open Graph."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString

from phases import seo
from phases.previews.drawing import Preview, preview
from practice.profile import profile

register = template.Library()


@dataclass(frozen=True, slots=True)
class ScriptContent:
    """Data as JSON that may stand inside a script element: Django's `json_script` without the element around it.

    Whatever the data holds, the result has no `<`, `>` or `&`, so it can neither end the element nor start another.
    """

    data: Any

    def __html__(self) -> str:
        element = str(json_script(self.data))
        return element[element.index(">") + 1 : element.rindex("<")]


@register.simple_tag(takes_context=True)
def structured_data(context: Context) -> SafeString:
    """Write what `phases.seo` says about the page (`crumbs` and `service` of the context) as a JSON-LD data block.

    A browser runs nothing of it, so the policy for scripts has no say in it.
    """
    data = seo.structured_data(
        profile(), crumbs=context.get("crumbs") or (), service=bool(context.get("service"))
    )
    return format_html('<script type="application/ld+json">{}</script>', ScriptContent(data))


@register.simple_tag(takes_context=True)
def link_preview(context: Context) -> Preview:
    """The image of the context, or that of the whole process."""
    return context.get("image") or preview()


@register.filter
def og_locale(language: str) -> str:
    """A language as Open Graph writes it."""
    return seo.LOCALES.get(language, language)
