"""What is in a dossier: every table has its place, and nothing refers to what is not there."""

import pytest
from django.apps import apps

from engagements.dossier.contents import LEFT_OUT, PARTS, TRAIL
from engagements.dossier.plain import is_person

IN = [part.model for part in PARTS]


def test_every_table_of_the_engagements_is_in_the_dossier_or_left_out_for_a_reason():
    known = {*IN, TRAIL.model, *LEFT_OUT}

    assert {model.__name__ for model in apps.get_app_config("engagements").get_models()} == {
        model.__name__ for model in known
    }
    assert not LEFT_OUT.keys() & {*IN, TRAIL.model}
    assert all(len(reason) > 20 for reason in LEFT_OUT.values())


@pytest.mark.parametrize("part", [*PARTS, TRAIL], ids=lambda part: part.key)
def test_part_comes_after_what_it_refers_to(part):
    before = set(IN[: IN.index(part.model)]) if part is not TRAIL else set(IN)

    for field in part.model._meta.concrete_fields:
        if field.is_relation and not is_person(field):
            assert field.related_model in before, field.name


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.key)
def test_table_has_nothing_beside_its_fields(part):
    """Rows that only join two others would be lost."""
    assert not part.model._meta.many_to_many


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.key)
def test_private_fields_are_fields(part):
    assert part.private <= {field.name for field in part.model._meta.concrete_fields}
