"""The settings describe a practice that pages can show."""

import pytest

from practice.checks import settings_describe_a_practice


def test_settings_as_they_come_are_fine():
    assert list(settings_describe_a_practice(None)) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [("colour_manager", "coral"), ("colour_manager", "#ffcc00"), ("name", ""), ("email", "nobody")],
)
def test_setting_nobody_could_show_is_named(settings, name, value):
    settings.PRACTICE = settings.PRACTICE | {name: value}

    errors = list(settings_describe_a_practice(None))

    assert [each.id for each in errors] == ["practice.E001"]
    assert errors[0].msg.startswith(f"PRACTICE_{name.upper()}: ")
