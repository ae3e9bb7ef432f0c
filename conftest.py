"""What holds for every test: which run it belongs to, and that nothing is skipped where it counts."""

import os

import pytest

ON_POSTGRES = os.environ.get("TEST_DB") == "postgres"
IN_CI = os.environ.get("CI", "").lower() not in {"", "0", "false"}


def pytest_collection_modifyitems(config, items):
    """Leave out of the PostgreSQL run what would only be done twice (see tools/suite.py)."""
    if not ON_POSTGRES:
        return
    twice = [item for item in items if item.get_closest_marker("static") or item.get_closest_marker("browser")]
    config.hook.pytest_deselected(items=twice)
    items[:] = [item for item in items if item not in set(twice)]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """In CI a skipped test is a failed one: what nobody ran, nobody tested."""
    report = yield
    return _not_skipped(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    """In CI a module skipped as a whole is an error too."""
    report = yield
    return _not_skipped(report)


def _not_skipped(report):
    if IN_CI and report.outcome == "skipped":
        report.outcome = "failed"
        report.longrepr = f"Skipped, which in CI counts as failed: {report.longrepr}"
    return report
