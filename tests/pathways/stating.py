"""Each party says at the end what it has to say, as itself."""

from ponte.pathways import actions
from ponte.pathways.queries.statements import stated, subject
from ponte.pathways.rules.stating import PARTIES

SPEAKERS = {"office": "officer", "cooperative": "tutor", "company": "signatory"}
SPEAKERS |= {"worker": "worker"}


def state(one, case, of: str, *parties: str) -> None:
    """Each party says it for itself; where none is named, whoever has not said it yet."""
    wanted = parties or set(PARTIES[of]) - stated(case.pk, of)
    for party in sorted(wanted):
        with one.as_(SPEAKERS[party]) as by:
            told = {"of": of, "party": party, "seen": subject(case.pk, of)}
            actions.state_ending(pathway=case, by=by, **told)
