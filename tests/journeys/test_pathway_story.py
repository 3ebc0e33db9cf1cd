"""The whole story, from an association's call to a job and a post that is free for the next."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys import phones
from tests.journeys import story_cases as told
from tests.journeys.filling import fill, put, step
from tests.journeys.story_openings import call_answered, call_published, counted, opened

pytestmark = pytest.mark.journey
TODAY = date.today()
START = TODAY - timedelta(days=40)
CALL, WORK = "Un posto in magazzino", "Magazzino della storia"
WORKER, NEXT, POST = "Stella Storia", "Nadia Prossima", "Giardiniera della storia"
COUNTED = ("Cases", "Involved", "Concluded", "Hired", "Posts freed by a hire")
COUNTED += ("Of these taken by somebody else",)
IN_THE_YARD = [TODAY - timedelta(days=number) for number in (3, 2, 1)]

WAITS = "select id from pathways_yardentry where pathway_id = %s and state = 'waiting'"
WRITTEN = ["10:00", "9:30,"]  # the phone's, then what stands there


def test_from_the_call_to_the_job(people, signed_in, stage, phone):
    office, tutor = signed_in("placement", language="en"), people.enter(width=360)
    association = signed_in("association", language="en")
    company = signed_in("signatory", width=360, java_script_enabled=False)
    worker = people.enter(width=320, java_script_enabled=False, language="en")
    people.sign_in(tutor, "tutor")
    before = told.figures(office)

    call_published(association, CALL)
    call_answered(company, CALL, WORK)
    opening = opened(office, WORK)
    line = counted(association, CALL)
    assert "1 firm answered, 1 interviewed or further, 1 with an opening" in line

    case = told.proposed(tutor, WORKER)
    base = f"/en/pathways/{case}/"
    told.given_a_card(office, worker, case)
    told.says_yes(worker)
    told.counted_as(office, case, "PHYSICAL")
    fill(tutor, base, "I3")
    chosen = opening.rstrip("/").rsplit("/", 1)[1]
    step(tutor, base, "request_activation", "Ask for the start", opportunity=chosen)
    step(office, base, "begin_orientation", "Give an appointment", appointment_on=str(TODAY))
    told.assessed(office, tutor, worker, case)
    people.sign_in(tutor, "tutor")
    step(office, base, "finish_assessment", "Finish the skills assessment")
    step(office, base, "begin_match_review", "Review the match")
    told.compared(office, opening, base, WORKER)
    told.trained(office, base)
    told.planned(office, base)
    told.approved(office, base, START)
    for one in (signed_in("placement-lead"), signed_in("pathways"), company, worker):
        told.signs(one, case)

    told.started(tutor, base, START, POST, "Ugo Esempio")
    told.entered(tutor, base, START, 22)
    written_in_the_yard(phone, stage, case, worker)
    settled(stage, tutor, worker, case)
    tutor.goto(f"{base}hours/")
    assert tutor.locator(".figure").first.inner_text() == "250:00"
    told.confirmed(company, base)
    told.last_talks(tutor, base)
    step(tutor, base, "complete_secondment", "Complete the secondment")
    told.reported(tutor, base)
    for one in (tutor, company, worker):
        told.signs_the_report(one, base)
    step(office, base, "evaluate_pathway", "Approve the final report")
    contract = {"on": str(TODAY), "contract_type": "tempo indeterminato", "weekly_hours": "30"}
    contract["collective_agreement"] = "Metalmeccanici"
    step(office, base, "record_hire", "Record the hire", **contract)
    expect(office.get_by_text("The company hired the worker.").first).to_be_visible()

    opened_for_the_next(tutor, signed_in("pathways"), base)
    after = told.figures(office)
    grown = {name: after[name] - before[name] for name in after if name in before}
    assert {name: grown[name] for name in COUNTED} == dict.fromkeys(COUNTED, 1)
    assert (grown["Hours done"], grown["Under way"]) == (250, 0)


def written_in_the_yard(phone, stage, case: str, worker) -> None:
    """Three days without a network: the phone cannot read them back, and they come once.

    Meanwhile the worker writes the last of them too, and says something else.
    """
    page = phone.made_ready("tutor", case)
    for number, day in enumerate(IN_THE_YARD, start=1):
        page.goto(phones.HOURS)
        page.get_by_label("Which day?").fill(day.isoformat())
        page.get_by_label("Hours").fill("10")
        words = "1 entry waits to be sent." if number == 1 else f"{number} entries wait to be sent."
        phones.save(page, words)
    kept, ready = phones.waiting(page), page.evaluate(phones.READ, "phones")
    text = phones.everything(page)
    phone.switch_off(page)
    code = stage.one("select code from pathways_pathway where id = %s", case)
    planted = (WORKER, code, case, "tutor@ponte.example", '"minutes":600', '"minutes": 600')
    assert phones.planted_in(text, phone.raw(), planted) == []
    assert written(stage, case) == 22
    by_the_worker(worker, case, IN_THE_YARD[-1])
    assert written(stage, case) == 23

    page = phone.switch_on()
    phones.lose_the_receipt(page, phones.HOURS)
    assert written(stage, case) == 25, "they came, their receipt did not"
    phone.switch_off(page)

    page = phone.switch_on()
    page.goto(phones.HOURS)
    page.get_by_text("Sent. Nothing is left on this phone.").wait_for()
    assert phones.waiting(page) == []
    assert phones.send_again(page, kept, ready) == {"got"}
    assert written(stage, case) == 25
    phone.switch_off(page)


def by_the_worker(worker, case: str, day: date) -> None:
    """A day of hours by the worker's own page, opened with the card."""
    worker.goto(f"/en/pathways/worker/{case}/")
    worker.get_by_role("link", name="My hours").click()
    put(worker, "day", day.isoformat(), "date")
    put(worker, "hours", "9", "text")
    put(worker, "minutes", "30", "select-one")
    worker.get_by_role("button", name="Save my hours").click()
    worker.locator(".yard-list").get_by_text("9 hours and 30 minutes").wait_for()


def settled(stage, tutor, worker, case: str) -> None:
    """Neither was written over the other: the tutor sees both, and says which is right and why."""
    tutor.goto("/en/pathways/yard/")
    tutor.locator(f"a[href*='{stage.one(WAITS, case)}']").click()
    tutor.get_by_text("Other hours are written for this day.").wait_for()
    assert [one.inner_text()[:5] for one in tutor.locator(".yard-list li").all()] == WRITTEN
    put(tutor, "choice", "replace", "radio")
    put(tutor, "reason", "L'uscita era alle sei e mezza, lo abbiamo guardato insieme", "text")
    tutor.get_by_role("button", name="Save", exact=True).click()
    tutor.get_by_text("Thank you. It is settled.").wait_for()
    worker.goto(f"/en/pathways/worker/{case}/hours/")
    assert worker.locator(".yard-list li").filter(has_text="30 minutes").count() == 0


def written(stage, case: str) -> int:
    query = "select count(*) from pathways_hoursentry where pathway_id = %s"
    return int(stage.one(query, case))


def opened_for_the_next(tutor, manager, base: str) -> None:
    """The freed post is open for somebody else of the co-operative, who takes it."""
    tutor.goto(base)
    expect(tutor.get_by_text(re.compile(f"{POST} is free since"))).to_be_visible()
    told.registered(tutor, NEXT)
    manager.goto(f"{base}post/")
    found = manager.locator("select[name=worker] option", has_text=NEXT)
    put(manager, "worker", found.get_attribute("value"))
    manager.get_by_role("button", name="Write it down").click()
    manager.get_by_text("The post is taken again.").wait_for()
