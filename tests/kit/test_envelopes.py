"""Envelopes: only the key they were sealed for opens them, as they were, from where they came."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ponte.kit.sealing import envelopes
from ponte.kit.sealing.envelopes import BLOCK, Envelope, EnvelopeBroken

EXAMPLES = json.loads(Path(__file__).with_name("envelopes.json").read_text(encoding="utf-8"))
SECRET, OTHER = envelopes.make_secret(), envelopes.make_secret()
PUBLIC = envelopes.public_of(SECRET)
NAMES = {"key": "k", "device": "d", "entry": "e"}
WORDS = st.text(max_size=300)


@given(WORDS)
def test_what_was_sealed_opens_once_it_has_travelled(text):
    sent = envelopes.seal_for(PUBLIC, text, **NAMES)
    came = Envelope.of(json.loads(json.dumps(sent.told())))
    assert envelopes.open_with(SECRET, came) == text


@given(WORDS, st.sampled_from(["key", "device", "entry"]), st.text(max_size=5))
def test_what_stands_on_it_cannot_be_changed(text, name, other):
    sent = envelopes.seal_for(PUBLIC, text, **NAMES)
    if other == NAMES[name]:
        return
    with pytest.raises(EnvelopeBroken):
        envelopes.open_with(SECRET, replace(sent, **{name: other}))


@given(
    WORDS, st.sampled_from(["point", "nonce", "box"]), st.integers(0, 10**6), st.integers(1, 255)
)
def test_no_byte_can_be_changed(text, part, place, by):
    sent = envelopes.seal_for(PUBLIC, text, **NAMES)
    raw = bytearray(getattr(sent, part))
    raw[place % len(raw)] ^= by
    with pytest.raises(EnvelopeBroken):
        envelopes.open_with(SECRET, replace(sent, **{part: bytes(raw)}))


@given(st.one_of(st.none(), st.text(), st.dictionaries(st.text(), st.text())))
def test_what_is_no_envelope_is_refused(told):
    with pytest.raises(EnvelopeBroken):
        Envelope.of(told)
    with pytest.raises(EnvelopeBroken):
        Envelope.of({"v": 1, "key": told, "device": "d", "entry": "e", "point": "é"})


def test_another_key_does_not_open_it():
    with pytest.raises(EnvelopeBroken):
        envelopes.open_with(OTHER, envelopes.seal_for(PUBLIC, "Canary", **NAMES))


def test_lengths_tell_little_and_no_two_are_alike():
    boxes = [envelopes.seal_for(PUBLIC, text, **NAMES).box for text in ("", "yes", "yes", "x" * 99)]
    assert {len(one) for one in boxes} == {BLOCK + 16}
    assert len(set(boxes)) == len(boxes)


@pytest.mark.parametrize("one", EXAMPLES, ids=lambda one: one["entry"])
def test_examples_that_the_browser_makes_too(one):
    names = {name: one[name] for name in ("key", "device", "entry")}
    once = {"secret": one["once"], "nonce": envelopes.decoded(one["envelope"]["nonce"])}
    made = envelopes.seal_for(one["public"], one["text"], **names, **once)
    assert made.told() == one["envelope"]
    assert envelopes.open_with(one["secret"], made) == one["text"]
