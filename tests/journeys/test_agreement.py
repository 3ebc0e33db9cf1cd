"""Five people sign one agreement by four ways: account, link, code, paper; one is a guardian."""

import re
from datetime import date

import pytest

pytestmark = pytest.mark.journey
CASE = (
    "select p.id from pathways_pathway p join pathways_worker w on w.id = p.worker_id "
    "where w.name = 'Berta Viaggio'"
)
CARLA = "carla.capo@ponte.example"


def name_signer(page, party: str, name: str, capacity: str = "", email: str = "") -> None:
    page.get_by_label("For which party").select_option(party)
    page.get_by_label("First and last name").fill(name)
    page.get_by_label("In which capacity").fill(capacity)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_role("button", name="Name", exact=True).click()
    page.get_by_role("heading", name=name, level=3).wait_for()


def card_of(page, name: str):
    return page.locator("section.item", has=page.get_by_role("heading", name=name))


def sign_in_and_sign(page, case: str) -> None:
    page.goto(f"/en/pathways/{case}/agreement/")
    page.get_by_role("button", name="I have read it: sign").click()
    page.get_by_role("heading", name="Receipt of a signature").wait_for()


def test_five_people_sign_by_four_ways(signed_in, people, stage, mailbox):
    case = stage.one(CASE)
    base = f"/en/pathways/{case}/agreement/"

    # The office names who signs: a director of the company, the worker and her guardian.
    office = signed_in("placement")
    office.goto(base + "signers/")
    name_signer(office, "company", "Carla Capo", "director", CARLA)
    name_signer(office, "worker", "Berta Viaggio")
    name_signer(office, "worker", "Gina Tutrice", "guardian")
    card_of(office, "Carla Capo").get_by_role("button", name="Send a link").click()
    letter = re.sub(r"=\n", "", mailbox(CARLA))
    assert "Berta" not in letter and "Esempio Industria" not in letter
    link = re.search(r"http://\S+/sign/[^\s/]+:[^\s/]+/", letter).group(0)
    office.goto(base + "signers/")
    card_of(office, "Berta Viaggio").get_by_role("button", name="Print a code letter").click()
    code = re.search(r"\d{4} \d{4}", office.locator("main").inner_text()).group(0)

    # Signed in: for the office and for the co-operative.
    sign_in_and_sign(signed_in("placement-lead"), case)
    sign_in_and_sign(signed_in("pathways"), case)

    # By the link, on a small phone without scripts: the name opens the text, once.
    carla = people.enter(width=320, java_script_enabled=False, language="en")
    carla.goto(link)
    carla.locator("#id_name").fill("Sandro Straniero")
    carla.locator("button[value=open]").click()
    assert carla.locator(".error-summary").is_visible()
    assert "CONVENZIONE" not in carla.content()
    carla.locator("#id_name").fill("carla capo")
    carla.locator("button[value=open]").click()
    assert "CONVENZIONE" in carla.content()
    assert carla.evaluate("document.documentElement.scrollWidth") <= 320
    carla.locator("button[value=sign]").click()
    assert re.search(r"[0-9a-f]{64}", carla.locator("main").inner_text())
    carla.goto(link)
    assert carla.locator("button[value=open]").count() == 0

    # By the code, on the tutor's phone: the tutor never saw it.
    tutor = signed_in("tutor", width=360)
    tutor.goto(base + "signers/")
    assert code not in tutor.content()
    card_of(tutor, "Berta Viaggio").get_by_role("link", name="Sign here with a code").click()
    tutor.get_by_label("Your code").fill(code)
    tutor.keyboard.press("Enter")
    tutor.get_by_role("heading", name="Receipt of a signature").wait_for()

    # On paper: the guardian signs the printed sheet, and two of the office look at it, by its code.
    office.goto(base + "versions/2/print/")
    sheet = re.search(r"V2-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{2}", office.content()).group(0)
    office.goto(base + "paper/")
    office.get_by_label("For which party").select_option("worker")
    office.get_by_label("Who signed").fill("Gina Tutrice")
    office.get_by_label("Code printed on the sheet").fill(sheet.lower())
    office.get_by_label("Day of the signature").fill(date.today().isoformat())
    office.get_by_label("Where the paper is kept").fill("Cabinet 3")
    office.get_by_label("If there is no scan: why not").fill("The scanner is broken")
    office.get_by_role("button", name="Record it").click()
    office.get_by_role("heading", name="Papers that wait for a second person").wait_for()
    assert office.get_by_role("button", name="I saw the sheet").count() == 0, "four eyes"
    lead = signed_in("placement-lead")
    lead.goto(f"/en/pathways/{case}/papers/")
    lead.get_by_role("button", name="I saw the sheet: it says so").click()
    lead.get_by_text("No paper waits.").wait_for()
    office.goto(base)

    # This text, these signatures.
    office.get_by_role("link", name="Check text and signatures").click()
    office.get_by_text("all four parties have signed").wait_for()
    for name in ("Carla Capo", "Berta Viaggio", "Gina Tutrice"):
        assert office.get_by_text(name).first.is_visible()
    tutor.goto(base)
    assert tutor.locator(".state", has_text="in force").is_visible()
