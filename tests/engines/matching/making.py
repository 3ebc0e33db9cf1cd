"""Profiles made at random and by hand, for the tests of matching."""

import os
import random

import hypothesis
from hypothesis import strategies as st

from ponte.engines.matching import catalogue
from ponte.engines.matching.arcs import arcs_from
from ponte.engines.matching.profiles import (
    AbilityProfile,
    Demand,
    DemandProfile,
    Means,
    Place,
    Rota,
    Terms,
    Window,
    slots,
    total,
)

MODENA, CARPI, BOLOGNA = Place(44.647, 10.925), Place(44.783, 10.885), Place(44.494, 11.343)
TERMS = Terms(least_months=6, most_open_pathways=1)
WEIGHTS = catalogue.default_weights()
DIMENSIONS = list(catalogue.dimensions())[:6]
LOADS = list(catalogue.loads())
MORNING, AFTERNOON = Window(0, 480, 720), Window(0, 780, 1020)

TIMES = 2_000 if os.environ.get("HYPOTHESIS_PROFILE") == "soak" else 100


def given(*strategies):
    """As hypothesis does, as often as the run asks."""

    def rule(test):
        patient = hypothesis.settings(max_examples=TIMES)
        return patient(hypothesis.given(*strategies)(test))

    return rule


levels = st.integers(0, 4)
places = st.sampled_from([MODENA, CARPI, BOLOGNA]) | st.builds(
    Place, st.floats(44.3, 44.9), st.floats(10.5, 11.5)
)
kilometres = st.integers(0, 60)


def worker(key="w", **given):
    known = {
        "abilities": {},
        "place": MODENA,
        "travel": {Means.CAR: 40},
        "months_in_cooperative": 12,
    }
    return AbilityProfile(key, **(known | given))


def opening(key="o", **given):
    known = {"demands": {}, "place": MODENA, "reached_by": frozenset(Means)}
    return DemandProfile(key, **(known | given))


@st.composite
def windows(draw):
    start = draw(st.integers(0, 90))
    end = draw(st.integers(start + 1, 96))
    return Window(draw(st.integers(0, 6)), start * 15, end * 15)


@st.composite
def rotas(draw):
    spans = tuple(draw(st.lists(windows(), min_size=1, max_size=3)))
    most = total(slots(spans))
    return Rota(spans, draw(st.none() | st.integers(1, most)))


@st.composite
def abilities(draw):
    free = st.none() | st.lists(windows(), max_size=6).map(tuple)
    return AbilityProfile(
        key="w",
        abilities=draw(st.dictionaries(st.sampled_from(DIMENSIONS), st.none() | levels)),
        place=draw(places),
        travel=draw(st.dictionaries(st.sampled_from(Means), kilometres)),
        months_in_cooperative=draw(st.integers(4, 9)),
        open_pathways=draw(st.integers(0, 2)),
        available=draw(free),
        most_minutes=draw(st.none() | st.integers(0, 2400)),
        limits=draw(st.dictionaries(st.sampled_from(LOADS), levels, max_size=3)),
    )


@st.composite
def demands(draw):
    asked = st.builds(Demand, st.integers(1, 4), st.booleans())
    loads = st.dictionaries(st.sampled_from(LOADS), levels, max_size=4)
    return DemandProfile(
        key="o",
        demands=draw(st.dictionaries(st.sampled_from(DIMENSIONS), asked)),
        place=draw(places),
        reached_by=draw(st.frozensets(st.sampled_from(Means))),
        seats=draw(st.integers(1, 3)),
        rotas=tuple(draw(st.lists(rotas(), max_size=2))),
        loads=draw(loads),
        eased=draw(loads),
    )


@st.composite
def markets(draw, strict=False, most=6):
    """Some workers and some openings, made by chance from one number: quick to draw."""
    chance = random.Random(draw(st.integers(0, 2**32)))
    workers = [_worker(f"w{n}", chance, strict) for n in range(chance.randint(0, most))]
    jobs = [_opening(f"o{n}", chance, strict) for n in range(chance.randint(0, most))]
    return workers, jobs


def _worker(key, chance, strict):
    """Workers that are not strict break no constraint of the programme or of hours."""
    free = {
        "months_in_cooperative": chance.randint(5, 8),
        "open_pathways": chance.choice((0, 0, 0, 1)),
        "available": chance.choice((None, (), _windows(chance, 6), _windows(chance, 6))),
        "most_minutes": chance.choice((None, chance.randint(0, 2400))),
    }
    return worker(
        key,
        abilities={name: chance.choice((None, *range(5))) for name in _some(DIMENSIONS, chance)},
        place=_place(chance),
        travel={means: chance.randint(0, 60) for means in _some(list(Means), chance)},
        limits={load: chance.randint(0, 4) for load in _some(LOADS[:4], chance)},
        **(free if strict else {}),
    )


def _opening(key, chance, strict):
    asked = {
        name: Demand(chance.randint(1, 4), chance.random() < 0.5)
        for name in _some(DIMENSIONS, chance)
    }
    return opening(
        key,
        demands=asked,
        place=_place(chance),
        reached_by=frozenset(_some(list(Means), chance)),
        seats=chance.randint(1, 3),
        rotas=tuple(_rota(chance) for _ in range(chance.randint(0, 2))) if strict else (),
        loads={load: chance.randint(0, 4) for load in _some(LOADS[:5], chance)},
        eased={load: chance.randint(0, 4) for load in _some(LOADS[:5], chance)},
    )


def _some(names, chance):
    return chance.sample(names, chance.randint(0, len(names)))


def _place(chance):
    if chance.random() < 0.5:
        return chance.choice((MODENA, CARPI, BOLOGNA))
    return Place(chance.uniform(44.4, 44.8), chance.uniform(10.7, 11.2))


def _windows(chance, most):
    starts = [chance.randrange(0, 80) for _ in range(chance.randint(1, most))]
    return tuple(
        Window(chance.randrange(7), start * 15, chance.randint(start + 1, 96) * 15)
        for start in starts
    )


def _rota(chance):
    spans = _windows(chance, 2)
    return Rota(spans, chance.choice((None, chance.randint(1, total(slots(spans))))))


@st.composite
def scored(draw, workers=6, openings=5, seats=3, highest=1000):
    """Arcs with made-up scores; few different ones where `highest` is low, so ties abound."""
    people = [f"w{number}" for number in range(draw(st.integers(1, workers)))]
    jobs = [f"o{number}" for number in range(draw(st.integers(1, openings)))]
    cells = [(w, o) for w in people for o in jobs]
    scores = draw(st.dictionaries(st.sampled_from(cells), st.integers(0, highest)))
    room = {job: draw(st.integers(1, seats)) for job in jobs}
    return arcs_from(scores, room, people)
