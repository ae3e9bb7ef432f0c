"""What holds for every test: which run it belongs to, and that nothing is skipped where it counts."""

import os

import hypothesis
import pytest

ON_POSTGRES = os.environ.get("TEST_DB") == "postgres"
WITHOUT_BROWSER = os.environ.get("TEST_BROWSER") == "none"
IN_CI = os.environ.get("CI", "").lower() not in {"", "0", "false"}

# The same examples every time where others wait for the answer; no folder of examples in the checkout.
hypothesis.settings.register_profile("project", deadline=None, database=None, derandomize=IN_CI)
hypothesis.settings.load_profile("project")


def pytest_collection_modifyitems(config, items):
    """Leave out what tools/suite.py says belongs to the other run, or cannot be run here."""
    out = {"static", "browser"} if ON_POSTGRES else {"browser"} if WITHOUT_BROWSER else set()
    left_out = [item for item in items if any(item.get_closest_marker(name) for name in out)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


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
