"""Pages of a case that are not about its agreement or its sheets."""

from tests.journeys.visit import ERRORS, OPEN, Visit, with_one

CASE = "select pathway_id from pathways_hoursentry"
ENTRY = "select pathway_id || '/hours/' || id from pathways_hoursentry where confirmed_at is null"
ISSUE = "select pathway_id || '/tutoring/difficulties/' || id from pathways_issue"
TUTOR = "select id || '/tutors/' || tutor_id from pathways_pathway where tutor_id is not null"


def _page(name: str, address: str, rest: str, role: str, states=None) -> Visit:
    return Visit(name, address, with_one("pathways/{}/" + rest, CASE), role, states or {})


def _thing(name: str, address: str, query: str, role: str) -> Visit:
    return Visit(name, address, with_one("pathways/{}/", query), role, ERRORS)


OPENING = "select opportunity_id from pathways_pathway where id in (" + CASE + ")"
CASES = (
    Visit("put on the list", "pathways:worker-register", "pathways/workers/new/", "tutor", ERRORS),
    Visit("candidate", "pathways:candidate-propose", "pathways/candidates/new/", "tutor"),
    Visit("lead", "pathways:opportunity-lead", "pathways/openings/new/", "placement", ERRORS),
    Visit(
        "step of an opening",
        "pathways:opportunity-step",
        with_one("pathways/openings/{}/steps/withdraw_opportunity/", OPENING),
        "placement",
        ERRORS,
    ),
    _page("case", "pathways:case-detail", "", "tutor", OPEN),
    _page(
        "step of a case",
        "pathways:case-step",
        "steps/interrupt_secondment/",
        "tutor",
        ERRORS,
    ),
    _page("hours", "pathways:case-hours", "hours/", "tutor", ERRORS),
    _thing("hours of a day", "pathways:hours-correct", ENTRY, "tutor"),
    _page("confirm hours", "pathways:hours-confirm", "hours/confirm/", "signatory"),
    _page("tutoring", "pathways:case-tutoring", "tutoring/", "tutor"),
    _page("talk", "pathways:interview-hold", "tutoring/talk/", "tutor", ERRORS),
    _page("difficulty", "pathways:issue-raise", "tutoring/difficulty/", "tutor", ERRORS),
    _thing("act on a difficulty", "pathways:issue-act", ISSUE, "tutor"),
    _page("network", "pathways:network-activate", "tutoring/network/", "tutor", ERRORS),
    _page("end before the plan", "pathways:case-ending", "ending/early_end/", "tutor", OPEN),
    _page("word on paper", "pathways:ending-paper", "ending/early_end/paper/", "placement", ERRORS),
    _page("post freed", "pathways:post-fill", "post/", "pathways", ERRORS),
    _page("people of a case", "pathways:case-people", "people/", "pathways"),
    _page("part in a case", "pathways:role-assign", "people/assign/", "pathways", ERRORS),
    _page("worker corrected", "pathways:worker-correct", "people/worker/", "pathways", ERRORS),
    _page("service of a case", "pathways:role-let-in", "people/outside/", "pathways", ERRORS),
    _page("reading asked", "pathways:reading-ask", "people/reading/", "pathways", ERRORS),
    _page("papers that wait", "pathways:case-papers", "papers/", "placement"),
    _thing("training", "pathways:training-record", TUTOR, "placement"),
    _page("situation", "pathways:case-situation", "situation/", "placement"),
    _page("situation written", "pathways:situation-record", "situation/edit/", "placement", ERRORS),
    _page("costs", "pathways:case-costs", "costs/", "pathways"),
    _page("wages", "pathways:cost-wages", "costs/wages/", "pathways", ERRORS),
    _page("cost", "pathways:cost-add", "costs/new/", "pathways", ERRORS),
)
