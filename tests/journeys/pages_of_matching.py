"""Pages of matching."""

from tests.journeys.visit import ERRORS, Visit, with_both, with_one

OPENING = "select opportunity_id from pathways_jobconditions"
WORKER = "select worker_id from pathways_abilityprofile where written_at > '2026-01-01'"
OFFICE = "select office_id from pathways_matchproposal"
PROPOSAL = "select id from pathways_matchproposal"
PAIR = "select worker_id, opportunity_id from pathways_pairreview"
CASE = "select pathway_id from pathways_interview"
BASE = "pathways/matching/"
MATCHING = (
    Visit("matching", "pathways:matching-home", BASE, "placement"),
    Visit(
        "how matching works",
        "pathways:matching-how",
        with_one(BASE + "how/{}/", OFFICE),
        "placement-lead",
    ),
    Visit(
        "weights",
        "pathways:matching-weights",
        with_one(BASE + "how/{}/weights/", OFFICE),
        "placement-lead",
        ERRORS,
    ),
    Visit(
        "candidates",
        "pathways:matching-candidates",
        with_one(BASE + "openings/{}/", OPENING),
        "placement",
    ),
    Visit(
        "conditions of an opening",
        "pathways:matching-conditions",
        with_one(BASE + "openings/{}/conditions/", OPENING),
        "placement",
    ),
    Visit(
        "openings for a worker",
        "pathways:matching-openings",
        with_one(BASE + "workers/{}/", WORKER),
        "placement",
    ),
    Visit(
        "ability profile",
        "pathways:matching-abilities",
        with_one(BASE + "workers/{}/abilities/", WORKER),
        "placement",
    ),
    Visit(
        "one pair",
        "pathways:matching-pair",
        with_both(BASE + "workers/{}/openings/{}/", PAIR),
        "placement",
        ERRORS,
    ),
    Visit(
        "proposals",
        "pathways:matching-proposals",
        with_one(BASE + "offices/{}/", OFFICE),
        "placement",
    ),
    Visit(
        "a proposal",
        "pathways:matching-proposal",
        with_one(BASE + "proposals/{}/", PROPOSAL),
        "placement",
    ),
    Visit("match of a case", "pathways:case-match", with_one("pathways/{}/match/", CASE), "tutor"),
)
