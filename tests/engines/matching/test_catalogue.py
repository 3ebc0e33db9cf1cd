"""The published lists: complete, without twins, and plain."""

import pytest

from ponte.engines.matching import catalogue
from ponte.engines.matching.catalogue import Weights
from ponte.engines.matching.profiles import Means


def test_every_competence_that_modena_names_has_a_dimension():
    codes = set(catalogue.dimensions())
    assert {
        "schooling", "courses", "hand_tools", "small_objects", "materials", "speaking",
        "other_languages", "numbers", "computing_basic", "computing_specialist", "leadership",
        "relations", "adaptation",
    } <= codes  # fmt: skip


def test_lists_have_names_in_two_languages_and_no_twins():
    for entries in (catalogue.dimensions(), catalogue.loads(), catalogue.means()):
        for names in ([one.en for one in entries.values()], [one.it for one in entries.values()]):
            assert all(names)
            assert len(set(names)) == len(names)


def test_every_level_has_words():
    assert len(catalogue.levels("dimensions")) == len(catalogue.levels("loads")) == 5


def test_every_means_is_listed_with_a_sensible_distance():
    assert list(catalogue.means()) == list(Means)
    assert all(km > 0 for km in catalogue.sensible_km().values())


def test_every_dimension_has_a_weight():
    weights = catalogue.default_weights()
    assert set(weights.dimensions) == set(catalogue.dimensions())
    assert weights.of("numbers", essential=True) == 3 * weights.of("numbers", essential=False)


def test_no_list_names_a_person_s_condition():
    words = "dis|handicap|illness|psych|addict|prison|gender|sex|age|origin|religion|pregnan"
    entries = [*catalogue.dimensions().values(), *catalogue.loads().values()]
    for entry in entries:
        for word in words.split("|"):
            assert word not in f" {entry.code} {entry.en} ".lower().replace("language", "")


@pytest.mark.parametrize(
    "dimensions, essential",
    [({}, 2), ({"machines": 0}, 2), ({"machines": 101}, 2), ({"machines": 1}, 0),
     ({"machines": 1}, 11)],
)  # fmt: skip
def test_weights_stay_within_bounds(dimensions, essential):
    with pytest.raises(ValueError):
        Weights("v", dimensions, essential)


def test_a_dimension_without_weight_is_a_mistake():
    with pytest.raises(KeyError):
        Weights("v", {"machines": 1}, 2).of("numbers", essential=False)
