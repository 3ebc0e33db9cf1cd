"""Master keys are made with the secrets, shown by fingerprint, renewed and dropped by a verb."""

import base64

import psycopg
import pytest

from ponte.project.supervisor import keys
from ponte.project.supervisor.installation import reachable
from tests.project.living import installed

pytestmark = pytest.mark.processes


@pytest.fixture(scope="module")
def one(folder):
    with reachable(installed(folder)) as made:
        made.prepare()
        yield made


def test_a_home_gets_a_master_key_and_keeps_it(home):
    made = keys.load_or_make(home.secrets)["sealing"]
    assert [len(base64.b64decode(text)) for text in made] == [32]
    assert keys.load_or_make(home.secrets)["sealing"] == made


def test_rotation_adds_a_key_and_drops_what_wraps_nothing(ponte, home, one):
    assert ponte("database", "migrate").returncode == 0
    before = keys.read(home.secrets)["sealing"]
    done = ponte("keys", "rotate", "--data")
    assert done.returncode == 0, done.stderr
    after = keys.read(home.secrets)["sealing"]
    assert after[1:] == before and after[0] not in before
    listed = ponte("keys", "list").stdout
    assert listed.count("not in use") == 2
    assert not any(text in listed + done.stdout for text in after)
    assert ponte("keys", "rotate", "--forget").returncode == 0
    assert len(keys.read(home.secrets)["sealing"]) == 1


def test_a_missing_master_key_is_told(ponte, home, one):
    with psycopg.connect(one.urls["DATABASE_OWNER_URL"]) as owner:
        owner.execute(
            "INSERT INTO sealing_datakey VALUES (gen_random_uuid(), NULL, '', 'feedbeef', now())"
        )
    told = ponte("keys", "list")
    assert told.returncode == 1
    assert "feedbeef  MISSING" in told.stdout


def test_keys_given_in_the_environment_are_not_dropped_here(ponte, home, one):
    given = keys.sealing_key()
    told = ponte("keys", "rotate", "--forget", PONTE_SEALING_KEYS=given)
    assert told.returncode == 1
    assert "drop the older ones there" in told.stderr
    assert given not in keys.read(home.secrets)["sealing"]
