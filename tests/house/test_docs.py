"""Documents that cannot drift: paths exist, words are in the glossary, languages are counted."""

import re

import pytest
from django.apps import apps
from pghistory.models import Event
from sources import ROOT

DOCUMENTS = sorted(
    path
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("ponte/*/README.md")]
)
PATH = re.compile(r"`((?:ponte|tests|docs|dev|bench|deploy|requirements)/[A-Za-z0-9_./-]+)`")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_paths_in_documents_exist(document):
    missing = [name for name in PATH.findall(document.read_text()) if not (ROOT / name).exists()]
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_in_documents_lead_somewhere(document):
    links = re.findall(r"\]\((?!https?://|mailto:|#)([^)#]+)", document.read_text())
    missing = [link for link in links if not (document.parent / link).exists()]
    assert missing == []


def test_the_glossary_covers_every_model():
    glossary = (ROOT / "GLOSSARY.md").read_text()
    missing = [
        model.__name__
        for model in apps.get_models()
        if model.__module__.startswith("ponte.")
        and not issubclass(model, Event)
        and f"`{model.__name__}`" not in glossary
    ]
    assert missing == []


def test_no_path_of_a_machine_in_the_project():
    pattern = re.compile(r"/(?:home|Users)/[a-z]")
    guilty = [str(path) for path in DOCUMENTS if pattern.search(path.read_text())]
    assert guilty == []
