"""Every page of Ponte, in one list: where it is, who opens it, and the states it can be in.

A state is what a person did before looking: nothing, sending a form empty, searching for
what does not exist, opening a menu. Pages that are not here are named in NOT_PAGES with the
reason; `test_every_address_with_a_page_is_listed` keeps both lists whole.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from playwright.sync_api import Page

from tests.journeys.stage import Stage

Address = str | Callable[[Stage], str]
Doing = Callable[[Page], None]


def nothing(page: Page) -> None:
    """Look at the page as it opens."""


def send_empty(page: Page) -> None:
    """Send the page's own form with nothing in it."""
    form = page.locator("main form[method=post]").last
    form.locator("button[type=submit], button:not([type])").last.click()
    page.wait_for_load_state()


def open_menus(page: Page) -> None:
    """Open everything that opens."""
    for summary in page.locator("summary:visible").all():
        if summary.locator("xpath=..").get_attribute("open") is None:
            summary.click()


@dataclass(frozen=True)
class Visit:
    """A page and the names of the addresses it stands for."""

    name: str
    urls: tuple[str, ...]
    address: Address
    role: str = ""
    states: Mapping[str, Doing] = field(default_factory=dict)

    def path(self, stage: Stage, language: str) -> str:
        rest = self.address(stage) if callable(self.address) else self.address
        return f"/{language}/{rest}"

    def arrange(self, page: Page, state: str) -> None:
        {"opened": nothing, **self.states}[state](page)

    @property
    def state_names(self) -> tuple[str, ...]:
        return ("opened", *self.states)


SITE = (
    Visit("about", ("about",), "about/", states={"menus open": open_menus}),
    Visit("privacy", ("privacy",), "privacy/"),
    Visit("accessibility", ("accessibility",), "accessibility/"),
    Visit("sources", ("sources",), "sources/"),
    Visit("report", ("report",), "report/", states={"errors": send_empty}),
    Visit("design", ("design",), "design/"),
    Visit("design forms", ("design-page",), "design/forms/"),
    Visit("design working", ("design-page",), "design/working/"),
    Visit("design search", ("design-page",), "design/search/"),
    Visit("design service", ("design-page",), "design/service/"),
    Visit("sign in", ("account_login",), "accounts/login/", states={"errors": send_empty}),
)
PAGES: tuple[Visit, ...] = SITE
BY_NAME = {one.name: one for one in PAGES}
