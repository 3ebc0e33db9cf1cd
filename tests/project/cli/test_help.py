"""Every verb explains itself, and no error shows a traceback."""

import argparse
import subprocess

import pytest

from ponte.project.cli import main
from tests.project.living import CLI, clean_environment


def every_verb():
    """('demo', 'accounts'), ... as the parser has them."""
    found = [()]

    def walk(parser, before):
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction):
                for name, inner in action.choices.items():
                    found.append((*before, name))
                    walk(inner, (*before, name))

    walk(main.parser(), ())
    return found


@pytest.mark.parametrize("verb", every_verb(), ids=lambda verb: " ".join(verb) or "ponte")
def test_help_on_every_verb(verb, capsys):
    with pytest.raises(SystemExit) as ended:
        main.main([*verb, "--help"])
    assert ended.value.code == 0
    assert "usage: ponte" in capsys.readouterr().out


@pytest.mark.parametrize("verb", [["nonsense"], [], ["serve", "nothing"], ["demo"]])
def test_what_is_not_understood_is_status_2(verb, capsys):
    with pytest.raises(SystemExit) as ended:
        main.main(verb)
    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "environment", "words"),
    [
        (["serve", "web", "--listen", "0.0.0.0:8000"], {}, "this machine only"),
        (["serve", "web", "--listen", "nowhere"], {}, "is no address"),
        (["serve", "all", "--listen", "[::]:8000"], {}, "this machine only"),
        (["demo", "run"], {"PORT": "abc"}, "'abc' is no port"),
        (["demo", "run"], {"PORT": "99999"}, "'99999' is no port"),
        (["demo", "run", "--port", "0"], {}, "'0' is no port"),
        (["serve", "web"], {"PORT": "99999"}, "is no address"),
        (["demo", "run"], {"PONTE_MODE": "production"}, "not for a real server"),
        (["demo", "load"], {"PONTE_MODE": "party"}, "must be demo or production"),
        (["serve", "web"], {"PONTE_MODE": "production"}, "DATABASE_URL must be set"),
        (["verify", "/nowhere.tar"], {}, "There is no file"),
        (["restore", "/etc/hostname"], {}, "cannot be read as a backup"),
        (["bench", "nonsense"], {}, "No benchmark nonsense"),
        (["territory", "areas", "/nowhere.csv"], {}, "There is no file"),
        (["import", "/nowhere.csv", "--as", "a@b.example"], {}, "There is no file"),
        (
            ["database", "migrate"],
            {"DATABASE_URL": "postgresql://x:y@127.0.0.1:9/z"},
            "does not answer",
        ),
    ],
)
def test_a_mistake_is_told_in_a_sentence(folder, arguments, environment, words):
    done = subprocess.run(
        [*CLI, *arguments],
        env=clean_environment(folder, **environment),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_the_printed_preparation_holds_no_password_twice(capsys):
    assert main.main(["database", "prepare"]) == 0
    first = capsys.readouterr().out
    main.main(["database", "prepare"])
    second = capsys.readouterr().out
    assert first.split("\n", 1)[0] == second.split("\n", 1)[0]
    assert first != second
    assert "DATABASE_STATISTICS_URL=" in first
