"""The figures of pathways as a program reads them."""

import json

import pytest

from ponte.project.supervisor.installation import reachable
from tests.project.living import installed

TYPES = ["PSYCHIC", "PSYCHO_PHYSICAL", "PHYSICAL", "SOCIAL_ADDICTION", "PHYSICAL_AND_SOCIAL"]
NO_RATES = {"hired_of_concluded": None, "hired_of_involved": None}


@pytest.mark.processes
def test_json_is_all_that_is_printed(ponte, folder, home):
    with reachable(installed(folder)):
        assert ponte("database", "migrate").returncode == 0
        for more in ([], ["--public"]):
            done = ponte("figures", "pathways", "--json", *more)
            assert done.returncode == 0, done.stderr
            found = json.loads(done.stdout)
            assert [one["type"] for one in found["types"]] == TYPES
            assert found["total"] == {
                "type": "TOTAL", "involved": 0, "concluded": 0, "hired": 0, "rates": NO_RATES
            }  # fmt: skip
            assert (found["companies"], found["tutors"]) == (0, 0)


@pytest.mark.parametrize("wrong", [["--at-least", "10"], ["--public", "--at-least", "4"]])
def test_a_threshold_is_for_what_is_published_and_not_below_five(ponte, wrong):
    told = ponte("figures", "pathways", *wrong)
    assert told.returncode == 1
    assert "--at-least goes with --public" in told.stderr
