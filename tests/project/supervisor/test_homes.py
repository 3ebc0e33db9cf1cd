"""Where state lives, and who may read it."""

import json
import os
import stat
from pathlib import Path

import pytest

from ponte.project.supervisor import homes, keys, ports
from ponte.project.supervisor.addresses import (
    Server,
    database_of,
    server_of,
    with_database,
    without_password,
)
from ponte.project.supervisor.homes import Home
from ponte.project.supervisor.say import Trouble


def test_each_checkout_has_a_home_of_its_own_outside_it(monkeypatch):
    monkeypatch.delenv("PONTE_HOME", raising=False)
    one, other = homes.default_root(Path("/a/checkout")), homes.default_root(Path("/another"))
    assert one != other
    assert not one.is_relative_to("/a/checkout")


def test_secrets_are_readable_by_their_owner_alone_and_stay(tmp_path):
    path = tmp_path / "secrets.json"
    first = keys.load_or_make(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert keys.load_or_make(path) == first
    assert len(set(first["passwords"].values())) == len(keys.ROLES)


def test_a_missing_secret_is_added_and_the_others_stay(tmp_path):
    path = tmp_path / "secrets.json"
    keys.write(path, {"secret_key": "kept", "passwords": {"ponte_app": "kept too"}, "more": 1})
    full = keys.load_or_make(path)
    assert (full["secret_key"], full["passwords"]["ponte_app"], full["more"]) == (
        "kept",
        "kept too",
        1,
    )
    assert set(full["passwords"]) == set(keys.ROLES)
    assert json.loads(path.read_text()) == full


def test_the_socket_fits_the_kernels_limit_wherever_the_home_is(tmp_path):
    deep = tmp_path / ("long-name-" * 12)
    home = Home(root=deep, postgres=deep / "postgres", account=None)
    assert len(os.fsencode(home.socket / ".s.PGSQL.5432")) <= 107


def test_addresses_survive_awkward_passwords():
    server = Server(socket=Path("/run/a b"))
    url = server.url("ponte_app", "p@ss/w?rd:%", "ponte")
    again = server_of(url).url("other", "x", "ponte")
    assert again == "postgresql://other:x@/ponte?host=%2Frun%2Fa+b"
    assert database_of(with_database(url, "second")) == "second"
    assert "p%40ss" not in without_password(url)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "[::1]", "127.8.0.1"])
def test_the_demonstration_listens_on_this_machine(host):
    ports.require_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.2", "::", "example.org", "", "*"])
def test_the_demonstration_refuses_to_listen_beyond_this_machine(host):
    with pytest.raises(Trouble, match="this machine only"):
        ports.require_loopback(host)
