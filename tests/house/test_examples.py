"""The examples in docstrings are true: each module that has some is run as a doctest."""

import doctest
import importlib
import re

import pytest

from tests.house.sources import ROOT

EXAMPLE = re.compile(r"^\s*>>> ", re.MULTILINE)


def modules() -> list[str]:
    """Every module of ours that shows an example."""
    return [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in sorted((ROOT / "ponte").rglob("*.py"))
        if EXAMPLE.search(path.read_text(encoding="utf-8"))
    ]


def test_there_are_examples():
    assert len(modules()) > 50


@pytest.mark.parametrize("name", modules())
def test_examples_say_what_the_code_does(name):
    said: list[str] = []
    runner = doctest.DocTestRunner(verbose=False)
    tests = doctest.DocTestFinder(exclude_empty=True).find(importlib.import_module(name))
    for test in tests:
        runner.run(test, out=said.append)
    assert runner.summarize(verbose=False).failed == 0, "".join(said)
    assert runner.tries > 0, f"{name}: its examples are in no docstring"
