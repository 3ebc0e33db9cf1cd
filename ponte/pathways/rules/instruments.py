"""The sheets as data: which versions there are, and which reader holds which audience key."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from ponte.engines.questionnaires.load import READER, load
from ponte.engines.questionnaires.spec import Spec
from ponte.pathways.states import Instrument

FOLDER = Path(__file__).resolve().parent.parent / "data" / "instruments"
# Filled more than once in a case, without replacing what was there before.
REPEATED = frozenset(
    {
        Instrument.INTERVIEW_WORKER,
        Instrument.INTERVIEW_COMPANY,
        Instrument.OBSERVATION,
        Instrument.LOGBOOK,
    }
)
# In an assessment the worker ticks which keys a recipient gets: question, and whose choice it is.
CHOICES = {
    "share_company_what": frozenset({"company_referent", "company_management"}),
    "share_service_what": frozenset({"service"}),
}


@dataclass(frozen=True, slots=True)
class Audience:
    """Who holds one key: by role, by the worker's consent, and who writes with it."""

    read: frozenset[str]
    consent: frozenset[str]
    write: frozenset[str]


@lru_cache(maxsize=1)
def audiences() -> dict[str, Audience]:
    """Return every key with its readers."""
    data = yaml.load((FOLDER / "audiences.yaml").read_text(encoding="utf-8"), Loader=READER)
    return {
        one["key"]: Audience(
            *(frozenset(one.get(name, ())) for name in ("read", "consent", "write"))
        )
        for one in data["audiences"]
    }


@lru_cache(maxsize=1)
def specs() -> dict[tuple[str, int], Spec]:
    """Return every version of every sheet, by code and version."""
    read = (load(path, audiences=audiences()) for path in sorted(FOLDER.glob("i[0-9]*.yaml")))
    return {(spec.code, spec.version): spec for spec in read}


def newest(instrument: str) -> Spec | None:
    """Return the version in which a sheet is begun today; None where it is a plain note."""
    versions = [version for code, version in specs() if code == instrument]
    return specs()[instrument, max(versions)] if versions else None


def spec_of(instrument: str, version: int) -> Spec | None:
    """Return the version in which a sheet was filled."""
    return specs().get((instrument, version))
