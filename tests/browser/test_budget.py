"""What a first visit costs: bytes, layout shift, first paint and console, on a phone, as in production."""

import pytest
from django.db import connection

from tools import benchmark

BUDGET = 120_000  # bytes, fonts included


@pytest.fixture(scope="module")
def site(tmp_path_factory, django_db_setup):
    """Serve the site as in production, from the tables of this run, and return its address."""
    with benchmark.serving(tmp_path_factory.mktemp("site"), connection.settings_dict["NAME"]) as url:
        yield url


def test_first_visit_stays_within_its_budget(browser, site):
    wrong = {}
    for path in benchmark.PATHS:
        visit = benchmark.first_visit(browser, site + path)
        found = [*visit.complaints, *(f"{file} may not be kept" for file in visit.fleeting)]
        if visit.total >= BUDGET:
            found.append(f"{visit.total} bytes: {visit.bytes}")
        if visit.shift:
            found.append(f"shifts by {visit.shift}")
        if visit.painted["image"] or not visit.painted["tag"]:
            found.append(f"paints {visit.painted} first")
        if not any("petrona" in file for file in visit.bytes):
            found.append(f"comes without its fonts: {visit.bytes}")
        if found:
            wrong[path] = found
    assert wrong == {}
