"""One pair compared, as it is shown and kept: points by dimension, reasons, ways out."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ponte.engines.matching import changes, constraints, score
from ponte.engines.matching.catalogue import Weights, default_weights, dimensions
from ponte.engines.matching.constraints import Fact
from ponte.engines.matching.profiles import AbilityProfile, DemandProfile, Terms, Window

ALL_ASKED = 1000


@dataclass(frozen=True, slots=True)
class Line:
    """What one dimension asks, what there is, and the points it brings.

    `esco` is the group of skills of ESCO that the dimension stands for, if one fits.
    """

    dimension: str
    verdict: str
    asked: int
    has: int | None
    essential: bool
    points: int
    most: int
    esco: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A reason or a change: a code of the engine and its facts, in plain values."""

    code: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A pair at one moment under one version of the weights; no reason means eligible.

    `ways` run with `reasons`: the smallest change that would remove each. `raises` are levels to
    gain for a full score: dimension, from, to, points.
    """

    score: int
    lines: tuple[Line, ...]
    reasons: tuple[Told, ...]
    ways: tuple[Told, ...]
    eased: Mapping[str, int]
    raises: tuple[tuple[str, int | None, int, int], ...]
    version: str

    @property
    def is_eligible(self) -> bool:
        return not self.reasons

    def kept(self) -> dict[str, Any]:
        """Return it as it is written down."""
        return asdict(self)

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Comparison":
        """Return what was written down."""
        return cls(
            score=kept["score"],
            lines=tuple(Line(**one) for one in kept["lines"]),
            reasons=tuple(Told(**one) for one in kept["reasons"]),
            ways=tuple(Told(**one) for one in kept["ways"]),
            eased=kept["eased"],
            raises=tuple((code, has, to, points) for code, has, to, points in kept["raises"]),
            version=kept["version"],
        )


def compared(
    ability: AbilityProfile, demand: DemandProfile, weights: Weights, terms: Terms
) -> Comparison:
    """Compare one worker with one opening."""
    told = score.explain(ability, demand, weights)
    found = constraints.reasons(ability, demand, terms)
    ways = changes.counterfactual(ability, demand, terms)
    better = score.raises(ability, demand, weights, ALL_ASKED) or ()
    return Comparison(
        score=told.score,
        lines=tuple(
            Line(
                part.dimension,
                part.verdict.value,
                part.asked,
                part.has,
                part.essential,
                part.points,
                part.most,
                dimensions()[part.dimension].esco,
            )
            for part in told.parts
        ),
        reasons=tuple(Told(one.code.value, _plain(one.facts)) for one in found),
        ways=tuple(Told(one.code.value, _plain(one.facts)) for one in ways),
        eased=dict(constraints.accommodations(ability, demand)),
        raises=tuple((one.dimension, one.had, one.to, one.points) for one in better),
        version=told.version,
    )


def _plain(facts: Mapping[str, Fact]) -> dict[str, Any]:
    return {name: _kept(fact) for name, fact in facts.items()}


def _kept(fact: Fact) -> Any:
    if isinstance(fact, tuple):
        return [[one.day, one.start, one.end] for one in fact if isinstance(one, Window)]
    return fact if isinstance(fact, int) else str(fact)


def weights_of(version: int, published: Mapping[str, int] | None, essential: int | None) -> Weights:
    """Return the weights in force; those of the catalogue until an office publishes its own."""
    standard = default_weights()
    if published is None or essential is None:
        return standard
    known = {code: published.get(code, standard.dimensions[code]) for code in dimensions()}
    return Weights(str(version), known, essential)
