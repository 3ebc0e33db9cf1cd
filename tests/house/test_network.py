"""Tests reach this machine only, whichever way they try."""

import errno
import socket

import pytest

OUTSIDE = ("192.0.2.1", 9)  # an address of documentation, which nobody has


@pytest.mark.parametrize("way", ["connect", "connect_ex"])
def test_nothing_outside_is_connected_to(way):
    with socket.socket() as plug, pytest.raises(AssertionError, match="tried to reach 192"):
        getattr(plug, way)(OUTSIDE)


@pytest.mark.parametrize("arguments", [(b"x", OUTSIDE), (b"x", 0, OUTSIDE)])
def test_nothing_is_sent_outside(arguments):
    with socket.socket(type=socket.SOCK_DGRAM) as plug:
        with pytest.raises(AssertionError, match="tried to reach 192"):
            plug.sendto(*arguments)
        with pytest.raises(AssertionError, match="tried to reach 192"):
            plug.sendmsg([b"x"], [], 0, OUTSIDE)


def test_this_machine_is_reached():
    with socket.create_server(("127.0.0.1", 0)) as here, socket.socket() as plug:
        assert plug.connect_ex(here.getsockname()) == 0
    with socket.socket() as plug:
        assert plug.connect_ex(("127.0.0.1", 1)) in (0, errno.ECONNREFUSED)


def test_the_guard_stands_before_what_is_set_up_once(once):
    assert once == "A test tried to reach 192.0.2.1"


@pytest.fixture(scope="module")
def once():
    with socket.socket() as plug, pytest.raises(AssertionError) as told:
        plug.connect(OUTSIDE)
    return str(told.value)
