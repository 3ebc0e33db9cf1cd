"""Walls that imports do not show: what views, actions and models may say."""

import ast

from sources import python_files, short, tree


def attribute_names(node):
    return {child.attr for child in ast.walk(node) if isinstance(child, ast.Attribute)}


def in_room(path, room: str) -> bool:
    return room in path.parts or path.stem == room


def test_views_never_touch_objects():
    guilty = [
        short(path)
        for path in python_files("ponte")
        if in_room(path, "views") and "objects" in attribute_names(tree(path))
    ]
    assert guilty == []


def test_get_model_stays_in_migrations():
    guilty = [
        short(path)
        for path in python_files("ponte")
        if "migrations" not in path.parts and "get_model" in attribute_names(tree(path))
    ]
    assert guilty == []


def test_migrations_import_nothing_from_the_house():
    guilty = []
    for path in python_files("ponte"):
        if "migrations" not in path.parts:
            continue
        for node in ast.walk(tree(path)):
            names = []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            # pghistory names the tracked model's bases by their module.
            guilty += [
                f"{short(path)}: {name}"
                for name in names
                if name.startswith("ponte.") and name != "ponte.kit.ids"
            ]
    assert [line for line in guilty if not line.endswith("ponte.accounts.models.person")] == []


def test_no_model_overrides_save_and_no_signal_is_bound():
    saves, signals = [], []
    for path in python_files("ponte"):
        for node in ast.walk(tree(path)):
            if (
                isinstance(node, ast.FunctionDef)
                and node.name == "save"
                and in_room(path, "models")
            ):
                saves.append(short(path))
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(
                "django.db.models.signals"
            ):
                signals.append(short(path))
    assert (saves, signals) == ([], [])


def public_actions():
    for path in python_files("ponte"):
        if not in_room(path, "actions") or path.name == "__init__.py":
            continue
        for node in tree(path).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield path, node


WRITES = {"save", "create", "bulk_create", "update", "delete", "bulk_update", "execute", "copy"}


def test_whatever_writes_is_told_who_acts():
    """Search documents follow from rows an action changed: `index` alone needs nobody."""
    guilty = [
        f"{short(path)}:{node.lineno} {node.name}"
        for path, node in public_actions()
        if path.stem != "index" and WRITES & attribute_names(node) and not is_told(node)
    ]
    assert guilty == []


def is_told(node) -> bool:
    return "by" in {argument.arg for argument in node.args.kwonlyargs}


def test_every_action_refuses_a_stranger_in_a_test():
    """Each action's name stands in a test that expects a refusal."""
    told = "\n".join(
        ast.unparse(node)
        for path in python_files("tests")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef)
        and ("Refused" in ast.unparse(node) or "stranger" in node.name)
    )
    modules = "\n".join(
        path.read_text() for path in python_files("tests") if "Refused" in path.read_text()
    )
    missing = [
        f"{short(path)}: {node.name}"
        for path, node in public_actions()
        if is_told(node) and not node.args.args
        if node.name not in told and node.name not in modules
    ]
    assert missing == []
