"""A file fits in a head, and its name says what is in it."""

import ast
import re

import pytest
from sources import ROOT, python_files, short, templates, tree

BANNED = {"utils", "helpers", "common", "misc", "base", "manager", "services", "util", "core"}


def functions(path):
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(tree(path)) if isinstance(node, kinds)]


def length(node) -> int:
    """Lines of a function, its docstring left out: explaining is not complexity."""
    documented = ast.get_docstring(node, clean=False) is not None
    explained = node.body[0].end_lineno - node.body[0].lineno + 1 if documented else 0
    return node.end_lineno - node.lineno + 1 - explained


def test_no_python_file_is_longer_than_400_lines():
    long = [
        f"{short(path)}: {count}"
        for path in python_files()
        if "migrations" not in path.parts and (count := len(path.read_text().splitlines())) > 400
    ]
    assert long == []


def test_no_template_is_longer_than_150_lines():
    long = [
        f"{short(path)}: {count}"
        for path in templates()
        if (count := len(path.read_text().splitlines())) > 150
    ]
    assert long == []


def test_no_function_of_the_product_is_longer_than_40_lines():
    long = [
        f"{short(path)}:{node.lineno} {node.name}: {length(node)}"
        for path in python_files("ponte")
        if "migrations" not in path.parts
        for node in functions(path)
        if length(node) > 40
    ]
    assert long == []


def test_no_view_is_longer_than_20_lines():
    long = [
        f"{short(path)}:{node.lineno} {node.name}: {length(node)}"
        for path in python_files("ponte")
        if "views" in path.parts or path.name == "views.py"
        for node in functions(path)
        if answers_a_request(node) and length(node) > 20
    ]
    assert long == []


def answers_a_request(node) -> bool:
    """Views take the request; beside them stand the functions that shape what a page shows."""
    return bool(node.args.args) and node.args.args[0].arg == "request"


def test_no_module_is_an_attic():
    names = {path.stem for path in python_files("ponte")} | {
        path.parent.name for path in python_files("ponte")
    }
    # Settings' base is Django's own habit, and the plan of the house names it.
    allowed = {"base"} if (ROOT / "ponte/project/settings/base.py").exists() else set()
    assert names & BANNED - allowed == set()


@pytest.mark.parametrize("flat", sorted(p.parent.name for p in ROOT.glob("ponte/*/urls.py")))
def test_every_flat_says_what_it_is(flat):
    """Half a page: nouns, states, laws, door, privacy."""
    if flat == "project":
        return
    readme = ROOT / "ponte" / flat / "README.md"
    assert readme.exists(), f"{flat} has no README.md"
    assert len(readme.read_text().splitlines()) <= 60


def test_no_left_over_marks():
    marks = re.compile(r"\b(TODO|FIXME|XXX)\b")
    found = [
        f"{short(path)}:{number}"
        for path in python_files("ponte", "bench", "dev")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if marks.search(line)
    ]
    assert found == []
