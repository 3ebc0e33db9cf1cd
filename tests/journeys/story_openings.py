"""From an association's call to an open place, each step on the page of whoever takes it."""

from datetime import date, timedelta

from playwright.sync_api import Page

from tests.journeys.filling import fill, put, step

OPENINGS = "/en/pathways/openings/"
POINTS = {
    "sector": "Meccanica",
    "activities": "Ingranaggi",
    "headcount": "40",
    "willingness": "yes",
    "hire_willingness": "yes",
    "contract_type": "tempo indeterminato",
    "referent_name": "Rita Esempio",
    "context_adequate": "yes",
    "times_agreed": "Mattina",
    "objectives": "Prepara dieci scatole all'ora",
    "review_meetings": "Ogni venerdì",
    "municipality": "Moncalieri",
}


def call_published(association: Page, title: str) -> None:
    """The association writes a call to its firms and publishes it."""
    association.goto("/en/pathways/calls/")
    put(association, "title", title)
    put(association, "text", "Cerchiamo un posto di magazzino, la mattina.")
    put(association, "last_day", (date.today() + timedelta(days=30)).isoformat())
    association.get_by_label("Placement office").select_option(label="Consorzio Esempio")
    association.get_by_role("button", name="Write it down").click()
    association.get_by_role("button", name=f"Publish {title}").click()
    association.get_by_role("button", name=f"Close {title}").wait_for()


def call_answered(company: Page, title: str, work: str) -> None:
    """A firm reads the call and says that it has an opening."""
    company.goto("/en/pathways/calls/")
    company.get_by_role("link", name=title).click()
    company.get_by_label("Which work").fill(work)
    company.get_by_role("button", name="Tell the office").click()
    company.get_by_text("Thank you. The office will call you.").wait_for()


def counted(association: Page, title: str) -> str:
    """What the association reads of its call: numbers, never a name."""
    association.goto("/en/pathways/calls/")
    line = association.locator("article", has=association.get_by_role("heading", name=title))
    told = line.inner_text()
    assert "Esempio Industria" not in told
    return told


def opened(office: Page, work: str) -> str:
    """The office finds the lead and opens the place; return where the opening stands."""
    office.goto(OPENINGS)
    office.get_by_role("link", name=work).click()
    office.get_by_role("heading", level=1, name="Esempio Industria").wait_for()
    base = "/" + office.url.split("/", 3)[3]
    step(office, base, "contact_company", "The company was reached")
    step(office, base, "interview_company", "Write the interview", **POINTS)
    fill(office, base, "I1")
    step(office, base, "find_available", "The company is available")
    levels = {"courses": "1", "hand_tools": "2", "leadership": "1"}
    step(office, base, "draft_profile", "Write the job profile", **levels)
    fill(office, base, "I2")
    step(office, base, "validate_profile", "Validate the profile")
    step(office, base, "open_opportunity", "Open it")
    return base
