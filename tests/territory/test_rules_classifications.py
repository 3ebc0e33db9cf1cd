"""CPV and ATECO as shipped: what a code says in a language, and what stands above it."""

from ponte.territory.public import Entry, ateco, cpv


def test_a_code_of_the_procurement_vocabulary_speaks_every_language():
    cleaning = cpv()["90910000-9"]
    assert cleaning.title("it") == "Servizi di pulizia"
    assert cleaning.title("en") == "Cleaning services"
    assert cleaning.title("fr") == "Services de nettoyage"
    assert cpv()[cleaning.parent].title("en") == "Cleaning and sanitation services"


def test_social_services_are_marked():
    assert cpv()["85311000-2"].is_social
    assert not cpv()["90910000-9"].is_social


def test_an_economic_activity_is_said_in_italian_whatever_the_reader_reads():
    growing = ateco()["01.11.00"]
    assert growing.title("fr") == growing.title("it") != ""
    assert ateco()[growing.parent].code == "01.11.0"


def test_a_code_without_any_title_answers_for_itself():
    assert Entry("99", "", {"it": ""}).title("en") == "99"
    assert Entry("99", "", {"it": "Altro", "en": ""}).title("nl") == "Altro"
