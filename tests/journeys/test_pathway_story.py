"""The whole story with four people on their devices; and one that ends where it began."""

import re
import sys
from datetime import date, timedelta

import pytest

pytestmark = pytest.mark.journey
PIN = "703914"
TODAY = date.today()
START = TODAY - timedelta(days=40)
OPENING = "select id from pathways_opportunity where title = 'Magazzino della storia'"
CASE = (
    "select p.id from pathways_pathway p join pathways_worker w on w.id = p.worker_id "
    "where w.name = 'Stella Storia'"
)
POINTS = {
    "sector": "Meccanica",
    "activities": "Ingranaggi",
    "headcount": "40",
    "contract_type": "tempo indeterminato",
    "referent_name": "Rita Esempio",
    "times_agreed": "Mattina",
    "objectives": "Prepara dieci scatole all'ora",
    "review_meetings": "Ogni venerdì",
}


@pytest.fixture
def by_hand(stage):
    """`by_hand("sheet", role, pk, code)`: what is done beside the pages."""
    program = (sys.executable, "-m", "tests.journeys.by_hand")
    return lambda *words: stage.beside(*program, *words)


def step(page, base: str, action: str, button: str, **typed) -> None:
    """Open a step's page, fill in what it asks for, take it."""
    page.goto(f"{base}steps/{action}/")
    for name, value in typed.items():
        field = page.locator(f"[name={name}]")
        if field.first.get_attribute("type") == "radio":
            page.locator(f"[name={name}][value='{value}']").check()
        elif field.get_attribute("type") == "checkbox":
            field.check()
        elif field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()
    assert "/steps/" not in page.url, page.locator(".error-summary").all_inner_texts()


def opened(office, stage, by_hand) -> str:
    """The office takes a lead and opens the place."""
    office.goto("/en/pathways/openings/new/")
    office.get_by_label("Company").first.fill("Esempio Industria")
    office.get_by_label("What the work is").fill("Magazzino della storia")
    office.get_by_role("button", name="Take the lead").click()
    office.get_by_text("The lead is taken.").wait_for()
    opening = stage.one(OPENING)
    base = f"/en/pathways/openings/{opening}/"
    step(office, base, "contact_company", "The company was reached")
    points = {**POINTS, "willingness": "yes", "hire_willingness": "yes"}
    points["context_adequate"] = "yes"
    step(office, base, "interview_company", "Write the interview", **points)
    step(office, base, "find_available", "The company is available")
    levels = {"courses": "1", "hand_tools": "2", "leadership": "1"}
    step(office, base, "draft_profile", "Write the job profile", **levels)
    step(office, base, "validate_profile", "Validate the profile")
    step(office, base, "open_opportunity", "Open it")
    for code in ("I1", "I2"):
        by_hand("sheet", "placement", opening, code)
    return opening


def proposed(tutor, stage) -> str:
    """The tutor puts a worker on the list and proposes the pathway."""
    tutor.goto("/en/pathways/")
    tutor.get_by_role("link", name="Put a worker on the list").click()
    tutor.get_by_label("Name and surname").fill("Stella Storia")
    tutor.get_by_label("Employed by the co-operative since").fill("2020-01-01")
    if tutor.locator("select[name=office]").count():
        tutor.locator("select[name=office]").select_option(label="Consorzio Esempio")
    tutor.get_by_role("button", name="Put on the list").click()
    tutor.get_by_label("I judge the professional").check()
    tutor.get_by_role("button", name="Open the case").click()
    tutor.get_by_text("The case is open.").wait_for()
    case = stage.one(CASE)
    words = {"shared_on": TODAY.isoformat(), "support_actions": "Un colloquio a settimana"}
    base = f"/en/pathways/{case}/"
    step(tutor, base, "share_proposal", "Propose it to the worker", **words)
    return case


def says_yes(office, worker, case: str) -> None:
    """A card, a PIN, a yes: the worker has no e-mail address."""
    office.goto(f"/en/pathways/{case}/access/")
    office.get_by_role("button", name="Print a card").click()
    code, number = (
        one.replace(" ", "") for one in office.locator(".card-number").all_text_contents()
    )
    worker.goto(f"/en/accounts/card/first/?code={code}")
    worker.get_by_label("Number inside the fold").fill(number)
    worker.get_by_label("Choose a PIN").fill(PIN)
    worker.get_by_label("The PIN once more").fill(PIN)
    worker.get_by_role("button", name="Save my PIN").click()
    worker.wait_for_url("**/pathways/worker/**")
    worker.goto(f"/en/pathways/{case}/steps/accept_proposal/")
    worker.get_by_role("button", name="Accept").click()
    worker.wait_for_load_state()


def assessed(office, tutor, worker, case: str, by_hand) -> None:
    """Two short sittings: on the tutor's phone beside the worker, then alone on the worker's."""
    office.goto(f"/en/pathways/{case}/sheets/begin/I4/")
    office.get_by_role("button", name="Begin", exact=True).click()
    office.wait_for_url("**/fill/**")

    tutor.goto(f"/en/pathways/{case}/access/")
    tutor.get_by_role("button", name="The worker sits beside me: begin").click()
    tutor.get_by_role("link", name="Tell what you can do").click()
    tutor.get_by_text("You have answered 0 of").wait_for()
    tutor.get_by_role("button", name="Begin", exact=True).click()
    tutor.get_by_text("You are at question 1 of").wait_for()
    assert tutor.evaluate("document.documentElement.scrollWidth") <= 360
    tutor.locator("[name=q-attention_span]").fill("20")
    tutor.get_by_role("button", name="Next question").click()
    tutor.locator("[name=q-best_time][value=morning]").check()
    tutor.get_by_role("button", name="I want a break").click()
    tutor.get_by_text("You are having a break.").wait_for()
    tutor.get_by_role("button", name="Go on after the break").click()
    tutor.locator("[name=q-what_helps][value=pauses]").check()
    tutor.get_by_role("button", name="Next question").click()
    tutor.get_by_role("link", name="Stop here: where am I?").click()
    tutor.get_by_text("You have answered 3 of").wait_for()
    tutor.get_by_role("button", name="Enough for today").click()
    tutor.get_by_role("button", name="End: give the device back").click()
    tutor.get_by_text("Nobody is signed in on this device.").wait_for()

    worker.goto("/en/pathways/worker/")
    worker.get_by_role("link", name="Tell what you can do").click()
    worker.get_by_role("button", name="Go on where I stopped").click()
    worker.get_by_text("You are at question 4 of").wait_for()
    assert worker.evaluate("document.documentElement.scrollWidth") <= 320
    worker.get_by_role("button", name="I want a break").click()
    worker.get_by_text("You are having a break.").wait_for()
    told = by_hand("rest", "placement", case, "I4")
    assert {"attention_span", "best_time", "what_helps"} <= set(told.split(","))
    office.goto(f"/en/pathways/{case}/sheets/")
    office.locator("#sheet-I4 ~ ul a").first.click()
    office.get_by_text("worker, integration tutor").first.wait_for()


def matched(office, tutor, worker, case: str, opening: str, by_hand) -> None:
    """Request, assessment, and a person's yes with the terms."""
    base = f"/en/pathways/{case}/"
    by_hand("sheet", "tutor", case, "I3")
    step(tutor, base, "request_activation", "Ask for the start", opportunity=opening)
    step(office, base, "begin_orientation", "Give an appointment", appointment_on=str(TODAY))
    assessed(office, tutor, worker, case, by_hand)
    step(office, base, "finish_assessment", "Finish the skills assessment")
    step(office, base, "begin_match_review", "Review the match")
    office.goto(f"{base}people/")
    office.get_by_role("link", name="Record the training").click()
    for area in ("legal", "business", "policy", "guidance"):
        office.locator(f"[name={area}]").fill("10")
    office.get_by_role("button", name="Save").click()
    office.get_by_text("trained, 40 hours").wait_for()
    by_hand("sheet", "placement", case, "I11")
    words = {
        "reason": "Il posto va bene",
        "legal_basis": "ART30_INTEREST",
        "legal_evidence": "Delibera 3",
        "planned_hours": "250",
        "weekly_hours": "40",
        "starts_on": START.isoformat(),
        "ends_on": TODAY.isoformat(),
        "backdated_because": "Registrato dopo",
        "tasks_change": "no",
        "distance_km": "12",
        "safety": "Otto ore",
        "cover": "INAIL",
    }
    step(office, base, "approve_match", "Approve the match", **words)


def signs(page, case: str) -> None:
    page.goto(f"/en/pathways/{case}/agreement/")
    page.get_by_role("button", name="I have read it: sign").click()
    page.get_by_role("heading", name="Receipt of a signature").wait_for()


def worked(tutor, company, case: str, by_hand) -> None:
    """The tutor writes what happened, the company says yes to it week by week."""
    base = f"/en/pathways/{case}/"
    day = START.isoformat()
    words = {"notified_on": day, "safety_checked_on": day, "post": "Giardiniera"}
    step(tutor, base, "start_secondment", "Start the secondment", **words)
    by_hand("hours", "tutor", case, "240", TODAY.isoformat())
    tutor.goto(f"{base}hours/")
    tutor.get_by_label("How long").fill("10:00")
    tutor.get_by_role("button", name="Write it down").click()
    tutor.get_by_text("Written down. The company confirms it.").wait_for()
    assert tutor.locator(".figure").first.inner_text() == "250:00"

    company.goto(base)
    company.get_by_role("link", name="Confirm the hours").first.click()
    before = company.get_by_role("heading", level=1).inner_text()
    assert "Were these hours done" in before
    company.get_by_role("button", name="Yes, these hours").click()
    company.get_by_text("Thank you. Confirmed").wait_for()
    assert company.get_by_role("heading", level=1).inner_text() != before
    while company.get_by_role("heading", name="All hours are confirmed").count() == 0:
        company.get_by_role("button", name="Yes, these hours").click()
        company.wait_for_load_state()
    for kind in ("worker", "company"):
        tutor.goto(f"{base}tutoring/talk/")
        tutor.locator(f"[name=kind][value={kind}]").check()
        tutor.locator("[name=rating][value='4']").check()
        tutor.get_by_label("This was the last talk").check()
        tutor.get_by_role("button", name="Write it down").click()
        tutor.get_by_text("The talk is written down.").wait_for()
    step(tutor, base, "complete_secondment", "Complete the secondment")


def signs_the_report(page, base: str) -> None:
    """Each reads what was aimed at and what came of it, and signs as themselves."""
    page.goto(f"{base}ending/report/")
    page.get_by_role("button", name=re.compile("Sign the report")).click()
    page.get_by_text("Your yes is kept.").wait_for()


def test_from_the_lead_to_the_job(people, signed_in, stage, by_hand):
    office, tutor = signed_in("placement", language="en"), people.enter(width=360)
    people.sign_in(tutor, "tutor")
    company = signed_in("signatory", width=360, java_script_enabled=False)
    worker = people.enter(width=320, java_script_enabled=False, language="en")
    opening = opened(office, stage, by_hand)
    case = proposed(tutor, stage)
    says_yes(office, worker, case)
    matched(office, tutor, worker, case, opening, by_hand)
    people.sign_in(tutor, "tutor")
    for one in (signed_in("placement-lead"), signed_in("pathways"), company, worker):
        signs(one, case)
    worked(tutor, company, case, by_hand)

    base = f"/en/pathways/{case}/"
    by_hand("sheet", "tutor", case, "I10")
    for one in (tutor, company, worker):
        signs_the_report(one, base)
    step(office, base, "evaluate_pathway", "Approve the final report")
    contract = {"on": str(TODAY), "contract_type": "tempo indeterminato", "weekly_hours": "30"}
    contract["collective_agreement"] = "Metalmeccanici"
    step(office, base, "record_hire", "Record the hire", **contract)
    assert office.get_by_text("The company hired the worker.").first.is_visible()
    tutor.goto(base)
    assert tutor.get_by_text(re.compile("Giardiniera is free since")).is_visible()
    tutor.get_by_role("link", name="Propose a candidate").click()
    assert tutor.get_by_role("heading", level=1).inner_text() == "Who could pass to a company?"


def test_back_to_the_post_that_was_held(signed_in, stage, by_hand):
    case = by_hand("running", "Rita Ritorno")
    base = f"/en/pathways/{case}/"
    tutor, office = signed_in("tutor", width=360), signed_in("placement")
    words = {"side": "worker", "reason": "Troppo lontano", "on": str(TODAY)}
    step(tutor, base, "interrupt_secondment", "Break it off", **words)
    by_hand("sheet", "tutor", case, "I10")
    by_hand("stated", case)
    step(office, base, "evaluate_pathway", "Approve the final report")
    manager = signed_in("pathways")
    manager.goto(base)
    assert manager.get_by_text("Giardiniere is held. Covered by: Ugo Esempio.").is_visible()
    step(manager, base, "record_return", "Record the return", on=str(TODAY))
    assert manager.get_by_text("Giardiniere: the worker is back").is_visible()
    assert manager.locator(".state", has_text="returned to the co-operative").is_visible()
