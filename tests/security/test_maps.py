"""Names on a map are text: whoever writes a list of places draws nothing else with it."""

import pytest
from django.core.cache import cache
from lxml import etree

from ponte.directory.actions.index import reindex
from ponte.territory.models import Municipality, Province, Region
from ponte.territory.queries import places
from tests.security.conftest import from_elsewhere
from tests.security.hostile import CLOSES, SCRIPT
from tests.security.pages import tree_of

pytestmark = pytest.mark.django_db(databases=["default", "aside"])
POISON = "Ca' </title></path><svg onload=alert(1)>" + SCRIPT + CLOSES + "]]>{{ 7*7 }}"


@pytest.fixture
def poisoned(city):
    for model in (Municipality, Province, Region):
        most = model._meta.get_field("name").max_length
        model.objects.update(name=POISON[:most])
    cache.clear()
    places._built.cache_clear()
    reindex()
    yield city
    cache.clear()
    places._built.cache_clear()


@pytest.mark.parametrize("place", ["", "place=P004&", "place=M004078&", "place=R01&"])
def test_a_poisoned_name_draws_and_runs_nothing(poisoned, client_of, place):
    answer = client_of("anonymous").get(f"/en/search/?{place}view=map", **from_elsewhere())
    assert answer.status_code == 200
    tree = tree_of(answer)
    drawn = tree.xpath("//figure//*[local-name()='svg']")
    assert drawn, "the map is not on the page"
    assert len(tree.xpath("//*[@onload]")) == 0
    names = {etree.QName(one).localname for one in drawn[0].iter() if isinstance(one.tag, str)}
    assert names <= {"svg", "title", "a", "path"}
    for script in tree.iter("script"):
        assert script.get("src") or "json" in script.get("type", "")
    for link in drawn[0].xpath(".//@href"):
        assert link.startswith("?")
    text = answer.content.decode()
    assert "<svg onload" not in text and "49" not in text[text.find("Ca'") : text.find("Ca'") + 90]


def test_the_poison_is_on_the_page_as_text(poisoned, client_of):
    answer = client_of("anonymous").get("/en/search/?place=P004&view=map", **from_elsewhere())
    shown = tree_of(answer).xpath("//figure//*[local-name()='path']/*[local-name()='title']/text()")
    assert any("Ca'" in text for text in shown)
