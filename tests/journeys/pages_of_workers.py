"""Pages of workers on their phones, and the desk's page of their ways in."""

from tests.journeys.visit import ERRORS, Visit, link, with_both, with_one

OWN = (
    "select r.pathway_id from pathways_caserole r join accounts_person p on p.id = r.person_id "
    "where r.role = 'worker' and p.email = 'worker@ponte.example'"
)
DIARY = (
    "select pathway_id, id from pathways_document "
    f"where instrument = 'I9' and pathway_id in ({OWN})"
)
PLACES = {
    "worker-case": ("", {}),
    "worker-answer": ("answer/", {}),
    "worker-hours": ("hours/", ERRORS),
    "worker-difficulty": ("difficulty/", ERRORS),
    "worker-people": ("people/", {}),
    "worker-assessment": ("assessment/", {}),
    "worker-job": ("job/", {}),
    "logbook": ("diary/", {}),
    "logbook-new": ("diary/new/", ERRORS),
}
WORKER = (
    Visit("worker's home", "pathways:worker-home", "pathways/worker/", "worker"),
    *(
        Visit(
            name,
            f"pathways:{name}",
            with_one(f"pathways/worker/{{}}/{rest}", OWN),
            "worker",
            states,
        )
        for name, (rest, states) in PLACES.items()
    ),
    Visit(
        "page of a diary",
        "pathways:logbook-page",
        with_both("pathways/worker/{}/diary/{}/", DIARY),
        "worker",
    ),
    Visit("diary as shown", "pathways:case-logbook", with_one("pathways/{}/diary/", OWN), "tutor"),
    Visit(
        "invitation of a worker",
        "pathways:worker-invitation",
        link("worker", "pathways/invited/{}/"),
    ),
    Visit("ways in", "pathways:case-access", with_one("pathways/{}/access/", OWN), "tutor"),
)
CASE = "select pathway_id from pathways_yardphone"
LATE = "select id from pathways_yardentry where state = 'waiting'"
YARD = (
    Visit("yard", "pathways:yard", "pathways/yard/", "tutor"),
    Visit("yard of a case", "pathways:yard-case", with_one("pathways/yard/{}/", CASE), "tutor"),
    Visit("hours without a network", "pathways:yard-hours", "pathways/yard/hours/"),
    Visit("diary without a network", "pathways:yard-diary", "pathways/yard/diary/"),
    Visit(
        "entry to look at",
        "pathways:yard-look",
        with_one("pathways/yard/entries/{}/", LATE),
        "tutor",
        ERRORS,
    ),
)
WORKER += YARD
PRESSED_BY_WORKERS = (
    "pathways:yard-cut",
    "pathways:worker-invite",
    *("pathways:assisted-end", "pathways:assisted-open", "pathways:case-card"),
    *("pathways:case-card-end", "pathways:representative-add", "pathways:representative-end"),
)
