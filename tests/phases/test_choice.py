"""Every view of the figure has one address, and whatever is in an address leads to a view."""

import pytest
from django.http import QueryDict
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from phases.addresses import addresses
from phases.choice import Choice, phase_at
from phases.definitions import BY_KEY, PERSPECTIVES, PHASES

LANGUAGES = ["nl", "en"]
CHOICES = st.builds(
    Choice,
    step=st.sampled_from([None, *BY_KEY]),
    perspective=st.sampled_from(list(PERSPECTIVES)),
    moment=st.none() | st.integers(0, 100),
    framed=st.booleans(),
)


def query_of(address):
    return QueryDict(address.partition("?")[2])


@pytest.mark.parametrize(
    ("language", "address"),
    [
        ("nl", "/aanpak/uitvoering/?als=medewerker&moment=62"),
        ("en", "/en/approach/execution/?as=employee&moment=62"),
    ],
)
def test_address_has_the_words_of_the_language(language, address):
    with override(language):
        assert Choice(step="execution", perspective="employee", moment=62).address == address


@pytest.mark.parametrize("language", LANGUAGES)
@given(choice=CHOICES)
def test_address_says_everything(language, choice):
    with override(language):
        assert Choice.read(query_of(choice.address), choice.step, framed=choice.framed) == choice


@given(step=st.sampled_from([None, *BY_KEY]), framed=st.booleans())
def test_defaults_leave_no_query(step, framed):
    assert "?" not in Choice(step=step, framed=framed).address


@pytest.mark.parametrize(
    "query",
    [
        "als=niemand",
        "als=employee",
        "as=medewerker",
        "als=",
        "moment=101",
        "moment=-1",
        "moment=half",
        "moment=6.2",
        "moment=",
        "moment=%C2%B2",
        "moment=%D9%A3",
        "moment=000000000000000000050",
    ],
)
def test_nonsense_is_passed_over(query):
    with override("nl"):
        assert Choice.read(QueryDict(query), "intake") == Choice(step="intake")


@given(value=st.text(), name=st.sampled_from(["als", "as", "moment"]))
def test_any_query_can_be_read(value, name):
    query = QueryDict(mutable=True)
    query[name] = value
    with override("nl"):
        assert Choice.read(query).address.startswith("/")


@given(moment=st.integers(0, 100))
def test_every_moment_is_in_one_step(moment):
    home = phase_at(moment).key

    assert [phase.key for phase in PHASES if not Choice(step=phase.key, moment=moment).astray] == [home]
    assert Choice(step="intake", moment=moment).at_moment().step == home
    assert not Choice(moment=moment).astray


def test_moments_run_through_the_steps_in_equal_parts():
    assert [phase_at(moment).key for moment in (0, 24, 25, 49, 50, 74, 75, 100)] == [
        "intake",
        "intake",
        "specification",
        "specification",
        "execution",
        "execution",
        "evaluation",
        "evaluation",
    ]


def test_moment_goes_along_to_its_own_step_and_to_the_whole_only():
    choice = Choice(step="execution", perspective="board", moment=62)

    assert [choice.at(step).moment for step in (None, *BY_KEY)] == [62, None, None, 62, None]
    assert {choice.at(step).perspective for step in BY_KEY} == {"board"}


def test_position_without_a_moment_is_the_middle_of_the_step_or_the_first_day():
    assert [Choice(step=step).position for step in (None, *BY_KEY)] == [0, 12, 37, 62, 87]
    assert not any(Choice(step=step, moment=Choice(step=step).position).astray for step in BY_KEY)
    assert Choice(moment=3).position == 3


def test_form_carries_the_choice_along():
    choice = Choice(step="execution", perspective="employee", moment=62)

    with override("en"):
        assert choice.kept == [("as", "employee"), ("moment", "62")]
        assert choice.kept_apart_from_moment == [("as", "employee")]
        assert Choice(step="execution").kept == []


def test_addresses_take_choice_and_the_rest_of_the_query_along():
    choice = Choice(step="execution", perspective="employee", moment=62)
    query = QueryDict("als=medewerker&moment=62&keuze=a&keuze=b")

    with override("nl"):
        found = addresses("execution", choice=choice, query=query)

    assert [each.path for each in found] == [
        "/aanpak/uitvoering/?als=medewerker&moment=62&keuze=a&keuze=b",
        "/en/approach/execution/?as=employee&moment=62&keuze=a&keuze=b",
    ]
    assert [each.url.partition("://")[2].partition("/")[2] for each in found] == [
        "aanpak/uitvoering/",
        "en/approach/execution/",
    ]


def test_addresses_of_a_frame_switch_inside_it_and_name_the_full_page():
    found = addresses("intake", choice=Choice(step="intake", framed=True))

    assert [each.path for each in found] == ["/embed/intake/", "/en/embed/intake/"]
    assert all("embed" not in each.url for each in found)
