"""When a figure tells nothing about one client: also not by subtracting what else is shown, or what one knows."""

from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagements.measures.practice.safety import (
    EVERYTHING,
    Choice,
    Lens,
    Source,
    grouping,
    is_enough,
    larger_half,
)
from engagements.questions.rules import SMALLEST_GROUP

YEARS, KINDS = (2023, 2024, 2025), ("change", "crisis", "bridge")


def sources(*groups, is_known=False, first=0):
    """Return engagements from (how many, year, kind), each of a client of its own."""
    found, pk = [], first
    for many, year, kind in groups:
        for _each in range(many):
            found.append(Source(pk, year, kind, client=pk, is_known=is_known))
            pk += 1
    return found


def lens(found, wanted=EVERYTHING):
    by_pk = {each.pk: each for each in found}
    return Lens(by_pk, [by_pk], wanted)


def test_five_is_the_number_of_the_room_of_questions():
    assert SMALLEST_GROUP == 5


@pytest.mark.parametrize(("many", "shown"), [(0, False), (4, False), (5, True)])
def test_nothing_about_fewer_than_five_clients(many, shown):
    assert is_enough(sources((many, 2025, "change"))) is shown


def test_five_engagements_of_one_client_are_about_one_client():
    one = [Source(pk, 2025, "change", client=1) for pk in range(5)]

    assert not is_enough(one)


def test_what_one_leads_oneself_hides_nobody():
    own = sources((9, 2025, "change"), is_known=True)

    assert is_enough(own)
    assert not is_enough([*own, *sources((4, 2025, "change"), first=100)])
    assert is_enough([*own, *sources((5, 2025, "change"), first=100)])


def test_too_few_altogether_have_no_grouping():
    assert grouping(sources((4, 2025, "change"))) is None
    assert grouping([]) is None
    assert lens(sources((4, 2025, "change"))).seen({0: 1, 1: 1, 2: 1, 3: 1}) == []


def test_where_there_are_enough_every_year_and_kind_stands_alone():
    found = grouping(sources(*((5, year, kind) for year in YEARS for kind in KINDS)))

    assert found is not None
    assert found.years == ((2023,), (2024,), (2025,))
    assert {kind for (kind,) in found.kinds} == set(KINDS)


def test_a_small_rest_is_not_left_to_subtraction():
    """Twelve engagements of which nine are of one kind: shown alone, the nine would tell of the other three."""
    through = lens(sources((9, 2025, "change"), (3, 2025, "crisis")), Choice((), ("change",)))

    assert through.choice == EVERYTHING
    assert through.is_wider


def test_years_are_taken_together_until_there_are_enough():
    found = sources((5, 2023, "change"), (3, 2024, "change"), (2, 2025, "change"))

    assert lens(found, Choice((2025,))).choice == Choice((2024, 2025))
    assert lens(found, Choice((2023,))).choice == Choice((2023,))
    assert not lens(found, Choice((2023,))).is_wider


def test_small_kinds_are_taken_together():
    found = sources((6, 2025, "change"), (3, 2025, "crisis"), (2, 2025, "bridge"))

    assert lens(found, Choice((), ("bridge",))).choice == Choice((), ("crisis", "bridge"))


def test_where_nothing_was_nothing_is_shown():
    assert lens(sources((6, 2025, "change")), Choice((2019,))).choice is None
    assert lens(sources((6, 2025, "change")), Choice((), ("crisis",))).choice is None


def test_what_belongs_to_fewer_is_shown_for_a_group_only_where_it_is_safe_there():
    found = sources((8, 2024, "change"), (8, 2025, "change"))
    some = {each.pk: 1 for each in found[:12]}  # eight of one year, four of the other

    assert lens(found).seen(some) == list(some)
    assert lens(found, Choice((2024,))).seen(some) == []
    assert lens(found, Choice((2025,))).seen(some) == []


def test_groups_are_made_so_that_what_must_be_shown_can_be():
    found = sources((8, 2024, "change"), (8, 2025, "change"))
    by_pk = {each.pk: each for each in found}
    some = {each.pk: 1 for each in found[:12]}

    through = Lens(by_pk, [by_pk, some], Choice((2024,)), sure=[some])

    assert through.choice == EVERYTHING
    assert through.seen(some) == list(some)


def test_what_is_too_little_for_anybody_does_not_hold_the_rest_back():
    found = sources((8, 2024, "change"), (8, 2025, "change"))
    by_pk = {each.pk: each for each in found}

    assert Lens(by_pk, [by_pk], Choice((2024,)), sure=[[0, 1]]).choice == Choice((2024,))


def test_the_larger_half_is_what_most_engagements_are_behind():
    assert larger_half([[1], [1, 2, 3], [1, 2]]) == [[1, 2, 3], [1, 2]]
    assert larger_half([]) == []


many_sources = st.lists(
    st.tuples(st.sampled_from(YEARS), st.sampled_from(KINDS), st.integers(0, 12), st.booleans()), max_size=60
).map(lambda rows: [Source(pk, *row) for pk, row in enumerate(rows)])


@given(many_sources, st.sets(st.integers(0, 59)), st.booleans())
def test_nothing_that_can_be_added_or_subtracted_is_about_fewer(found, having, is_sure):
    """Whatever is shown for any two choices: what one holds and the other does not is enough, or nobody."""
    by_pk = {each.pk: each for each in found}
    values = {pk: 1 for pk in having if pk in by_pk}
    sure = [values] if is_sure else []
    wanted = [
        Choice(years, kinds)
        for years, kinds in product([(), *((year,) for year in YEARS)], [(), *((kind,) for kind in KINDS)])
    ]
    shown = {frozenset(Lens(by_pk, [by_pk], each, sure).seen(values)) for each in wanted} - {frozenset()}

    for one, other in combinations([frozenset(), *shown], 2):
        for left in (one - other, other - one, one & other):
            assert not left or is_enough([by_pk[pk] for pk in left])


@given(many_sources)
def test_every_engagement_is_in_one_group(found):
    safe = grouping(found)

    if safe is not None:
        assert sum(map(len, safe.cells(found))) == len(found)
        assert sorted(year for row in safe.years for year in row) == sorted({each.year for each in found})
        assert all(list(row) == sorted(row) for row in safe.years)
