"""A secondment that breaks off: each says so, and the worker is back in the post that was held."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.journeys import story_cases as told
from tests.journeys.filling import step

pytestmark = pytest.mark.journey
TODAY = date.today()
CASE = (
    "select p.id from pathways_pathway p join pathways_worker w on w.id = p.worker_id "
    "where w.name = 'Berta Viaggio'"
)
POST, COVER = "Giardiniera al parco", "Ugo Esempio"


def test_back_to_the_post_that_was_held(people, signed_in, stage):
    case = stage.one(CASE)
    base = f"/en/pathways/{case}/"
    tutor, office = signed_in("tutor", width=360), signed_in("placement", language="en")
    manager, lead = signed_in("pathways"), signed_in("placement-lead")
    company = signed_in("signatory", width=360, java_script_enabled=False)
    worker = people.enter(width=320, java_script_enabled=False, language="en")
    before = told.figures(office)
    told.given_a_card(office, worker, case)
    for one in (lead, manager, company, worker):
        told.signs(one, case)

    # The post is held with its cover; then the company breaks it off.
    told.started(tutor, base, TODAY, POST, COVER)
    manager.goto(base)
    expect(manager.get_by_text(f"{POST} is held. Covered by: {COVER}.")).to_be_visible()
    told.entered(tutor, base, TODAY, 1)
    words = {"side": "company", "reason": "La linea chiude", "on": str(TODAY)}
    step(tutor, base, "interrupt_secondment", "Break it off", **words)
    told.confirmed(company, base)

    # Nobody is hired, and nothing ends, before each has signed the report.
    scores = [{"objective": "Lavora da sola alla linea", "score": 1}]
    judged = {"overall_judgement": 1, "outcome": "returned", "objective_scores": scores}
    told.reported(tutor, base, **judged)
    for one in (tutor, company):
        told.signs_the_report(one, base)
    office.goto(f"{base}steps/evaluate_pathway/")
    assert office.get_by_role("button", name="Approve the final report").count() == 0
    told.signs_the_report(worker, base)
    step(office, base, "evaluate_pathway", "Approve the final report")
    manager.goto(base)
    expect(manager.get_by_text(f"{POST} is held. Covered by: {COVER}.")).to_be_visible()

    step(manager, base, "record_return", "Record the return", on=str(TODAY))
    back = manager.get_by_text(f"{POST}: the worker is back since")
    assert "the cover has ended" in back.inner_text()
    expect(manager.locator(".state", has_text="returned to the co-operative")).to_be_visible()
    worker.goto(base)
    expect(worker.locator(".state", has_text="returned to the co-operative")).to_be_visible()
    after = told.figures(office)
    grown = {name: after[name] - before[name] for name in ("Hired", "Posts freed by a hire")}
    assert grown == {"Hired": 0, "Posts freed by a hire": 0}
    assert after["Involved"] == before["Involved"] + 1
