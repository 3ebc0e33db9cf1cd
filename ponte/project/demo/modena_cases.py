"""The 39 synthetic cases: who hosts, who accompanies, how it ends.

Involved and hired by type, the totals, 31 companies and 16 tutors are those that the first
programme printed in 2008. Invented here, because nobody printed them: how many of each type
concluded (10, 2, 6, 8 and 3 of its 29), what became of the ten who did not, and every person,
company and date.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import chain, cycle, islice

from ponte.pathways.states import DisadvantageType
from ponte.project.demo import modena_cast as cast
from ponte.project.demo.steps import Parts


class End(Enum):
    """How far a case comes."""

    HIRED = "hired"
    RETURNED = "returned"
    BROKEN_OFF = "broken off"
    UNDER_WAY = "under way"


@dataclass(frozen=True, slots=True)
class Case:
    """One worker's way, told before it is driven."""

    number: int
    kind: str
    end: End

    @property
    def code(self) -> str:
        return f"M-{self.number:02d}"

    @property
    def parts(self) -> Parts:
        host, guide = (self.number - 1) % cast.COMPANIES + 1, (self.number - 1) % cast.TUTORS + 1
        employer = cast.employer_of(guide)
        return Parts(
            worker=f"Persona Sintetica {self.code}",
            kind=self.kind,
            tutor=cast.tutor(guide),
            officer=cast.OFFICER,
            lead=cast.LEAD,
            manager=cast.manager(employer),
            signatory=cast.signatory(cast.company(host)),
            office=cast.identifier(cast.OFFICE),
            cooperative=cast.identifier(employer),
            company=cast.identifier(cast.company(host)),
            age=32 + self.number % 17,
        )


_K = DisadvantageType
# Involved and hired are of the programme, concluded in the middle is invented.
TABLE = {
    _K.PSYCHIC: (14, 10, 9),
    _K.PSYCHO_PHYSICAL: (3, 2, 1),
    _K.PHYSICAL: (8, 6, 5),
    _K.SOCIAL_ADDICTION: (10, 8, 7),
    _K.PHYSICAL_AND_SOCIAL: (4, 3, 2),
}


def _ends(involved: int, concluded: int, hired: int) -> Iterator[End]:
    """Of those who did not conclude, every second one is still under way."""
    done = [End.HIRED] * hired + [End.RETURNED] * (concluded - hired)
    return chain(done, islice(cycle((End.BROKEN_OFF, End.UNDER_WAY)), involved - concluded))


_ROWS = ((kind, end) for kind, row in TABLE.items() for end in _ends(*row))
CASES = tuple(Case(number, kind.value, end) for number, (kind, end) in enumerate(_ROWS, start=1))
