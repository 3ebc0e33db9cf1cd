"""docs/reference says what the code says: roles, and the register of processing."""

import pytest

from dev.reference import FOLDER, NO_RULE, about_persons, kept, pages, processing

PAGES = ("privacy.md", "roles.md")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_reference_is_what_the_code_says(name):
    made = pages()
    assert sorted(made) == sorted(PAGES)
    written = (FOLDER / name).read_text(encoding="utf-8")
    assert written == made[name], "run: python3 -m dev reference"


def test_every_flat_that_keeps_data_about_persons_says_why_and_how_long():
    assert set(processing()) == set(about_persons())
    for told in processing().values():
        assert all(told[name].strip() for name in ("purpose", "whom", "kept"))


def test_every_table_about_persons_has_a_rule_that_lets_go():
    """Whoever adds one adds a rule: `retention.yaml` of pathways, or the flat's own job."""
    told = processing()
    without = [
        model._meta.db_table
        for label, models in about_persons().items()
        for model in models
        if NO_RULE in kept(model, told[label])
    ]
    assert without == []
    assert [label for label, one in told.items() if "no rule" in one["kept"]] == []


def test_a_table_that_is_told_apart_exists():
    tables = {model._meta.db_table for models in about_persons().values() for model in models}
    assert {name for told in processing().values() for name in told.get("tables", {})} <= tables
