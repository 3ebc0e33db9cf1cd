"""Where a Chromium for the journeys comes from, in which order, with programs made up here."""

from pathlib import Path

import pytest

from dev import browser
from dev.say import Trouble

RUNS, FAILS = "#!/bin/sh\necho Chromium 1.0\n", "#!/bin/sh\nexit 1\n"
# Stands for the Python that has playwright: tells where its Chromium would be, or brings it.
PLAYWRIGHT = """#!/bin/sh
if [ "$1" = "-c" ]; then echo {own}; exit 0; fi
echo "$@" >> {log}
{brings}
"""


def program(path: Path, text: str = RUNS) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return path


class Machine:
    """A path of its own, a playwright of its own, and an apt that may or may not install."""

    def __init__(self, folder: Path):
        self.path, self.own = folder / "bin", folder / "own" / "chrome"
        self.spare, self.log = program(folder / "spare" / "chrome"), folder / "log"
        self.path.mkdir()
        self.given, self.has_apt, self.apt_asked = "", False, []
        self.can_download(False)

    def can_download(self, may: bool) -> None:
        brings = f"/bin/mkdir -p {self.own.parent}; /bin/cp {self.spare} {self.own}"
        text = PLAYWRIGHT.format(log=self.log, own=self.own, brings=brings if may else "exit 1")
        self.playwright = program(self.path.parent / "python", text)

    def apt(self, package: str) -> bool:
        self.apt_asked.append(package)
        if self.has_apt:
            program(self.path / package)
        return self.has_apt

    def ensure(self) -> str:
        environ = {"PATH": f"{self.path}:/usr/bin-of-nobody", browser.VARIABLE: self.given}
        [(name, found)] = browser.ensure(
            environ=environ, playwright=str(self.playwright), apt=self.apt
        ).items()
        assert name == browser.VARIABLE
        return found

    @property
    def downloads(self) -> int:
        told = self.log.read_text() if self.log.exists() else ""
        return told.count("-m playwright install chromium")


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


def everything(machine: Machine) -> None:
    """All ways are open: which one is taken tells the order."""
    machine.given = str(program(machine.path.parent / "mine"))
    program(machine.path / "chromium")
    program(machine.own)
    machine.has_apt = True
    machine.can_download(True)


def test_they_are_tried_in_this_order_and_the_first_that_runs_is_taken(machine):
    everything(machine)
    assert machine.ensure() == machine.given
    machine.given = ""
    assert machine.ensure() == str(machine.path / "chromium")
    (machine.path / "chromium").unlink()
    assert machine.ensure() == str(machine.own)
    assert (machine.apt_asked, machine.downloads) == ([], 0), "what is here is enough"
    machine.own.unlink()
    assert machine.ensure() == str(machine.path / browser.SHELL), "Debian's, just installed"
    assert (machine.apt_asked, machine.downloads) == ([browser.SHELL], 0)
    (machine.path / browser.SHELL).unlink()
    machine.has_apt = False
    assert machine.ensure() == str(machine.own), "downloaded"
    assert machine.downloads == 1


@pytest.mark.parametrize("name", browser.NAMES)
def test_on_the_path_it_may_have_any_of_its_names(machine, name):
    program(machine.path / name)
    assert machine.ensure() == str(machine.path / name)


def test_a_shell_is_taken_before_the_browser_that_it_goes_with(machine, tmp_path):
    program(machine.path / "chromium")
    shell = program(machine.path / browser.SHELL)
    assert machine.ensure() == str(shell)
    shell.unlink()
    (machine.path / "chromium").unlink()
    machine.own = program(tmp_path / "chromium-12" / "chrome-linux64" / "chrome")
    machine.can_download(False)
    assert machine.ensure() == str(machine.own)
    program(tmp_path / "chromium_headless_shell-11" / "old" / "chrome-headless-shell")
    assert machine.ensure() == str(machine.own), "one of another number is another's"
    mine = program(tmp_path / "chromium_headless_shell-12" / "linux" / "chrome-headless-shell")
    assert machine.ensure() == str(mine)


def test_one_that_does_not_run_is_passed_over_for_the_next(machine):
    program(machine.path / "chromium", FAILS)
    program(machine.path / "google-chrome")
    assert machine.ensure() == str(machine.path / "google-chrome")
    (machine.path / "google-chrome").unlink()
    program(machine.own)
    assert machine.ensure() == str(machine.own)


def test_an_apt_that_installs_nothing_that_runs_leads_to_a_download(machine):
    machine.can_download(True)
    machine.has_apt = True
    machine.apt = lambda _package: bool(program(machine.path / "chromium", FAILS))
    assert machine.ensure() == str(machine.own)


@pytest.mark.parametrize("text", [FAILS, None])
def test_the_one_that_is_named_runs_or_the_command_fails_and_says_which(machine, text):
    everything(machine)
    mine = machine.path.parent / "broken"
    if text:
        program(mine, text)
    machine.given = str(mine)
    with pytest.raises(Trouble, match=f"PONTE_CHROMIUM names {mine}, which does not run"):
        machine.ensure()
    assert (machine.apt_asked, machine.downloads) == ([], 0)


def test_without_any_it_fails_and_says_what_to_do(machine):
    with pytest.raises(Trouble, match="none could be had") as told:
        machine.ensure()
    assert "apt install chromium" in str(told.value) and browser.VARIABLE in str(told.value)
    assert machine.apt_asked == [browser.SHELL, "chromium"]
    assert machine.downloads == 1, "both were tried"


def test_a_download_that_does_not_run_is_none(machine):
    machine.spare.write_text(FAILS)
    machine.can_download(True)
    with pytest.raises(Trouble, match="none could be had"):
        machine.ensure()


def test_what_is_no_program_does_not_run(tmp_path):
    plain = tmp_path / "chromium"
    plain.write_text(RUNS)
    assert not browser.runs(str(plain)) and not browser.runs(str(tmp_path / "none"))
