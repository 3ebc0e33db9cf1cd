"""Where state lives, and who may read it."""

import json
import os
import stat
from pathlib import Path

import pytest

from ponte.project.supervisor import homes, keys, ports
from ponte.project.supervisor.accounts import Account
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


def test_folders_do_not_depend_on_the_umask(tmp_path):
    before = os.umask(0o077)
    try:
        homes.make_folder(tmp_path / "a" / "b" / "c", 0o700)
    finally:
        os.umask(before)
    modes = [stat.S_IMODE((tmp_path / part).stat().st_mode) for part in ("a", "a/b", "a/b/c")]
    assert modes == [0o711, 0o711, 0o700]


def test_an_account_walks_only_where_others_may_pass(tmp_path):
    stranger = Account(name="stranger", uid=4_000_000, gid=4_000_000)
    tmp_path.chmod(0o711)
    above = [part for part in tmp_path.parents if not part.stat().st_mode & 0o1]
    assert stranger.may_walk(tmp_path) == (above == [])
    tmp_path.chmod(0o700)
    assert not stranger.may_walk(tmp_path)


def test_a_home_without_a_server_of_ours_makes_no_folder_for_one(tmp_path):
    assert not homes.open_home(tmp_path / "home").postgres.exists()
