"""What search engines and link previews are told about a public page.

A page of any app describes itself in the context of its template and includes `phases/_head.html` in the block
`head_extra` (`page(...)` makes such a context):

    title        what the page is called, without the name of the practice
    description  one or two sentences; the tagline of the practice when there is none
    addresses    the page in every language, the current one marked: `everywhere("app:page")`
    image        a `Preview`; the one of the whole process when there is none
    crumbs       names and absolute addresses from the first page to this one; none on the first page itself
    service      true where the page tells about the work itself; then search engines are told, too

The head gets canonical and alternate addresses, Open Graph, a Twitter card and structured data from it.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, get_language_info, gettext, override

from phases.addresses import Address
from phases.definitions import BY_KEY
from phases.previews.drawing import Preview, preview
from practice.profile import Profile

LOCALES = {"nl": "nl_NL", "en": "en_GB"}
"""How Open Graph writes the languages."""

type Crumb = tuple[str, str]


def page(
    viewname: str,
    *,
    title: str,
    description: str = "",
    crumbs: Iterable[Crumb] = (),
    image: Preview | None = None,
    **arguments: Any,
) -> dict[str, Any]:
    """The context that `phases/_head.html` reads, for the page at `viewname` with these arguments in its address."""
    found = everywhere(viewname, **arguments)
    here = next(address.url for address in found if address.current)
    return {
        "title": title,
        "description": description,
        "addresses": found,
        "image": image or preview(),
        "crumbs": [*_start(), *crumbs, (title, here)],
    }


def everywhere(viewname: str, **arguments: Any) -> list[Address]:
    """A public page in every language; NoReverseMatch when it is not in one of them."""
    found = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            path = reverse(viewname, kwargs=arguments)
        found.append(
            Address(
                language=language,
                name=get_language_info(language)["name_local"].capitalize(),
                path=path,
                url=f"{settings.SITE_URL}{path}",
                current=language == get_language(),
            )
        )
    return found


def process_page(key: str | None = None) -> dict[str, Any]:
    """What the page of a step, or of the whole process, adds to its title and addresses."""
    if key is None:
        return {"description": _about(), "image": preview(), "service": True, "crumbs": []}
    step = BY_KEY[key]
    here = f"{settings.SITE_URL}{reverse('phases:phase', kwargs={'key': key})}"
    return {
        "description": f"{step.promise} {step.summary}",
        "image": preview(key),
        "service": True,
        "crumbs": [*_start(), (str(step.public_title), here)],
    }


def structured_data(
    practice: Profile, *, crumbs: Iterable[Crumb] = (), service: bool = False
) -> dict[str, Any]:
    """The practice, the way to this page and, where it tells about it, the service, in the words of schema.org."""
    graph = [_organisation(practice)]
    if service:
        graph.append(_service())
    if way := list(crumbs):
        graph.append(
            {
                "@type": "BreadcrumbList",
                "itemListElement": [
                    {"@type": "ListItem", "position": place, "name": str(name), "item": url}
                    for place, (name, url) in enumerate(way, start=1)
                ],
            }
        )
    return {"@context": "https://schema.org", "@graph": graph}


def _start() -> list[Crumb]:
    """The first page: where every way to a page begins."""
    return [(gettext("The whole process"), f"{settings.SITE_URL}{reverse('phases:overview')}")]


def _about() -> str:
    """The whole process in a sentence."""
    return gettext(
        "What an interim manager does, step by step, and what is asked of the organisation and of its employees: "
        "from the first look to the moment you no longer need one."
    )


def _organisation(practice: Profile) -> dict[str, Any]:
    """The practice, as far as it says who it is."""
    said = {
        "name": practice.name,
        "slogan": practice.tagline,
        "email": practice.email,
        "telephone": practice.phone,
        "address": " ".join(practice.address.split()),
    }
    return {
        "@type": "Organization",
        "@id": _name_of("organization"),
        "url": f"{settings.SITE_URL}{reverse('phases:overview')}",
        "logo": f"{settings.SITE_URL}{static('favicon.svg')}",
    } | {name: text for name, text in said.items() if text}


def _service() -> dict[str, Any]:
    """What the practice does, for whom and in which languages."""
    url = f"{settings.SITE_URL}{reverse('phases:overview')}"
    return {
        "@type": "Service",
        "@id": _name_of("service"),
        "serviceType": gettext("Interim management"),
        "name": gettext("Interim management"),
        "description": _about(),
        "url": url,
        "provider": {"@id": _name_of("organization")},
        "areaServed": {"@type": "Country", "name": gettext("The Netherlands")},
        "availableChannel": {
            "@type": "ServiceChannel",
            "serviceUrl": url,
            "availableLanguage": [language for language, _name in settings.LANGUAGES],
        },
    }


def _name_of(part: str) -> str:
    """The name by which pages refer to the same thing, in every language."""
    return f"{settings.SITE_URL}/#{part}"
