"""What holds for every test: which run it belongs to, and that nothing is skipped where it counts."""

import os

import hypothesis
import pytest

ON_POSTGRES = os.environ.get("TEST_DB") == "postgres"
WITHOUT_BROWSER = os.environ.get("TEST_BROWSER") == "none"
DATABASE = {"db", "transactional_db", "django_db_setup", "live_server"}
IN_CI = os.environ.get("CI", "").lower() not in {"", "0", "false"}

# The same examples every time where others wait for the answer; no folder of examples in the checkout.
hypothesis.settings.register_profile("project", deadline=None, database=None, derandomize=IN_CI)
hypothesis.settings.load_profile("project")


def pytest_collection_modifyitems(config, items):
    """Leave out what tools/suite.py says belongs to the other run, or cannot be run here."""
    if ON_POSTGRES:
        left_out = [item for item in items if is_browser(item) or is_static(item) or not uses_database(item)]
    else:
        left_out = [item for item in items if WITHOUT_BROWSER and is_browser(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


def is_browser(item):
    """Say whether the test needs a browser."""
    return bool(item.get_closest_marker("browser"))


def is_static(item):
    """Say whether the test is about files and programs, which are the same beside every database."""
    return bool(item.get_closest_marker("static"))


def uses_database(item):
    """Say whether the test touches the database, by its marker or through a fixture."""
    return bool(item.get_closest_marker("django_db")) or not DATABASE.isdisjoint(item.fixturenames)


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
