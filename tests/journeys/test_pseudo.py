"""The main pages in a language a third longer: nothing runs over, all of it is in the catalogue."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.sources import python_files, templates
from tests.journeys import judge
from tests.journeys.pages import PAGES
from tests.journeys.pseudo import LANGUAGE, OPEN, SHUT, write

pytestmark = pytest.mark.journey
LOOKED_AT = (
    *("front page", "search", "services found", "sign in", "make an account", "privacy"),
    *("home", "cases", "openings", "my listings", "imports", "my account"),
)
# Names, and languages in their own words: the same in every language.
SAME_EVERYWHERE = {"Ponte", "Italiano", "English", "Français", "Nederlands", "Hrvatski"}
SAME_EVERYWHERE |= {"Slovenščina", "Polski", "CSV", "XLSX", "ODS", "PDF"}
MARKED = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "npgettext"}

CUT = """() => [...document.querySelectorAll('button, a.button, summary, label, th, input')]
  .filter((e) => e.checkVisibility() && e.clientWidth > 1 && e.type !== 'hidden')
  .filter((e) => ['BUTTON', 'A', 'SUMMARY'].includes(e.tagName)
    && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 2))
  .map((e) => `cut: ${e.innerText.slice(0, 60)}`)"""

SAID = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const e = node.parentElement;
    if (!['SCRIPT', 'STYLE', 'TEMPLATE', 'TEXTAREA'].includes(e.tagName)) found.push(node.data);
  }
  for (const name of ['placeholder', 'title', 'alt', 'aria-label'])
    for (const e of document.querySelectorAll(`[${name}]`)) found.push(e.getAttribute(name));
  return [document.title, ...found];
}"""


@pytest.fixture(scope="module")
def stage(stage, tmp_path_factory):
    folder = tmp_path_factory.mktemp("pseudo")
    write(folder)
    module = "tests.journeys.pseudo"
    return stage.another("pseudo", DJANGO_SETTINGS_MODULE=module, PONTE_PSEUDO=str(folder))


@pytest.fixture(scope="module")
def literals() -> set[str]:
    """What stands in templates and code word for word, and not for a translator."""
    found = set()
    for path in templates():
        text = re.sub(
            r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<[^>]*>", "\0", path.read_text(), flags=re.S
        )
        found |= {" ".join(part.split()) for part in text.split("\0")}
    for path in python_files("ponte"):
        if "demo" in path.parts:
            continue
        found |= {" ".join(text.split()) for text in unmarked(ast.parse(path.read_text()))}
    worded = {one for one in found if sum(map(str.isalpha, one)) > 2 and "@" not in one}
    return worded - SAME_EVERYWHERE


def unmarked(tree: ast.AST) -> Iterator[str]:
    """Texts of the code that no translator is given, and that do not stand by languages."""
    marked: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and is_marking(node):
            marked |= set(map(id, node.args))
        if isinstance(node, ast.Dict) and "it" in [getattr(key, "value", "") for key in node.keys]:
            marked |= set(map(id, node.values))
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in marked:
            yield node.value


def is_marking(call: ast.Call) -> bool:
    return getattr(call.func, "id", getattr(call.func, "attr", "")) in MARKED


def outside_brackets(texts: list[str]) -> set[str]:
    """The parts that no translation holds; one of ours may span several elements."""
    found, depth = set(), 0
    for text in texts:
        part = ""
        for sign in text:
            depth += (sign == OPEN) - (sign == SHUT)
            part += sign if not depth and sign != SHUT else "\0"
        found |= {" ".join(one.split()) for one in part.split("\0")}
    return found - {""}


@pytest.mark.parametrize("width", [320, 360])
@pytest.mark.parametrize("name", LOOKED_AT)
def test_a_page_bears_longer_words_and_has_no_others(people, stage, literals, name, width):
    visit = next(one for one in PAGES if one.name == name)
    page = people.enter(width=width, role=visit.role, language=LANGUAGE)
    page.goto(visit.path(stage, LANGUAGE))
    texts = page.evaluate(SAID)
    assert sum(OPEN in text for text in texts) > 5, "the page is not in that language"
    faults = judge.reflow_faults(page) + page.evaluate(CUT)
    hard = outside_brackets(texts) & literals
    assert not faults and not hard, "\n".join([*faults, *(f"not translated: {x}" for x in hard)])
