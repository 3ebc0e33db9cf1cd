"""Forms and sheets filled in as people do it: on their pages, a step at a time."""

import re
from datetime import date
from typing import Any

from playwright.sync_api import Page

from ponte.engines.questionnaires.sample import sample
from ponte.pathways.rules.instruments import newest

FIELDS = "() => [...document.querySelectorAll('main form [name]')].map((e) => [e.name, e.type])"
ONWARD, MOST_SCREENS = "main button.btn-primary[name=go][value=next]", 90


def put(page: Page, name: str, value: Any, kind: str = "") -> None:
    """Fill in, choose or tick one field, whichever it is."""
    field = page.locator(f"main [name='{name}']")
    kind = kind or field.first.evaluate("(one) => one.type")
    word = {True: "yes", False: "no"}.get(value, "") if isinstance(value, bool) else str(value)
    if kind == "radio":
        page.locator(f"main [name='{name}'][value='{word}']").check()
    elif kind == "checkbox" and isinstance(value, list):
        for one in value:
            page.locator(f"main [name='{name}'][value='{one}']").check()
    elif kind == "checkbox":
        field.check()
    elif kind == "select-one":
        field.select_option(word)
    elif name == "municipality":
        field.fill(word)
        page.get_by_role("option", name=word).first.click()
    else:
        field.fill(word)


def step(page: Page, base: str, action: str, button: str, **typed) -> None:
    """Open a step's page, fill in what it asks for, take it."""
    page.goto(f"{base}steps/{action}/")
    for name, value in typed.items():
        put(page, name, value)
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()
    assert "/steps/" not in page.url, page.locator(".error-summary").all_inner_texts()


def answers_to(instrument: str, words: str = "Visto insieme", **told) -> dict[str, Any]:
    """What is answered on a sheet: whatever it needs, and what the story has told."""
    return {**sample(newest(instrument), words, today=date.today()), **told}


def fill(page: Page, base: str, instrument: str, **told) -> None:
    """Begin a sheet, answer its questions step by step, say that it is complete."""
    page.goto(f"{base}sheets/begin/{instrument}/")
    page.get_by_role("button", name="Begin", exact=True).click()
    page.wait_for_url("**/fill/**")
    answer_on(page, answers_to(instrument, **told))
    complete(page)


def answer_on(page: Page, answers: dict[str, Any]) -> None:
    """Answer what each step asks for, until the last."""
    for _number in range(MOST_SCREENS):
        answer(page, answers)
        with page.expect_navigation():
            page.locator(ONWARD).click()
        assert not page.locator(".error-summary").count(), page.locator("main").inner_text()
        if "/fill/" not in page.url:
            return
    raise AssertionError(f"still asking after {MOST_SCREENS} screens: {page.url}")


def answer(page: Page, answers: dict[str, Any]) -> None:
    """Answer the questions of one page; what is not on it is left alone."""
    kinds = dict(page.evaluate(FIELDS))
    for code, value in answers.items():
        name = f"q-{code}"
        if name in kinds:
            put(page, name, value, kinds[name])
        elif f"{name}-shown" in kinds:
            _rows(page, code, value)


def _rows(page: Page, code: str, rows: list[dict[str, Any]]) -> None:
    for number, row in enumerate(rows):
        if not page.locator(f"[name^='q-{code}-{number}-']").count():
            page.locator(f"button[name=go][value='more:{code}']").click()
            page.locator(f"[name^='q-{code}-{number}-']").first.wait_for()
        for column, value in row.items():
            put(page, f"q-{code}-{number}-{column}", value)


def answer_missing(page: Page, answers: dict[str, Any]) -> None:
    """On a sheet's own page: open each question that is still missing, and answer it."""
    links = page.locator("section.item li a[href*='/fill/']")
    steps = [one.get_attribute("href") for one in links.all()]
    for address in dict.fromkeys(one.split("#")[0] for one in steps):
        page.goto(address)
        answer(page, answers)
        with page.expect_navigation():
            page.locator(ONWARD).click()


def complete(page: Page) -> None:
    """Say that the sheet is complete; the page tells what it still misses."""
    page.goto(re.sub(r"fill/.*$", "", page.url))
    page.get_by_role("button", name="Say that it is complete").click()
    page.get_by_text("The sheet is complete.").wait_for()
