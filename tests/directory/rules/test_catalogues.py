import pytest
from django.utils import translation

from ponte.directory.rules import catalogues

LISTS = [
    "service_categories",
    "product_categories",
    "service_types",
    "target_groups",
    "delivery_modes",
    "access_modes",
    "who_may_ask",
    "fee_kinds",
    "payment_methods",
    "tuir_codes",
    "accessibility",
    "languages",
    "missions",
    "card_blocks",
]


@pytest.mark.parametrize("name", LISTS)
def test_every_list_has_titles_in_english_and_italian(name):
    found = catalogues.terms(name)
    assert found
    assert all(term.title and term.it for term in found.values())
    assert all(len(code) <= 40 for code in found)


def test_a_title_is_said_in_the_readers_language():
    with translation.override("it"):
        assert catalogues.label("fee_kinds", "free") == "Gratuito"
    with translation.override("en"):
        assert catalogues.labels("fee_kinds", ["free", "nothing_known"]) == [
            "Free of charge",
            "nothing_known",
        ]


def test_choices_hold_every_code_once_under_its_group():
    offered = [
        code for _group, rows in catalogues.choices("service_categories") for code, _ in rows
    ]
    assert offered == list(catalogues.terms("service_categories"))
    assert dict(catalogues.choices("fee_kinds")).keys() == catalogues.terms("fee_kinds").keys()
