"""A small reader of tsvector and tsquery literals: stricter than PostgreSQL, and obvious."""

import re

import pytest

_LEXEME = re.compile(r"'(\w+|=\w+)':(\d+[ABC]?(?:,\d+[ABC]?)*)(?: |$)")
_SIGN = re.compile(r"\s*(?:'(=?\w+)'(:\*)?|<(\d+)>|([()&|!]))")


def read_vector(literal):
    """Lexeme -> positions; fails on anything that is not a plain literal."""
    vector, at = {}, 0
    while at < len(literal):
        match = _LEXEME.match(literal, at)
        assert match, literal[at : at + 40]
        assert match[1] not in vector
        vector[match[1]] = {int(position.rstrip("ABC")) for position in match[2].split(",")}
        at = match.end()
    return vector


def answers(vector, tsquery):
    """Whether a tsquery literal matches; fails on anything PostgreSQL might refuse."""
    signs, at = [], 0
    while at < len(tsquery):
        match = _SIGN.match(tsquery, at)
        assert match, tsquery[at : at + 40]
        signs.append(match.groups())
        at = match.end()
    if not signs:
        return False
    positions, rest = _either(signs, vector)
    assert not rest
    return bool(positions)


def _either(signs, vector):
    found, rest = _both(signs, vector)
    while rest and rest[0][3] == "|":
        more, rest = _both(rest[1:], vector)
        found = found | more
    return found, rest


def _both(signs, vector):
    found, rest = _follows(signs, vector)
    while rest and rest[0][3] == "&":
        more, rest = _follows(rest[1:], vector)
        found = found | more if found and more else set()
    return found, rest


def _follows(signs, vector):
    found, rest = _one(signs, vector)
    while rest and rest[0][2]:
        steps = int(rest[0][2])
        more, rest = _one(rest[1:], vector)
        found = {place for place in more if place - steps in found}
    return found, rest


def _one(signs, vector):
    lexeme, prefix, _, sign = signs[0]
    if sign == "!":
        found, rest = _one(signs[1:], vector)
        return (set() if found else {0}), rest
    if sign == "(":
        found, rest = _either(signs[1:], vector)
        assert rest and rest[0][3] == ")"
        return found, rest[1:]
    assert lexeme
    if prefix:
        places = [vector[known] for known in vector if known.startswith(lexeme)]
        return set().union(*places), signs[1:]
    return vector.get(lexeme, set()), signs[1:]


@pytest.fixture(scope="session")
def vector_of():
    """Reads a tsvector literal into lexeme -> positions."""
    return read_vector


@pytest.fixture(scope="session")
def found_by():
    """Whether the document of a literal tsvector answers a literal tsquery."""
    return lambda tsvector, tsquery: answers(read_vector(tsvector), tsquery)
