"""Pages are made one way: fragments say what they need, nothing runs inline."""

import re

import pytest
from sources import ROOT, python_files, short, templates

FRAGMENTS = [path for path in templates() if path.name.startswith("_")]
INLINE = re.compile(r"\son[a-z]+\s*=|\sstyle\s*=|<style\b|javascript:", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.IGNORECASE | re.DOTALL)


@pytest.mark.parametrize("path", FRAGMENTS, ids=short)
def test_a_fragment_says_what_it_needs(path):
    assert path.read_text().lstrip().startswith("{# needs:"), "first line: {# needs: ... #}"


@pytest.mark.parametrize("path", templates(), ids=short)
def test_nothing_is_inline(path):
    text = path.read_text()
    assert not INLINE.search(text), INLINE.search(text)
    for attributes, body in SCRIPT.findall(text):
        is_data = "application/ld+json" in attributes or "application/json" in attributes
        assert is_data or not body.strip(), "a script with a body that is not data"


@pytest.mark.parametrize("path", templates(), ids=short)
def test_htmx_addresses_come_from_url_names(path):
    for value in re.findall(r'hx-(?:get|post|put|delete)="([^"]*)"', path.read_text()):
        assert value.startswith(("{% url", "{{")), value


def test_every_template_is_used():
    texts = [path.read_text() for path in [*templates(), *python_files("ponte")]]
    texts += [path.read_text() for path in ROOT.glob("ponte/**/templates/**/*.txt")]
    known_to_django = re.compile(
        r"^(?:\d{3}(?:_csrf)?\.html|(?:account|mfa|allauth|socialaccount|django)/)"
    )
    unused = []
    for path in templates():
        name = re.sub(r"^.*?/templates/", "", str(path))
        if known_to_django.match(name):
            continue
        if not any(name in text for text in texts if text is not path.read_text()):
            unused.append(name)
    assert unused == []
