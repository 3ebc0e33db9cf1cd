"""The list of searches in vain: a true count, filters, order, pages, a file, the empty state."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ponte.directory.models import FailedSearch
from ponte.kit.ids import uuid7
from tests.directory.search import world
from tests.organizations import factories as make

pytestmark = [
    pytest.mark.usefixtures("rows"),
    pytest.mark.django_db(databases=["default", "aside"]),
]
LIST, FILE = reverse("directory:missing-list"), reverse("directory:missing-export")


@pytest.fixture
def office(client):
    client.force_login(make.officer())
    return client


def missed(words, *, askers=5, place="", language="it", days=1):
    day = timezone.localdate() - timedelta(days=days)
    return FailedSearch.objects.create(
        id=uuid7(), day=day, words=words, place=place, language=language, askers=askers
    )


def lines(answer) -> list[str]:
    return answer.content.decode("utf-8-sig").splitlines()


def test_it_is_counted_put_together_over_days_and_paged(office):
    for number in range(28):
        missed(f"nido {number:02}")
    missed("badante", askers=9, days=3)
    missed("badante", askers=8, days=4)
    missed("poca gente", askers=4)
    page = office.get(LIST).content.decode()
    assert "29 searches" in page and "page=2" in page and "poca gente" not in page
    assert page.index("badante") < page.index("nido 00"), "most asked first"
    assert "17</td>" in page
    by_words = office.get(LIST, {"sort": "words", "page": "2"}).content.decode()
    assert "nido 27" in by_words and "badante" not in by_words
    assert len(lines(office.get(FILE))) == 30
    assert lines(office.get(FILE))[1] == "badante;anywhere;Italiano;17"


def test_it_is_narrowed_by_period_words_place_and_language(office):
    world.places()
    missed("nido", place="M004078")
    missed("trasporto", days=200, language="")
    missed("mensa", language="en")
    assert "2 searches" in office.get(LIST).content.decode()
    for asked, there, gone in (
        ({"words": "NID"}, "nido", "mensa"),
        ({"words": "cuneo"}, "nido", "mensa"),
        ({"language": "en"}, "mensa", "nido"),
        ({"days": "365", "words": "trasp"}, "trasporto", "nido"),
    ):
        page = office.get(LIST, asked).content.decode()
        assert "1 search<" in page and f">{there}<" in page and f">{gone}<" not in page, asked
        assert [line.split(";")[0] for line in lines(office.get(FILE, asked))[1:]] == [there]
    for forged in ({"days": "x"}, {"days": "-5"}, {"sort": "x"}, {"language": "x"}, {"page": "x"}):
        assert "2 searches" in office.get(LIST, forged).content.decode(), forged


def test_nothing_found_and_nothing_yet_are_told_apart(office):
    assert "Nothing yet" in office.get(LIST).content.decode()
    missed("nido")
    page = office.get(LIST, {"words": "zzz"}).content.decode()
    assert "Nothing fits these filters" in page and "Show all" in page


def test_only_the_office_reads_it_or_takes_it_away(client):
    client.force_login(make.member(make.organization("Altra")))
    assert {client.get(path).status_code for path in (LIST, FILE)} == {403}


def test_words_that_would_be_a_formula_are_only_words(office):
    missed("=HYPERLINK(1)")
    assert "'=HYPERLINK(1)" in office.get(FILE).content.decode()


def test_it_asks_the_database_as_often_for_thirty_as_for_two(office):
    def asked(path) -> int:
        office.get(path)
        with CaptureQueriesContext(connection) as captured:
            assert office.get(path).status_code == 200
        return len(captured)

    paths = (LIST, FILE, f"{LIST}?words=nido")
    for number in range(2):
        missed(f"nido {number}", place="M004078")
    few = [asked(path) for path in paths]
    for number in range(2, 30):
        missed(f"nido {number}", place=f"P{number:03}")
    assert [asked(path) for path in paths] == few
