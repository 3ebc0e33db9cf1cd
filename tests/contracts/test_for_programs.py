"""What other programs read keeps its names: files, linked data, answers of the command line."""

import csv
import io
import json
from dataclasses import fields
from pathlib import Path

import pytest
import yaml
from lxml import html

from ponte.project.doctor.finding import Finding
from tests.directory.search import world

pytestmark = pytest.mark.django_db(databases=["default", "aside"])
PROMISED = yaml.safe_load(Path(__file__).with_name("outputs.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def towns(rows):
    return world.places()


def linked_data(client, address: str) -> dict:
    tree = html.fromstring(client.get(address).content)
    [block] = tree.xpath('//script[@type="application/ld+json"]')
    return json.loads(block.text)


def test_the_file_of_a_search_begins_with_the_promised_columns(client, towns):
    world.card("Nido vicino", town=towns["Cuneo"])
    answer = client.get("/en/search/results.csv?kind=service")
    text = answer.content.decode("utf-8-sig")
    columns = next(csv.reader(io.StringIO(text), delimiter=";"))
    assert columns[: len(PROMISED["search_csv"])] == PROMISED["search_csv"]


def test_a_listing_tells_machines_what_was_promised(client, towns):
    card = world.card(
        "Nido", town=towns["Cuneo"], served=["P004"], target_groups=["children"],
        categories=["nurseries"],
    )  # fmt: skip
    told = linked_data(client, f"/en/services/{card.slug}/")
    assert set(PROMISED["card_json_ld"]) <= set(told)
    offers = [("service", "Giardini", "gardening")]
    body = world.enterprise("Verde", town=towns["Cuneo"], offers=offers)
    told = linked_data(client, f"/en/enterprises/{body.slug}/")
    assert set(PROMISED["enterprise_json_ld"]) <= set(told)


def test_watchers_read_what_was_promised(client):
    assert list(client.get("/healthz").json()) == PROMISED["healthz"]
    assert {one.name for one in fields(Finding)} >= set(PROMISED["doctor_json"])
