"""What the source must not do, found by reading it: build SQL or code from text, trust a parcel."""

import ast
from pathlib import Path

import yaml

from ponte.engines.questionnaires import load
from ponte.kit import described
from ponte.pathways.rules import health_words, instruments

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(path for path in (ROOT / "ponte").rglob("*.py") if "migrations" not in path.parts)
TREES = {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text("utf-8")) for path in FILES}
# Who reads with the quick twin of the safe loader.
READERS = {
    "ponte/kit/described.py": described.READER,
    "ponte/engines/questionnaires/load.py": load.READER,
    "ponte/pathways/rules/health_words.py": health_words.READER,
    "ponte/pathways/rules/instruments.py": instruments.READER,
}
RUNS_CODE = {"eval", "exec", "compile", "__import__"}
UNPACKS_CODE = {"pickle", "marshal", "shelve", "dill", "jsonpickle"}
# Built of column names, placeholders and constants of the same file; values stay parameters.
BUILT_SQL = {
    "ponte/directory/actions/index.py",
    "ponte/directory/queries/importing.py",
    "ponte/directory/queries/listings.py",
    "ponte/directory/queries/search_postgres.py",
    "ponte/directory/queries/suggest.py",
    "ponte/exchange/actions/acting.py",
    "ponte/exchange/actions/applying.py",
    "ponte/kit/acting.py",
    "ponte/kit/audit/verify.py",
    "ponte/kit/copying.py",
    "ponte/kit/roles.py",
    "ponte/kit/sealing/rotation.py",
    "ponte/kit/sealing/waiting.py",  # names of tables and columns, from the models
    "ponte/organizations/actions/bulk.py",
    "ponte/pathways/actions/retention.py",
    "ponte/organizations/queries/importing.py",
    "ponte/project/archive/digests.py",
    "ponte/project/archive/unpack.py",
}


def calls(tree):
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def name_of(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def constants(tree) -> set[str]:
    """Names given once, at the top of a file, in capitals."""
    found = set()
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else ()
        found |= {one.id for one in targets if isinstance(one, ast.Name) and one.id.isupper()}
    return found


def is_fixed(node, fixed: set[str]) -> bool:
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.Name):
        return node.id in fixed
    if isinstance(node, ast.BinOp):
        return is_fixed(node.left, fixed) and is_fixed(node.right, fixed)
    if isinstance(node, ast.JoinedStr):
        return all(is_fixed(getattr(part, "value", part), fixed) for part in node.values)
    return False


def test_sql_is_fixed_text_but_in_the_files_named_here():
    built = set()
    for path, tree in TREES.items():
        fixed = constants(tree)
        for call in calls(tree):
            speaks = name_of(call) in ("execute", "executemany", "raw", "RawSQL", "copy")
            if speaks and call.args and not is_fixed(call.args[0], fixed):
                built.add(path)
    # The supervisor and the doctor speak to the database before any visitor can.
    local = ("ponte/project/doctor", "ponte/project/supervisor")
    assert {path for path in built if not path.startswith(local)} <= BUILT_SQL


def test_no_view_and_no_form_speaks_sql():
    for path, tree in TREES.items():
        if "/views" in path or "/forms" in path:
            names = {name_of(call) for call in calls(tree)}
            assert not names & {"execute", "raw", "RawSQL", "extra", "cursor"}, path


def test_nothing_stored_or_sent_is_run_as_code():
    for path, tree in TREES.items():
        for call in calls(tree):
            plain = isinstance(call.func, ast.Name)
            assert not (plain and call.func.id in RUNS_CODE), (path, call.lineno)
            told = {one.arg: one.value for one in call.keywords}
            shell = told.get("shell")
            assert not (shell and getattr(shell, "value", True)), (path, call.lineno)
            system = getattr(call.func, "value", None)
            assert not (getattr(system, "id", "") == "os" and name_of(call) in ("system", "popen"))
        for node in ast.walk(tree):
            named = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            named += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {name.split(".")[0] for name in named} & UNPACKS_CODE, path


def test_yaml_makes_values_only():
    for path, tree in TREES.items():
        for call in calls(tree):
            if getattr(getattr(call.func, "value", None), "id", "") == "yaml":
                assert name_of(call) == "safe_load" or path in READERS, path
    for reader in READERS.values():
        assert issubclass(reader, (yaml.SafeLoader, yaml.CSafeLoader))


def test_archives_are_unpacked_with_the_data_filter_only():
    for path, tree in TREES.items():
        for call in calls(tree):
            if name_of(call) in ("extractall", "extract") and "archive" in path:
                told = {one.arg: getattr(one.value, "value", None) for one in call.keywords}
                assert told.get("filter") == "data", (path, call.lineno)


def test_marks_of_safe_text_are_counted():
    """Each place that says text is safe is known; a new one is looked at by a person."""
    marked = set()
    for path, tree in TREES.items():
        if any(name_of(call) in ("mark_safe", "SafeString", "SafeText") for call in calls(tree)):
            marked.add(path)
    assert marked == {
        "ponte/kit/templatetags/linked_data.py",
        "ponte/kit/templatetags/ticks.py",
    }
    for page in sorted((ROOT / "ponte").rglob("*.html")):
        text = page.read_text("utf-8")
        assert "|safe" not in text and "autoescape off" not in text, page


def test_every_dependency_is_pinned_with_its_digest():
    locks = sorted((ROOT / "requirements").glob("*.txt"))
    assert locks
    for lock in locks:
        lines = [line for line in lock.read_text("utf-8").splitlines() if line[:1].isalnum()]
        assert lines and all("==" in line for line in lines), lock
        assert lock.read_text("utf-8").count("--hash=sha256:") >= len(lines), lock
