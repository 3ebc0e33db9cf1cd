"""A citizen's page, with its stylesheets and scripts, as it travels."""

import gzip
import re

import pytest
from django.contrib.staticfiles import finders

pytestmark = pytest.mark.django_db(databases=["default", "aside"])
LIMIT = 70_000


def size(body: bytes) -> int:
    return len(gzip.compress(body, 6))


@pytest.mark.parametrize("name", ["home", "search", "service", "enterprise"])
def test_a_citizens_page_travels_in_at_most_seventy_kilobytes(client, name):
    body = client.get(f"/it/design/{name}/").content
    text = body.decode()
    named = set(re.findall(r'<link rel="stylesheet" href="/static/([^"]+)"', text))
    named |= set(re.findall(r'<script [^>]*src="/static/([^"]+)"', text))
    named.add("ponte/icons/icons.svg")
    total = size(body)
    for path in named:
        with open(finders.find(path), "rb") as file:
            total += size(file.read())
    assert total <= LIMIT, total
