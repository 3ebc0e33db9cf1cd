"""A case from the proposal to its end, each step on the page of whoever takes it."""

import re
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.journeys.filling import answer_missing, answer_on, answers_to, complete, fill, put, step

PIN = "703914"
TODAY = date.today()
AIMS = ("Prepara dieci scatole all'ora", "Chiede aiuto ai colleghi", "Arriva in orario da sola")
FACTS = """() => [...document.querySelectorAll('main .key-facts > div')].map(
  (one) => [one.querySelector('dt').innerText, one.querySelector('.figure').innerText])"""
AREAS = ("technical", "relational", "autonomy")


def registered(tutor: Page, name: str) -> None:
    """The tutor puts a worker on the list."""
    tutor.goto("/en/pathways/workers/new/")
    tutor.get_by_label("Name and surname").fill(name)
    tutor.get_by_label("Employed by the co-operative since").fill("2020-01-01")
    put(tutor, "municipality", "Moncalieri")
    if tutor.locator("select[name=office]").count():
        tutor.locator("select[name=office]").select_option(label="Consorzio Esempio")
    tutor.get_by_role("button", name="Put on the list").click()
    tutor.get_by_text(f"{name} is on the list").wait_for()


def proposed(tutor: Page, name: str) -> str:
    """A worker is put on the list, a case opened, the pathway proposed; return the case."""
    registered(tutor, name)
    tutor.get_by_label("I judge the professional").check()
    tutor.get_by_role("button", name="Open the case").click()
    tutor.get_by_text("The case is open.").wait_for()
    base = "/" + tutor.url.split("/", 3)[3]
    words = {"shared_on": TODAY.isoformat(), "support_actions": "Un colloquio a settimana"}
    step(tutor, base, "share_proposal", "Propose it to the worker", **words)
    return base.rstrip("/").rsplit("/", 1)[1]


def given_a_card(office: Page, worker: Page, case: str) -> None:
    """The office prints a card, the worker chooses a PIN: there is no e-mail address."""
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


def says_yes(worker: Page) -> None:
    worker.goto("/en/pathways/worker/")
    worker.get_by_role("link", name="Do you want this pathway?").click()
    worker.get_by_role("button", name="Yes, I want to").click()
    worker.get_by_text("You said yes").wait_for()


def counted_as(office: Page, case: str, kind: str) -> None:
    """The office writes down the type that counts in the figures."""
    office.goto(f"/en/pathways/{case}/situation/edit/")
    put(office, "kind", kind)
    office.get_by_role("button", name="Save", exact=True).click()
    office.wait_for_url("**/situation/")


def begun_together(office: Page, tutor: Page, case: str) -> str:
    """A first short sitting on the tutor's phone, the worker beside; return the sheet's page."""
    office.goto(f"/en/pathways/{case}/sheets/begin/I4/")
    office.get_by_role("button", name="Begin", exact=True).click()
    office.wait_for_url("**/fill/**")
    sheet = office.url.split("fill/")[0]
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
    return sheet


def answered_alone(worker: Page) -> None:
    """The rest of the worker's own questions on the worker's phone, one a screen."""
    worker.goto("/en/pathways/worker/")
    worker.get_by_role("link", name="Tell what you can do").click()
    worker.get_by_role("button", name="Go on where I stopped").click()
    worker.get_by_text("You are at question 4 of").wait_for()
    assert worker.evaluate("document.documentElement.scrollWidth") <= 320
    worker.get_by_role("button", name="I want a break").click()
    worker.get_by_text("You are having a break.").wait_for()
    worker.get_by_role("button", name="Go on after the break").click()
    shared = {"share_company": True, "share_company_what": ["skills"], "share_service": False}
    answer_on(worker, answers_to("I4", "Lo dico io", **shared))
    worker.get_by_role("button", name="Enough for today").click()
    worker.get_by_role("button", name="Go on where I stopped").wait_for()


def assessed(office: Page, tutor: Page, worker: Page, case: str) -> None:
    """Two short sittings, then what the professional adds; the worker's own words stay."""
    sheet = begun_together(office, tutor, case)
    answered_alone(worker)
    office.goto(sheet)
    office.get_by_text("worker, integration tutor").first.wait_for()
    answer_missing(office, answers_to("I4", "Lo vedo io"))
    complete(office)
    expect(office.get_by_text("Lo dico io").first).to_be_visible()


def compared(office: Page, opening: str, base: str, name: str) -> None:
    """The assessment becomes what is compared; the page tells the pair in points and words."""
    office.goto(opening)
    office.get_by_role("link", name="Candidates").click()
    office.get_by_role("link", name=name).first.click()
    office.get_by_role("button", name="Take it from the skills assessment").click()
    office.get_by_text("is taken from the skills assessment").wait_for()
    office.goto(f"{base}match/")
    office.get_by_role("heading", name="As it stands today").wait_for()
    assert office.get_by_text("cannot be compared yet").count() == 0


def planned(office: Page, base: str) -> None:
    """The plan: one aim about the work, one about people, one about being on one's own."""
    rows = [
        {"area": area, "objective": aim, "indicator": "Si vede", "target": "Ogni giorno"}
        for area, aim in zip(AREAS, AIMS, strict=True)
    ]
    fill(office, base, "I11", objectives=rows)


def trained(office: Page, base: str) -> None:
    office.goto(f"{base}people/")
    office.get_by_role("link", name="Record the training").click()
    for area in ("legal", "business", "policy", "guidance"):
        put(office, area, "10")
    office.get_by_role("button", name="Save").click()
    office.get_by_text("trained, 40 hours").wait_for()


def approved(office: Page, base: str, start: date) -> None:
    """A person's yes with its reason, and the terms that four will sign."""
    words = {
        "reason": "Il posto va bene",
        "legal_basis": "ART30_INTEREST",
        "legal_evidence": "Delibera 3",
        "planned_hours": "250",
        "weekly_hours": "40",
        "starts_on": start.isoformat(),
        "ends_on": TODAY.isoformat(),
        "backdated_because": "Registrato dopo",
        "tasks_change": "no",
        "distance_km": "12",
        "safety": "Otto ore",
        "cover": "INAIL",
    }
    step(office, base, "approve_match", "Approve the match", **words)
    office.goto(f"{base}match/")
    expect(office.get_by_text("it fits: Il posto va bene")).to_be_visible()
    expect(office.get_by_text("The comparison of that day")).to_be_visible()


def signs(page: Page, case: str) -> None:
    page.goto(f"/en/pathways/{case}/agreement/")
    page.get_by_role("button", name="I have read it: sign").click()
    page.get_by_role("heading", name="Receipt of a signature").wait_for()


def started(tutor: Page, base: str, day: date, post: str, cover: str) -> None:
    told = {"notified_on": str(day), "safety_checked_on": str(day), "post": post, "cover": cover}
    step(tutor, base, "start_secondment", "Start the secondment", **told)


def entered(tutor: Page, base: str, first: date, days: int) -> None:
    """Ten hours a day on so many days, written by the tutor."""
    tutor.goto(f"{base}hours/")
    for number in range(days):
        put(tutor, "day", (first + timedelta(days=number)).isoformat(), "date")
        put(tutor, "minutes", "10:00", "text")
        tutor.get_by_role("button", name="Write it down").click()
        tutor.get_by_text("Written down. The company confirms it.").wait_for()


def confirmed(company: Page, base: str) -> None:
    """The company says yes to what happened, week by week."""
    company.goto(base)
    company.get_by_role("link", name="Confirm the hours").first.click()
    while company.get_by_role("heading", name="All hours are confirmed").count() == 0:
        assert "Were these hours done" in company.get_by_role("heading", level=1).inner_text()
        with company.expect_navigation():
            company.get_by_role("button", name="Yes, these hours").click()


def last_talks(tutor: Page, base: str) -> None:
    for kind in ("worker", "company"):
        tutor.goto(f"{base}tutoring/talk/")
        put(tutor, "kind", kind)
        put(tutor, "rating", "4")
        tutor.get_by_label("This was the last talk").check()
        tutor.get_by_role("button", name="Write it down").click()
        tutor.get_by_text("The talk is written down.").wait_for()


def reported(tutor: Page, base: str, **told) -> None:
    """The final report, with a score for each aim of the plan."""
    scores = [{"objective": aim, "score": 4} for aim in AIMS]
    fill(tutor, base, "I10", **{"objective_scores": scores, **told})


def signs_the_report(page: Page, base: str) -> None:
    """Each reads what was aimed at and what came of it, and signs as themselves."""
    page.goto(f"{base}ending/report/")
    page.get_by_role("button", name=re.compile("Sign the report")).click()
    page.get_by_text("Your yes is kept.").wait_for()


def figures(office: Page) -> dict[str, int]:
    """What the office's page of figures counts now."""
    office.goto("/en/pathways/figures/")
    found = dict(office.evaluate(FACTS))
    total = office.locator("table", has=office.get_by_text("Involved, concluded and hired"))
    cells = total.locator("tbody tr").last.locator("td").all_inner_texts()
    found |= dict(zip(("Involved", "Concluded", "Hired"), cells, strict=False))
    return {name: int(re.sub(r"\D", "", text)) for name, text in found.items()}
