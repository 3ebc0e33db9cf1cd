"""How groups fare is counted apart: who opens kinds, what is logged of it, what may come out."""

import pytest

from ponte.engines.matching.assign import Placed, Proposal
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.roles import statistics_columns
from ponte.pathways.models import Disadvantage
from ponte.pathways.queries.fairness import rates_under
from tests.pathways import factories as make
from tests.pathways.test_special import log

pytestmark = pytest.mark.django_db(databases=["default", "aside"])


def proposed(one, kinds: list[str]) -> tuple[Proposal, list]:
    """Workers of these kinds, every other one placed."""
    workers = [make.worker(one, f"Operaia {n}", person_id=None) for n in range(len(kinds))]
    for worker, kind in zip(workers, kinds, strict=True):
        Disadvantage.objects.update_or_create(
            worker=worker,
            defaults={"office": one.office, "employer": one.cooperative, "kind": kind},
        )
    keys = [str(worker.pk) for worker in workers]
    pairs = tuple(Placed(key, "opening", 500) for key in keys[::2])
    return Proposal(pairs, 500 * len(pairs), tuple(keys[1::2])), [w.pk for w in workers]


def test_it_is_one_reading_of_many_by_a_job(rows):
    one = make.cast()
    best, everyone = proposed(one, ["PSYCHIC"] * 6)
    with one.as_("officer"):
        told = rates_under(best, everyone)
    assert told["kind"] == [{"labels": ["PSYCHIC"], "members": 6, "placed": 3}]
    with log() as lines:
        (read,) = [line for line in lines if line.actor_name == "pathways.fairness"]
    assert (read.actor_kind, read.many, read.about_id, read.data) == (
        "job", 6, None, ["disadvantage"],
    )  # fmt: skip
    assert read.organization_id == one.office.pk


@pytest.mark.parametrize(
    "kinds",
    [
        ["PSYCHIC"] * 3,
        ["PSYCHIC"] * 5 + ["PHYSICAL"] * 4,
        ["PSYCHIC", "PHYSICAL", "SOCIAL_ADDICTION"] * 2,
        ["PSYCHIC"] * 9 + [""],
    ],
)
def test_no_group_under_five_comes_out(rows, kinds):
    one = make.cast()
    told = rates_under(*proposed(one, kinds))
    assert all(rate["members"] >= 5 for rates in told.values() for rate in rates)


def test_the_database_s_statistics_role_reads_nothing_of_it():
    """Why it is a job: docs/adr/0018-fairness-is-counted-by-a-job.md."""
    from ponte.kit.roles import protected_tables

    with acting(Actor.job("test")):
        readable = set(statistics_columns()) - protected_tables()
    assert not {name for name in readable if name.startswith("pathways_matchproposal")}
    assert "pathways_disadvantage" not in readable
    assert "pathways_worker" not in readable
