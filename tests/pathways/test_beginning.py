"""From the first lead to an open opening, from the worker's name to a case, page by page."""

from datetime import timedelta

import pytest

from ponte.pathways.models import Opportunity, Pathway, Worker
from ponte.pathways.queries.steps import OPENING_CORRECT, OPENING_PROFILE, OPENING_VERBS
from ponte.pathways.states import OpportunityState, PathwayState
from ponte.pathways.views.opening_steps import WAYS
from tests.pathways import factories as make
from tests.pathways import rows as row
from tests.pathways.browsers import browser

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
O = OpportunityState  # noqa: E741
LEAD = "/en/pathways/openings/new/"
WORKER, CANDIDATE = "/en/pathways/workers/new/", "/en/pathways/candidates/new/"
POINTS = {
    "title": "Warehouse",
    "sector": "Mechanics",
    "activities": "Gears",
    "headcount": "40",
    "willingness": "yes",
    "hire_willingness": "perhaps",
    "contract_type": "permanent",
    "referent_name": "Ugo Referente",
    "context_adequate": "yes",
    "times_agreed": "Mornings",
    "objectives": "Ten boxes an hour",
    "review_meetings": "Fridays",
    "seats": "2",
    "weekly_hours": "20",
}


@pytest.fixture
def one():
    return make.cast()


def step(opening, action: str) -> str:
    return f"/en/pathways/openings/{opening.pk}/steps/{action}/"


def test_every_step_of_an_opening_has_a_page():
    verbs = {verb for verb, _label, _by_office in OPENING_VERBS.values()}
    assert set(WAYS) == verbs | {OPENING_CORRECT[0], OPENING_PROFILE[0]}


def test_an_opening_goes_from_the_lead_to_the_open_day(one):
    client = browser(one.officer)
    assert browser(one.worker).get(LEAD).status_code == 403
    assert browser(one.worker).post(LEAD, {}).status_code == 403
    wrong = client.post(LEAD, {"company": "Nobody of this name"})
    assert wrong.status_code == 422 and "company" in wrong.context["form"].errors
    typed = {"company": one.company.tax_code, "title": "Packing", "source": "office"}
    typed |= {"office": str(one.office.pk), "searched_by": str(one.office.pk)}
    made = client.post(LEAD, typed)
    assert made.status_code == 302, made.context["form"].errors
    opening = Opportunity.objects.get()
    assert (opening.company_id, opening.title) == (one.company.pk, "Packing")
    road = [
        ("contact_company", {}, O.CONTACTED),
        ("interview_company", POINTS, O.INTERVIEWED),
        ("find_available", {}, O.AVAILABLE),
        ("draft_profile", {"courses": "1", "hand_tools": "2!"}, O.PROFILE_DRAFT),
        ("draft_profile", {"courses": "1", "hand_tools": "2!", "leadership": "1"}, None),
        ("edit_opportunity", {**POINTS, "title": "Shelves"}, None),
        ("validate_profile", {}, O.PROFILE_VALIDATED),
        ("open_opportunity", {"expires_on": f"{make.today() + timedelta(days=90)}"}, O.OPEN),
    ]
    stranger = browser(make.member(make.organization("Altrove"), "placement_lead"))
    for action, data, state in road:
        path = step(opening, action)
        assert stranger.get(path).status_code == stranger.post(path, data).status_code == 404
        assert browser(one.signatory).post(path, data).status_code == 403
        shown = client.get(path)
        assert shown.status_code == 200, action
        answer = client.post(path, {**data, "seen": shown.context["form"]["seen"].value()})
        assert answer.status_code == 302, (action, answer.context["form"].errors)
        opening.refresh_from_db()
        assert state in (None, opening.state), action
    assert opening.title == "Shelves"
    assert opening.demand["hand_tools"] == {"level": 2, "group": "technical", "essential": True}
    text = client.get(f"/en/pathways/openings/{opening.pk}/").content.decode()
    assert "2 of 2" in text and "With some help, essential" in text and "Shelves" in text
    assert opening.expires_on == make.today() + timedelta(days=90)


def test_what_a_step_of_an_opening_lacks_is_said(one):
    opening = make.lead(one)
    client = browser(one.officer)
    client.post(step(opening, "contact_company"), {})
    client.post(step(opening, "interview_company"), {"sector": "Mechanics"})
    text = client.get(step(opening, "find_available")).content.decode()
    assert "Name the company&#x27;s referent." in text
    assert client.post(step(opening, "find_available"), {}).status_code == 422
    assert client.post(step(opening, "find_not_available"), {"reason": " "}).status_code == 422
    done = client.post(step(opening, "find_not_available"), {"reason": "No referent"})
    assert done.status_code == 302
    shown = client.get(f"/en/pathways/openings/{opening.pk}/").content.decode()
    assert "No referent" in shown


def test_two_who_move_an_opening_at_once_are_told(one):
    opening = make.lead(one)
    client, path = browser(one.officer), step(opening, "withdraw_opportunity")
    seen = client.get(path).context["form"]["seen"].value()
    browser(one.lead).post(step(opening, "contact_company"), {})
    answer = client.post(path, {"reason": "Moved away", "seen": seen})
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Somebody has moved this opening meanwhile" in text and "Moved away" in text
    opening.refresh_from_db()
    assert opening.state == O.CONTACTED


def test_a_filled_opening_and_another_step_of_no_use(one):
    opening = make.opening(one)
    client = browser(one.officer)
    assert (
        "There is still a free seat."
        in client.get(step(opening, "fill_opportunity")).content.decode()
    )
    assert client.get(step(opening, "contact_company")).status_code == 200
    assert client.get(step(opening, "no_such_step")).status_code == 404


def test_a_worker_is_put_on_the_list_and_proposed(one):
    for path in (WORKER, CANDIDATE):
        assert browser(one.referent).get(path).status_code == 403
        assert browser(one.referent).post(path, {}).status_code == 403
    client = browser(one.tutor)
    typed = {"name": "Rosa Lavoratrice", "employed_since": "2020-01-01", "birth_year": "1986"}
    typed |= {"employer": str(one.cooperative.pk), "office": str(one.office.pk)}
    assert client.post(WORKER, {**typed, "name": ""}).status_code == 422
    listed = client.post(WORKER, typed)
    worker = Worker.objects.get()
    assert (worker.name, worker.employer_id) == ("Rosa Lavoratrice", one.cooperative.pk)
    shown = client.get(listed["Location"])
    assert shown.context["form"]["worker"].value() == str(worker.pk)
    typed = {"worker": str(worker.pk), "tutor": str(one.tutor.pk)}
    assert client.post(CANDIDATE, typed).status_code == 422, "the skills are not judged"
    opened = client.post(CANDIDATE, {**typed, "skills_adequate": "on"})
    case = Pathway.objects.get()
    assert opened["Location"].endswith(f"/{case.pk}/")
    assert (case.state, case.tutor_id) == (PathwayState.CANDIDATE, one.tutor.pk)
    assert not client.get(CANDIDATE).context["form"].workers


def test_a_guard_of_the_candidate_stands_beside_its_field(one):
    fresh = row.worker(one.office, one.cooperative, employed_since=make.today())
    typed = {"worker": str(fresh.pk), "tutor": str(one.tutor.pk), "skills_adequate": "on"}
    answer = browser(one.tutor).post(CANDIDATE, typed)
    assert answer.status_code == 422 and "worker" in answer.context["form"].errors
    foreign = row.worker(one.office, make.organization("Coop Altra"))
    answer = browser(one.tutor).post(CANDIDATE, {**typed, "worker": str(foreign.pk)})
    assert "worker" in answer.context["form"].errors
    assert not Pathway.objects.exists()


def test_the_office_lists_a_worker_of_any_cooperative(one):
    client = browser(one.officer)
    typed = {"name": "Nino Nuovo", "employed_since": "2020-01-01"}
    typed |= {"employer": str(one.cooperative.pk), "office": str(one.office.pk)}
    assert client.post(WORKER, typed).status_code == 302
    assert Worker.objects.get().office_id == one.office.pk
    assert client.get(CANDIDATE).status_code == 403
