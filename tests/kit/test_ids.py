"""Identifiers: ordered by time, the same for the same imported record."""

from hypothesis import given
from hypothesis import strategies as st

from ponte.kit.ids import uuid7, uuid_from

milliseconds = st.integers(min_value=0, max_value=(1 << 48) - 1)


@given(milliseconds, milliseconds)
def test_later_is_greater(first, second):
    one = uuid7(clock=lambda: first * 1_000_000, randomness=lambda bits: 0)
    two = uuid7(clock=lambda: second * 1_000_000, randomness=lambda bits: 0)
    assert (one < two) == (first < second)


@given(milliseconds, st.integers(min_value=0))
def test_it_is_a_version_7_of_the_rfc(at, noise):
    made = uuid7(clock=lambda: at * 1_000_000, randomness=lambda bits: noise % (1 << bits))
    assert made.version == 7
    assert made.variant == "specified in RFC 4122"
    assert made.int >> 80 == at


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_local_id_of_one_source_never_meets_another_sources(source, local_id):
    assert uuid_from(source, local_id) == uuid_from(source, local_id)
    assert uuid_from(source + "x", local_id) != uuid_from(source, "x" + local_id)
