"""One thing looked at."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Good or not, in one sentence, with the way to mend it."""

    name: str
    good: bool
    detail: str
    mend: str = ""

    def as_dict(self) -> dict:
        return asdict(self)


def good(name: str, detail: str) -> Finding:
    return Finding(name=name, good=True, detail=detail)


def wrong(name: str, detail: str, mend: str) -> Finding:
    return Finding(name=name, good=False, detail=detail, mend=mend)
