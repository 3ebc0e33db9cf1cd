"""Every page, judged: axe with every rule, reflow, targets, focus, a reader's own style.

In every run a pairwise choice of page, state, language, width and scheme, and each page walked
at one width; with PONTE_SOAK=1 all of them. A language that lags shows mostly English: each page
is looked at in one of those, in turn, and in every one that does not lag.
"""

import os
from collections import defaultdict

import pytest
from django.conf import settings

from ponte.project.page import share_of
from tests.journeys import judge
from tests.journeys.pages import BY_NAME, PAGES
from tests.journeys.pairwise import every, pairwise
from tests.journeys.people import HEIGHTS

pytestmark = pytest.mark.journey

SOAK = bool(os.environ.get("PONTE_SOAK"))
NAMES = [one.name for one in PAGES]
STATES = list(dict.fromkeys(state for one in PAGES for state in one.state_names))
LANGUAGES = [code for code, _name in settings.LANGUAGES]
WIDTHS = [360, 1280, 320]
SCHEMES = ["light", "dark"]
FACTORS = [NAMES, STATES, LANGUAGES, WIDTHS, SCHEMES]


def in_turn(number: int) -> list[str]:
    """The languages in which a page is looked at, by its place among the pages."""
    lagging = [code for code in LANGUAGES if share_of(code)]
    others = lagging[number % len(lagging) :][:1] if lagging and not SOAK else lagging
    return [code for code in LANGUAGES if code not in lagging or code in others]


SPOKEN = {name: in_turn(number) for number, name in enumerate(NAMES)}
MEETING = {(s, code) for one in PAGES for s in one.state_names for code in SPOKEN[one.name]}


def may(row) -> bool:
    """A page is looked at only in states it has, and in languages of its turn."""
    if 0 not in row:
        return 1 not in row or 2 not in row or (row[1], row[2]) in MEETING
    has_state = 1 not in row or row[1] in BY_NAME[row[0]].state_names
    return has_state and (2 not in row or row[2] in SPOKEN[row[0]])


def looks() -> dict[str, list[tuple]]:
    """The looks to be taken in this run, by page."""
    rows = every(FACTORS, may) if SOAK else pairwise(FACTORS, may)
    found = defaultdict(list)
    for name, *look in rows:
        found[name].append(tuple(look))
    return found


LOOKS = looks()


def resize(page, width: int, scheme: str = "light", **media) -> None:
    page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
    page.emulate_media(color_scheme=scheme, **media)


@pytest.mark.parametrize("name", NAMES)
def test_page_passes_every_rule(people, stage, name):
    visit, faults = BY_NAME[name], []
    page = people.enter(role=visit.role)
    for state, language, width, scheme in LOOKS[name]:
        resize(page, width, scheme)
        page.goto(visit.path(stage, language))
        visit.arrange(page, state)
        found = judge.axe_faults(page) + judge.bone_faults(page, language)
        found += judge.reflow_faults(page)
        faults += [f"[{state}, {language}, {width}, {scheme}] {fault}" for fault in found]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", NAMES)
def test_page_bears_large_and_spaced_text(people, stage, name):
    visit, faults = BY_NAME[name], []
    page = people.enter(role=visit.role)
    for width, css in ((320, judge.SPACED), (1280, judge.DOUBLED)):
        resize(page, width)
        page.goto(visit.path(stage, "pl"))
        faults += [f"[{width}] {fault}" for fault in judge.faults_when_styled(page, css)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", NAMES)
def test_page_is_walked_by_keyboard(people, stage, name):
    visit, faults = BY_NAME[name], []
    page = people.enter(role=visit.role)
    both = ((360, "light"), (1280, "dark"))
    for width, scheme in both if SOAK else (both[NAMES.index(name) % 2],):
        resize(page, width, scheme)
        page.goto(visit.path(stage, "it"))
        found = judge.target_faults(page) + judge.walk(page)
        faults += [f"[{width}, {scheme}] {fault}" for fault in found]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", NAMES)
def test_page_stays_still_and_keeps_its_shape_in_forced_colours(people, stage, name):
    visit = BY_NAME[name]
    page = people.enter(role=visit.role)
    resize(page, 360, "dark", forced_colors="active", reduced_motion="reduce")
    page.goto(visit.path(stage, "en"))
    moving = page.evaluate("document.getAnimations().length")
    assert not moving and not judge.reflow_faults(page)
    assert not SOAK or not judge.walk(page)
