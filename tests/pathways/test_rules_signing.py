"""Where a link or a code stands, whose name signs it, and what changed between two texts."""

from datetime import UTC, datetime, timedelta

import pytest

from ponte.pathways.rules.differences import ADDED, KEPT, REMOVED, differences
from ponte.pathways.rules.scans import media_of, plain_name
from ponte.pathways.rules.signing import (
    TRIES,
    Times,
    delivery,
    is_alive,
    is_code_of,
    is_same_name,
    sheet_code,
)
from ponte.pathways.states import Delivery

NOW = datetime(2026, 5, 4, 10, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


@pytest.mark.parametrize(
    ("happened", "state", "alive"),
    [
        ({}, Delivery.QUEUED, True),
        ({"sent_at": NOW}, Delivery.SENT, True),
        ({"sent_at": NOW, "failed_at": NOW}, Delivery.FAILED, True),
        ({"sent_at": NOW, "failed_at": NOW, "opened_at": NOW}, Delivery.OPENED, True),
        ({"opened_at": NOW, "expires_at": NOW}, Delivery.EXPIRED, False),
        ({"expires_at": NOW, "tries": TRIES}, Delivery.BLOCKED, False),
        ({"tries": TRIES, "revoked_at": NOW}, Delivery.REVOKED, False),
        ({"revoked_at": NOW, "used_at": NOW}, Delivery.USED, False),
    ],
)
def test_what_ended_a_link_goes_before_how_far_it_came(happened, state, alive):
    found = delivery(Times(**{"expires_at": LATER, **happened}), NOW)
    assert (found, is_alive(found)) == (state, alive)


def test_a_name_is_the_same_in_any_order_and_no_name_is_nobodys():
    assert is_same_name("Nicolò D'Amico", "d'amico NICOLO")
    assert not is_same_name("Nicolò D'Amico", "Nicola D'Amico")
    assert not is_same_name("", " ")


def test_the_code_of_a_sheet_belongs_to_one_text():
    code = sheet_code(2, "3fa917c088" + "0" * 54)
    assert is_code_of(code.lower(), 2, "3fa917c088" + "f" * 54)
    assert not is_code_of(code, 3, "3fa917c088" + "0" * 54)


def test_what_was_removed_stands_before_what_came_in_its_place():
    runs = [(run.kind, run.text) for run in differences("a b\nc", "a x\nc d")]
    assert runs == [
        (KEPT, "a "),
        (REMOVED, "b"),
        (ADDED, "x"),
        (KEPT, "\nc"),
        (ADDED, " d"),
    ]
    assert [run.kind for run in differences("a b", "a")] == [KEPT, REMOVED]


def test_a_scan_is_what_its_first_bytes_say_under_a_plain_name():
    assert media_of(b"\x89PNG\r\n\x1a\n..") == "image/png"
    assert media_of(b"<svg>") == ""
    assert plain_name("...", "image/png") == "scan.png"
    assert plain_name("C:\\x\\carta firmata.jpg", "image/jpeg") == "carta firmata.jpg"
