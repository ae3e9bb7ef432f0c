"""A page without life: every word of it, and nothing that leads or acts."""

import pytest

from engagements.overview.inert import made_inert

BAR = "<p>bar</p>"


def inert(body):
    """Return the body of a page made inert, without its bar."""
    page = made_inert(f"<!DOCTYPE html><html><body><main>{body}</main></body></html>", BAR)
    return page.removeprefix(f"<!DOCTYPE html><html><body>{BAR}<main>").removesuffix("</main></body></html>")


@pytest.mark.parametrize(
    ("alive", "still"),
    [
        ('<a class="btn" href="/x/">Go</a>', '<a class="btn">Go</a>'),
        ('<a href="javascript:alert(1)">Go</a>', "<a>Go</a>"),
        ('<a href="#main">Skip</a>', '<a href="#main">Skip</a>'),
        ('<link rel="stylesheet" href="/a.css">', '<link rel="stylesheet" href="/a.css">'),
        ('<svg><use href="/i.svg#eye" /></svg>', '<svg><use href="/i.svg#eye" /></svg>'),
        (
            '<form class="menu" method="post" action="/o/" hx-post="/o/"><button formaction="/x/">Out</button></form>',
            '<div class="menu"><button disabled>Out</button></div>',
        ),
        ('<input type="hidden" name="csrfmiddlewaretoken" value="s">', ""),
        ('<input type="hidden" name="seen" value="1" />', ""),
        ('<input name="q" value="a&quot;b" autofocus>', '<input name="q" value="a&quot;b" disabled>'),
        (
            '<select disabled><option value="1">One</option></select>',
            '<select disabled><option value="1">One</option></select>',
        ),
        ("<textarea>words</textarea>", "<textarea disabled>words</textarea>"),
        ('<p onclick="x()" data-drafts-of="k" data-side="manager">p</p>', '<p data-side="manager">p</p>'),
        ('<span hx-get="/n/" hx-trigger="revealed">n</span>', "<span>n</span>"),
        ("a<script>alert('</p>')</script>b", "ab"),
        ("a<template><p>later <template>x</template></p></template>b", "ab"),
        ('a<iframe src="/x/">y</iframe>b', "ab"),
        ("<p>1 &lt; 2 &amp; &#39;3&#39; &nbsp;€ 🌬️</p>", "<p>1 &lt; 2 &amp; &#39;3&#39; &nbsp;€ 🌬️</p>"),
        ("<details open><summary>S</summary>B</details>", "<details open><summary>S</summary>B</details>"),
        ("<!-- remark -->a", "a"),
        (
            '<button popovertarget="m" type="button">Menu</button>',
            '<button type="button" disabled>Menu</button>',
        ),
    ],
)
def test_words_stay_and_life_goes(alive, still):
    assert inert(alive) == still


def test_bar_stands_first_but_for_the_link_that_skips_it():
    page = '<body><a class="skip" href="#main">Skip</a><img src="/a.png" /><p>x</p></body>'

    assert made_inert(page, BAR) == page.replace("<img", f"{BAR}<img")


def test_what_was_typed_to_break_out_stays_text():
    assert (
        inert('<p title="&quot;&gt;&lt;a href=/x/&gt;">x</p>')
        == '<p title="&quot;&gt;&lt;a href=/x/&gt;">x</p>'
    )
