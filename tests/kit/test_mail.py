"""Every letter says at its end which site writes it, in whatever flat it was written."""

from pathlib import Path

import pytest
from django.core import mail as sent
from django.test import override_settings

from ponte.kit import mail

PONTE = Path(__file__).resolve().parents[2] / "ponte"
END = "emails/_end.txt"
LETTERS = [
    path for path in sorted(PONTE.glob("*/templates/emails/**/*.txt")) if path.name != "_end.txt"
]


@pytest.mark.parametrize("path", LETTERS, ids=lambda path: path.stem)
def test_a_letter_ends_with_the_name_of_the_site(path):
    assert f'{{% include "{END}" %}}' in path.read_text()


@override_settings(SITE_NAME="Ponte", TERRITORY_NAME="Cuneo", SITE_ADDRESS="https://ponte.example")
def test_the_site_is_named_in_the_body():
    about = {"title": "Nido", "edit": "https://ponte.example/it/home/"}
    mail.send(template="listing_retired", to="ada@example.org", language="it", context=about)
    [letter] = sent.outbox
    assert letter.body.endswith("--\nPonte, Cuneo\nhttps://ponte.example\n")
    assert "Nido" in letter.subject
