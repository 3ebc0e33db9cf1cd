"""Synthetic workers and openings that wait: something to compare, and nothing twice."""

import pytest
from django.conf import settings

from ponte.kit.acting import acting
from ponte.pathways.models import (
    AbilityProfile,
    JobConditions,
    MatchingWeights,
    MatchProposal,
    Pathway,
    Worker,
)
from ponte.project.demo import modena_cast as cast
from ponte.project.demo import modena_matching as waiting
from tests.organizations.factories import municipality

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]


def test_workers_and_openings_wait_and_a_second_run_adds_nothing(monkeypatch):
    monkeypatch.setattr(settings, "DEMO", True)
    monkeypatch.setattr(waiting, "TOWNS", (municipality().istat_code,))
    with acting(waiting.JOB):
        cast.load(by=waiting.JOB)
    lines = []
    assert waiting.load(progress=lines.append) == waiting.WAITING
    assert lines == ["14 workers and 6 openings wait to be compared."]
    assert set(Pathway.objects.values_list("state", flat=True)) == {30}
    names = Worker.objects.values_list("name", flat=True)
    assert all(name.startswith("Persona Sintetica M-") for name in names)
    assert AbilityProfile.objects.count() == waiting.WAITING
    assert JobConditions.objects.count() == len(waiting.OPENINGS)
    found = MatchProposal.objects.get()
    assert found.state == "done" and len(found.found["pairs"]) >= 3
    assert {rate["members"] for rate in found.fairness["kind"]} == {7}
    assert MatchingWeights.objects.get().version == 1
    assert waiting.load() == 0
    assert MatchProposal.objects.count() == MatchingWeights.objects.count() == 1
