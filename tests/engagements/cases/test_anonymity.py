"""What gives an engagement away is found, with the word that does; what only looks like it is left alone."""

import pytest

from engagements.cases.anonymity import watch_for
from tests.engagements.conftest import seat_for


@pytest.fixture
def watch(engagement):
    """What gives Metaalbedrijf Klatergoud away, with a few people in it, one of whom has left."""
    engagement.organisation.name = "Metaalbedrijf Klatergoud"
    for name in ("Lotte van der Höven", "Henk Koper", "Bo Vis"):
        seat_for(engagement, "management", name)
    left = engagement.memberships.get(user__name="Bo Vis")
    left.ended_on = engagement.starts_on
    left.save()
    return watch_for(engagement, "Nepveen, de lasrobot")


GIVEAWAYS = [
    ("It began at Metaalbedrijf Klatergoud.", "Metaalbedrijf Klatergoud"),
    ("metaalbedrijf\n klatergoud", "Metaalbedrijf Klatergoud"),
    ("a klatergoudse affaire", "Klatergoud"),
    ("K\u00adlatergoud, with a soft hyphen", "Klatergoud"),
    ("Lotte decides.", "Lotte"),
    ("It is Lotte's now.", "Lotte"),
    ("Lottes besluit", "Lotte"),
    ("mevrouw HOVEN", "Höven"),
    ("Hoven without its accent", "Höven"),
    ("Mr Koper agrees.", "Koper"),
    ("Bo said so.", "Bo"),
    ("Everybody in Nepveen knows.", "Nepveen"),
    ("de Nepveense haven", "Nepveen"),
    ("They bought DE LASROBOT.", "de lasrobot"),
    ("Write to lotte@klatergoud.nl.", "lotte@klatergoud.nl"),
    ("See www.example.org/us.", "www.example.org/us."),
    ("See example.com", "example.com"),
]
HARMLESS = [
    "",
    "A metaalbedrijf like any other.",
    "The price of koper rose; the chair of the board decides.",
    "Een vis. Van der Does. Der Tag.",
    "Bovendien, botter, Henkel: nothing but words.",
    "71 → 93 %, 6.8 kg at 7.30, e.g. on time.",
    "مرحبا 🌬️ <script>",
]
NAMES = [
    ("Stichting Goed Wonen", "Goed werk: wonen kan weer.", False),
    ("Stichting Goed Wonen", "bij goed wonen", True),
    ("HMC Westeinde", "the HMC board", True),
    ("HMC Westeinde", "in Westeinde", True),
    ("Hospital", "The hospital opened.", True),
    ("Gemeente (van) Schijn*dam", "in schijn*dam", True),
]


def test_giveaway_is_found_and_named(watch):
    missed = [
        (text, word)
        for text, word in GIVEAWAYS
        if not any(f"“{word}”" in objection for objection in watch.objections(text))
    ]

    assert missed == []


def test_words_that_give_nothing_away_are_left_alone(watch):
    assert {text: found for text in HARMLESS if (found := watch.objections(text))} == {}


def test_organisation_is_known_by_what_is_its_own(engagement):
    for name, text, found in NAMES:
        engagement.organisation.name = name
        assert bool(watch_for(engagement, "").objections(text)) is found, (name, text)


def test_watch_takes_one_query_for_any_number_of_people(engagement, django_assert_num_queries):
    for number in range(3):
        seat_for(engagement, "management", f"Number {number}")

    with django_assert_num_queries(1):
        watch_for(engagement, "a, b, , c")
