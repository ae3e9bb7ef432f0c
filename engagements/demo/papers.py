"""Papers of the demo: real PDF files, small, with a few lines each."""

import json
from collections.abc import Iterable

import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.text import slugify

from engagements.demo.stage import Story
from engagements.documents import services as documents

#: What is written is passed as data, never as source.
SOURCE = b"""
#let paper = json(bytes(sys.inputs.data))
#set document(title: paper.title, date: none)
#set page(paper: "a4", margin: 3cm)
= #paper.title
#for line in paper.lines [#line #parbreak()]
"""


def paper(title: str, lines: Iterable[str]) -> SimpleUploadedFile:
    """Return a PDF file called after its title."""
    data = json.dumps({"title": title, "lines": list(lines)})
    content = typst.compile(SOURCE, sys_inputs={"data": data}, ignore_system_fonts=True)
    return SimpleUploadedFile(f"{slugify(title)}.pdf", content)


def keep(story: Story, papers: Iterable[tuple[int, str, str, str, str]]) -> None:
    """Keep documents: day, kind, audience, title, and what the one page says, which is its note too."""
    for offset, kind, audience, title, line in papers:
        story.at(
            offset,
            documents.add_document,
            title=title,
            kind=kind,
            audience=audience,
            file=paper(title, [line]),
            note=line,
        )
