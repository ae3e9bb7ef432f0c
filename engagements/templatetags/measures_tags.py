"""What a page of measures writes hundreds of times: rows of numbers, and what each month says."""

from typing import Any

from django import template
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from engagements.measures.drawing import Chart
from engagements.measures.tables import Table

register = template.Library()


@register.simple_tag
def table_rows(table: Table) -> SafeString:
    """Return the rows of a table: its first cell heads each."""
    return format_html_join(
        "", '<tr><th scope="row">{}</th>{}</tr>', ((_cell(row[0]), _cells(row[1:])) for row in table.rows)
    )


@register.simple_tag
def chart_columns(chart: Chart) -> SafeString:
    """Return one choice for each month or quarter of a chart, with what it says."""
    return format_html_join(
        "",
        '<label><input type="radio" name="{}"><span><b>{}</b> {}</span></label>',
        ((chart.key, name, said) for name, said in chart.columns),
    )


def _cells(cells: Any) -> SafeString:
    return format_html_join("", "<td>{}</td>", ((_cell(cell),) for cell in cells))


def _cell(cell: Any) -> SafeString:
    return format_html("{}", "" if cell is None else localize(cell))
