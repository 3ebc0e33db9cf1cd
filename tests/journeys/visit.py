"""What a visit is: an address, who opens it, and the states that it can be in."""

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
    form.evaluate(
        "(one) => { const folded = one.closest('details'); if (folded) folded.open = true; }"
    )
    for field_ in form.locator("input[type=text], input[type=email], textarea").all():
        if field_.is_visible():
            field_.fill("")
    with page.expect_navigation():
        form.locator("button[type=submit], button:not([type])").last.click()


def open_all(page: Page) -> None:
    """Open whatever opens, and one menu: the others close when one is opened."""
    page.evaluate("document.querySelectorAll('main details').forEach((one) => one.open = true)")
    page.locator("header details summary:visible").first.click()


@dataclass(frozen=True)
class Visit:
    """A page, the address it stands for, and who opens it."""

    name: str
    url: str
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


def link(name: str, path: str) -> Callable[[Stage], str]:
    """An address with the secret of a letter."""
    return lambda stage: path.format(stage.links[name])


def with_one(path: str, query: str) -> Callable[[Stage], str]:
    """An address with what the query finds; of several, what was furnished last."""
    return lambda stage: path.format(stage.one(_newest(query)))


def with_both(path: str, query: str) -> Callable[[Stage], str]:
    """An address with the two things that the query finds; of several, those furnished last."""
    return lambda stage: path.format(*stage.rows(_newest(query))[0])


def _newest(query: str) -> str:
    """Identifiers grow with time: the stage's own things come after the demonstration's."""
    return query if " order by " in query else f"{query} order by 1 desc"


ERRORS = {"errors": send_empty}
OPEN = {"all open": open_all}
