"""Where test databases come from: our own server, or the one that a person gives."""

import os
import subprocess
import sys

import psycopg
import pytest

from ponte.project.supervisor import throwaway
from ponte.project.supervisor.addresses import database_of, with_database
from ponte.project.supervisor.homes import CHECKOUT
from tests.project.living import clean_environment

pytestmark = pytest.mark.processes


def test_this_very_process_works_in_a_database_of_its_own():
    name = database_of(os.environ["DATABASE_URL"])
    assert name.startswith("ponte_test_") and name.endswith(str(os.getpid()))


def test_a_given_administrators_server_is_used_instead(postgres, folder):
    """One process, nothing migrated: the template is put there by hand."""
    code = (
        "from ponte.project.supervisor import throwaway\n"
        "throwaway._migrate = lambda variables: None\n"
        "given = throwaway.provide()\n"
        "import psycopg\n"
        "with psycopg.connect(given['DATABASE_URL']) as link:\n"
        "    print(link.execute('SELECT current_user, current_database()').fetchone())\n"
    )
    admin = postgres.admin_url()
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=CHECKOUT,
        env=clean_environment(folder, DATABASE_ADMIN_URL=admin),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("('ponte_app', 'ponte_test_main_")
    with psycopg.connect(admin) as link:
        left = "SELECT count(*) FROM pg_database WHERE datname LIKE 'ponte\\_test\\_%'"
        assert link.execute(left).fetchone() == (0,)


def test_an_ordinary_roles_address_cannot_make_test_databases(folder):
    code = "from ponte.project.supervisor import throwaway; throwaway.provide()"
    url = os.environ["DATABASE_URL"]
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=CHECKOUT,
        env=clean_environment(folder, DATABASE_URL=url),
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    assert "superuser" in done.stderr


def test_the_digest_follows_the_migrations():
    assert throwaway.migrations_digest() == throwaway.migrations_digest()


def test_a_copy_is_quick_and_private_and_gone_after_dropping():
    admin = os.environ["DATABASE_ADMIN_URL"]
    name = f"ponte_test_copy_{os.getpid()}"
    with psycopg.connect(with_database(admin, "postgres"), autocommit=True) as link:
        query = "SELECT datname FROM pg_database WHERE datname LIKE 'ponte\\_template\\_%'"
        template = link.execute(query).fetchone()[0]
        throwaway.make_copy(admin, template, name)
        public = "SELECT has_database_privilege('public', %s, 'CONNECT')"
        assert link.execute(public, [name]).fetchone() == (False,)
        throwaway.drop(with_database(admin, "postgres"), name)
        exists = "SELECT 1 FROM pg_database WHERE datname = %s"
        assert link.execute(exists, [name]).fetchone() is None
