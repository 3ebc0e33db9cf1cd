"""Pages of one's own data, and the office's pages of what workers ask and what falls due."""

from tests.journeys.visit import ERRORS, Visit, with_one

SELF = (
    "select w.id from pathways_worker w join accounts_person p on p.id = w.person_id "
    "where p.email = 'worker@ponte.example'"
)
ASKED = "select id from pathways_rightsrequest"
OFFICE_CASE = (
    "select p.id from pathways_pathway p join pathways_rightsrequest r on r.office_id = p.office_id"
)
NOT_REVIEWED = "select id from pathways_emergencyreading"
PLACES = {
    "mine-detail": ("", {}),
    "mine-kept": ("kept/", {}),
    "mine-readers": ("readers/", {}),
    "mine-consents": ("consents/", {}),
    "mine-requests": ("requests/", ERRORS),
}
DATA = (
    Visit("nobody's data", "pathways:mine", "pathways/mine/", "tutor"),
    *(
        Visit(
            name, f"pathways:{name}", with_one(f"pathways/mine/{{}}/{rest}", SELF), "worker", states
        )
        for name, (rest, states) in PLACES.items()
    ),
    Visit(
        "yes and no of a worker",
        "pathways:case-consents",
        with_one("pathways/{}/consents/", OFFICE_CASE),
        "placement",
    ),
    Visit(
        "consent on paper",
        "pathways:case-consent-paper",
        with_one("pathways/{}/consents/share/service/", OFFICE_CASE),
        "placement",
        ERRORS,
    ),
    Visit(
        "emergencies", "pathways:emergency-home", "pathways/emergencies/", "administrator", ERRORS
    ),
    Visit(
        "emergency reviewed",
        "pathways:emergency-review",
        with_one("pathways/emergencies/{}/review/", NOT_REVIEWED),
        "placement-lead",
        ERRORS,
    ),
    Visit("requests of workers", "pathways:rights-list", "pathways/requests/", "placement"),
    Visit(
        "request of a worker",
        "pathways:rights-detail",
        with_one("pathways/requests/{}/", ASKED),
        "placement",
        ERRORS,
    ),
    Visit("what falls due", "pathways:retention", "pathways/retention/", "placement"),
    Visit(
        "hold a case",
        "pathways:retention-hold",
        with_one("pathways/retention/{}/", OFFICE_CASE),
        "placement",
        ERRORS,
    ),
)
