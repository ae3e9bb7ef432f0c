"""Sentences are asserted in the language they are written in."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_english():
    """Speak English wherever no request says otherwise."""
    with translation.override("en"):
        yield
