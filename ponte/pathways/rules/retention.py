"""How long what is kept: the rules as data, and the days they lead to."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from ponte.kit.described import described
from ponte.pathways.rules.consents import last_day

FILE = Path(__file__).resolve().parents[1] / "data" / "retention.yaml"
SOON_DAYS = 90


@dataclass(frozen=True, slots=True)
class Rule:
    """What happens to what, how many months after which state."""

    code: str
    months: int
    states: tuple[int, ...]
    how: str
    label: dict[str, str]
    tables: tuple[str, ...] = ()
    since: str = "after its end"
    because: str = ""

    def due_on(self, since: date) -> date:
        """Return the first day on which it is done."""
        return last_day(since, self.months)

    def due_before(self, today: date) -> date:
        """Return the day before which a case must have come to its state to be due today."""
        return last_day(today, -self.months)

    def said(self, language: str) -> str:
        """Return what it is about, in words."""
        return self.label.get(language) or self.label["en"]


@cache
def beside() -> dict[str, Rule]:
    """Return the rules of what is kept beside cases: no state of a case starts their months."""
    return {
        one["code"]: Rule(
            one["code"],
            one["months"],
            (),
            one["how"],
            one["label"],
            tables=tuple(one["tables"]),
            since=one["since"]["en"],
            because=one["because"],
        )
        for one in described(FILE)["beside"]
    }


@cache
def rules() -> dict[str, Rule]:
    """Return every rule by its code, in the order in which they are applied."""
    return {
        one["code"]: Rule(
            one["code"], one["months"], tuple(one["states"]), one["how"], one["label"]
        )
        for one in described(FILE)["rules"]
    }
