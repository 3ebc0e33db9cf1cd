"""The pages in a real browser: axe, reflow, targets, no script, paper, suggestions."""

import itertools
import json
import os
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from ponte.project.design import PAGES

pytestmark = pytest.mark.django_db(databases=["default", "aside"], transaction=True)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ENTRANCE = ["accounts/login", "accounts/signup", "accounts/login/code", "accounts/password/reset"]
VIEWS = [f"design/{name}" if name else "design" for name in PAGES] + ENTRANCE
WAYS = list(itertools.product(["it", "en", "pl"], ["light", "dark"], [320, 1280]))
# A few ways of looking at each page, different from page to page; `make soak` takes them all.
CHOSEN = [
    (view, *WAYS[(5 * at + step) % len(WAYS)])
    for at, view in enumerate(VIEWS)
    for step in (range(len(WAYS)) if os.environ.get("PONTE_SOAK") else (0, 7))
]
SMALL = """() => [...document.querySelectorAll('a, button, summary, select, input')]
  .filter((e) => e.offsetParent && e.type !== 'hidden' && !e.matches('.skip-link'))
  .filter((e) => !e.matches('[type=checkbox], [type=radio]'))
  .filter((e) => e.tagName !== 'A' || getComputedStyle(e).display !== 'inline')
  .filter((e) => { const b = e.getBoundingClientRect(); return b.width && b.height < 43.5; })
  .map((e) => e.outerHTML.slice(0, 120))"""


def opened(browser, live_server, view, language="it", **context):
    page = browser.new_page(**context)
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("console", lambda m: m.type == "error" and page.complaints.append(m.text))
    page.goto(f"{live_server.url}/{language}/{view}/")
    return page


@pytest.mark.parametrize("view, language, theme, width", CHOSEN)
def test_a_page_is_accessible(browser, live_server, view, language, theme, width):
    size = {"width": width, "height": 800}
    page = opened(browser, live_server, view, language, viewport=size, color_scheme=theme)
    found = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"], v["nodes"][0]["failureSummary"]) for v in found] == []
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) == 0
    assert page.evaluate(SMALL) == []
    assert page.complaints == []
    page.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_menus_and_filters_work_without_scripts(browser, live_server, width):
    size = {"width": width, "height": 800}
    page = opened(browser, live_server, "design/search", viewport=size, java_script_enabled=False)
    if width == 360:
        page.click(".nav-narrow summary")
        assert page.is_visible(".nav-narrow nav a")
        page.click(".fold > summary")
    assert page.is_visible(".facet label")
    page.close()


@pytest.mark.parametrize("name", ["service", "bare", "enterprise", "unclaimed"])
def test_a_sheet_prints_on_one_page(browser, live_server, name):
    page = opened(browser, live_server, f"design/{name}")
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", paper)) == 1
    page.close()


def test_nothing_jumps_when_the_fonts_arrive(browser, live_server):
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver((l) => { for (const e of l.getEntries()) "
        "window.shift += e.value; }).observe({ type: 'layout-shift', buffered: true });"
    )
    page.goto(f"{live_server.url}/it/design/service/")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.shift") < 0.02
    page.close()


def test_suggestions_follow_the_combobox_pattern(browser, live_server):
    page = browser.new_page()
    answer = json.dumps(["pasti a domicilio", "pasti caldi"])
    page.route(
        lambda url: "q=pas" in url and "design/?" in url,
        lambda route: route.fulfill(body=answer, content_type="application/json"),
    )
    page.goto(f"{live_server.url}/it/design/home/")
    page.locator("#q").press_sequentially("pas")
    page.wait_for_selector("[role=listbox]:not([hidden]) [role=option]")
    assert page.get_attribute("#q", "aria-expanded") == "true"
    page.press("#q", "ArrowDown")
    active = page.get_attribute("#q", "aria-activedescendant")
    assert page.text_content(f"#{active}") == "pasti a domicilio"
    page.press("#q", "Enter")
    assert page.input_value("#q") == "pasti a domicilio"
    assert page.get_attribute("#q", "aria-expanded") == "false"
    page.close()


def test_a_draft_survives_a_connection_lost_while_it_is_sent(browser, live_server):
    page = opened(browser, live_server, "design/forms")
    page.fill("#id_empty-name", "Pasti a casa")
    page.route("**/design/forms/?*", lambda route: route.abort("internetdisconnected"))
    page.locator("form[data-ponte-draft] button[type=submit]").click()
    page.wait_for_url("chrome-error://**")
    page.unroute("**/design/forms/?*")
    page.go_back()
    page.wait_for_url("**/design/forms/")
    assert page.input_value("#id_empty-name") == "Pasti a casa"
    # A browser may remember fields by itself; the draft is what a reload finds.
    assert "Pasti a casa" in page.evaluate("Object.values(sessionStorage).join()")
    page.close()


def test_a_draft_survives_a_closed_page_but_not_its_sending(browser, live_server):
    page = opened(browser, live_server, "design/forms")
    page.fill("#id_empty-name", "Pasti a casa")
    page.reload()
    assert page.input_value("#id_empty-name") == "Pasti a casa"
    page.locator("form[data-ponte-draft] button[type=submit]").click()
    page.goto(f"{live_server.url}/it/design/forms/")
    assert page.input_value("#id_empty-name") == ""
    page.close()


def test_escape_closes_a_menu_and_gives_the_focus_back(browser, live_server):
    page = opened(browser, live_server, "design/service")
    page.click(".share summary")
    page.press("body", "Escape")
    assert page.evaluate("document.querySelector('.share').open") is False
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.close()
