"""A guardian decides for the worker and signs on paper; the others sign by account, link, code."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.journeys import story_cases as told
from tests.journeys.filling import put, step

pytestmark = pytest.mark.journey
WORKER, GUARDIAN = "Gemma Storia", "Renato Esempio"
DECREE = "Tribunale di Cuneo, decreto 12 del 2026"
CARLA = "carla.capo@ponte.example"
SCAN = {"name": "firma.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"}


def test_a_guardian_decides_and_signs_on_paper(people, signed_in, by_hand, mailbox):
    office, tutor = signed_in("placement"), signed_in("tutor", width=360)
    lead, guardian = signed_in("placement-lead"), signed_in("representative", width=360)
    case = told.proposed(tutor, WORKER)
    base = f"/en/pathways/{case}/"
    assert guardian.goto(base).status == 404, "nobody to this case yet"
    appointed(office, base)
    says_yes_for_her(guardian, case, office)
    by_hand("agreed", case)

    agreement = f"{base}agreement/"
    code, link = passes_made(office, agreement, mailbox)
    for one in (lead, signed_in("pathways")):
        told.signs(one, case)
    signs_by_link(people, link)
    signs_by_code(tutor, agreement, code)
    tutor.goto(agreement)
    assert tutor.locator(".state", has_text="in force").count() == 0, "the guardian is missing"
    signs_on_paper(office, lead, case)

    # This text, these signatures; the worker's own is not asked for.
    tutor.goto(agreement)
    expect(tutor.locator(".state", has_text="in force")).to_be_visible()
    tutor.get_by_role("link", name="Check text and signatures").click()
    tutor.get_by_text("all four parties have signed").wait_for()
    for name in ("Carla Capo", "Ugo Direttore", GUARDIAN):
        expect(tutor.get_by_text(name).first).to_be_visible()
    guardian.goto(agreement)
    expect(guardian.locator(".state", has_text="in force")).to_be_visible()


def appointed(office, base: str) -> None:
    """The office writes down what the court's document says: what for, and from when."""
    office.goto(f"{base}access/")
    office.get_by_text("Record an appointment of a court").click()
    put(office, "email", "representative@ponte.example")
    for name, value in {"kind": "guardian", "manner": "for", "scope": ["decide", "sign"]}.items():
        put(office, name, value)
    put(office, "starts_on", "2026-01-01")
    office.get_by_role("button", name="Save", exact=True).click()
    office.locator(".error-summary, .errors").first.wait_for()  # without its document
    put(office, "document", DECREE)
    office.get_by_role("button", name="Save", exact=True).click()
    office.get_by_role("heading", name=GUARDIAN).wait_for()
    expect(office.get_by_text(f"guardian, for the worker: {DECREE}")).to_be_visible()


def says_yes_for_her(guardian, case: str, office) -> None:
    """What the appointment is for, and no more: a yes, with what the worker says about it."""
    assert guardian.goto(f"/en/pathways/worker/{case}/hours/").status == 404
    words = {"own_opinion": "Dice che le piace provare"}
    step(guardian, f"/en/pathways/{case}/", "accept_proposal", "Accept", **words)
    office.goto(f"/en/pathways/{case}/")
    expect(office.locator(".state", has_text="accepted by the worker")).to_be_visible()
    expect(office.get_by_text("Dice che le piace provare").first).to_be_visible()


def passes_made(office, agreement: str, mailbox) -> tuple[str, str]:
    """Two directors sign for the company: a printed code for one, a link for the other."""
    office.goto(f"{agreement}signers/")
    expect(office.get_by_role("heading", name=GUARDIAN)).to_be_visible()
    for name, email in (("Carla Capo", CARLA), ("Ugo Direttore", "")):
        office.get_by_label("For which party").select_option("company")
        office.get_by_label("First and last name").fill(name)
        office.get_by_label("In which capacity").fill("director")
        office.get_by_label("E-mail address").fill(email)
        office.get_by_role("button", name="Name", exact=True).click()
        office.get_by_role("heading", name=name, level=3).wait_for()
    card_of(office, "Carla Capo").get_by_role("button", name="Send a link").click()
    letter = re.sub(r"=\n", "", mailbox(CARLA))
    assert "Gemma" not in letter and "Esempio Industria" not in letter
    link = re.search(r"http://\S+/sign/[^\s/]+:[^\s/]+/", letter).group(0)
    office.goto(f"{agreement}signers/")
    card_of(office, "Ugo Direttore").get_by_role("button", name="Print a code letter").click()
    code = re.search(r"\d{4} \d{4}", office.locator("main").inner_text()).group(0)
    return code, link


def card_of(page, name: str):
    return page.locator("section.item", has=page.get_by_role("heading", name=name))


def signs_by_link(people, link: str) -> None:
    """On a small phone without scripts: the name opens the text, once."""
    carla = people.enter(width=320, java_script_enabled=False, language="en")
    carla.goto(link)
    carla.locator("#id_name").fill("Sandro Straniero")
    carla.locator("button[value=open]").click()
    expect(carla.locator(".error-summary")).to_be_visible()
    assert "CONVENZIONE" not in carla.content()
    carla.locator("#id_name").fill("carla capo")
    carla.locator("button[value=open]").click()
    assert "CONVENZIONE" in carla.content()
    assert carla.evaluate("document.documentElement.scrollWidth") <= 320
    carla.locator("button[value=sign]").click()
    assert re.search(r"[0-9a-f]{64}", carla.locator("main").inner_text())
    carla.goto(link)
    assert carla.locator("button[value=open]").count() == 0


def signs_by_code(tutor, agreement: str, code: str) -> None:
    """On the tutor's phone, with a code that the tutor never saw."""
    tutor.goto(f"{agreement}signers/")
    assert code not in tutor.content()
    card_of(tutor, "Ugo Direttore").get_by_role("link", name="Sign here with a code").click()
    tutor.get_by_label("Your code").fill(code)
    tutor.keyboard.press("Enter")
    tutor.get_by_role("heading", name="Receipt of a signature").wait_for()


def signs_on_paper(office, lead, case: str) -> None:
    """One of the office records the sheet with its scan, another looks at it and confirms."""
    base = f"/en/pathways/{case}/agreement/"
    office.goto(f"{base}versions/1/print/")
    sheet = re.search(r"V1-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{2}", office.content()).group(0)
    office.goto(f"{base}paper/")
    office.get_by_label("For which party").select_option("worker")
    office.get_by_label("Who signed").fill(GUARDIAN)
    office.get_by_label("Code printed on the sheet").fill(sheet.lower())
    office.get_by_label("Day of the signature").fill(date.today().isoformat())
    office.get_by_label("Where the paper is kept").fill("Cabinet 3")
    office.get_by_label("Scan of the paper").set_input_files(SCAN)
    office.get_by_role("button", name="Record it").click()
    office.get_by_role("heading", name="Papers that wait for a second person").wait_for()
    assert office.get_by_role("button", name="I saw the sheet").count() == 0, "four eyes"
    lead.goto(f"/en/pathways/{case}/papers/")
    scan = lead.get_by_role("link", name=re.compile("Scan")).get_attribute("href")
    assert lead.request.get(scan).body() == SCAN["buffer"]
    lead.get_by_role("button", name="I saw the sheet: it says so").click()
    lead.get_by_text("No paper waits.").wait_for()
