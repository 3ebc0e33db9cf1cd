"""Writes docs/reference from the code: who may do what, and why data about persons are kept.

Run by `python3 -m dev reference`; a house test compares the files with what this says, so that
they cannot grow stale. Needs the application, not its database.
"""

import os
from collections.abc import Iterable, Iterator

from dev.environment import ROOT
from dev.say import say

FOLDER = ROOT / "docs" / "reference"
NOTE = "Written by `python3 -m dev reference` from the code; a change by hand is lost."


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ponte.project.settings.dev")
    import django

    django.setup()
    FOLDER.mkdir(exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
        say(f"docs/reference/{name}")


def pages() -> dict[str, str]:
    """Every page by its name, in the language of the code."""
    from django.utils import translation

    with translation.override("en"):
        return {"roles.md": "\n".join(roles()) + "\n", "privacy.md": "\n".join(privacy()) + "\n"}


def table(heads: Iterable[object], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """A table of Markdown, and an empty line after it."""
    heads = [*map(str, heads)]
    for cells in (heads, ["---"] * len(heads), *rows):
        yield f"| {' | '.join(str(cell).replace('|', '/') for cell in cells)} |"
    yield ""


def words(name: str) -> str:
    return name.replace("_", " ")


# Who may do what


def roles() -> Iterator[str]:
    yield from ("# Roles", "", NOTE, "")
    yield "A role is held on an organization or on the platform. It opens nothing of a case by"
    yield from ("itself: there, the person must also have a part in that case.", "")
    yield from held_roles()
    yield from ("## Which role carries which permission", "")
    yield from permissions()
    yield from ("## Who reads and writes what of a case", "")
    yield "R reads, W writes, S reads what was shared with that part, a number is the state from"
    yield "which on, N waits for a need that a second person has opened, P is for who was given the"
    yield from ("case by name and for the head of the office, an empty cell is nothing.", "")
    yield from matrix()
    yield from ("## Who takes which step of a case", "")
    yield from steps()


def held_roles() -> Iterator[str]:
    from ponte.project.roles import ROLES

    heads = ("Role", "Code", "Held on", "What for")
    rows = ((r.label, f"`{code}`", r.where, r.description) for code, r in ROLES.items())
    yield from table(heads, rows)


def permissions() -> Iterator[str]:
    from ponte.project.roles import ROLES

    every = sorted({one for role in ROLES.values() for one in role.permissions})
    rows = (
        (f"`{one}`", ", ".join(str(r.label) for r in ROLES.values() if one in r.permissions))
        for one in every
    )
    yield from table(("Permission", "Carried by"), rows)


def matrix() -> Iterator[str]:
    from ponte.pathways.permissions.matrix import MATRIX
    from ponte.pathways.states import CaseRoleKind

    parts = [one for one in CaseRoleKind if any(one in cells for cells in MATRIX.values())]
    rows = (
        (words(data.value), *(cell(cells.get(part)) for part in parts))
        for data, cells in MATRIX.items()
    )
    yield from table(("Of a case", *(one.label for one in parts)), rows)


def cell(right) -> str:
    if right is None:
        return ""
    letters = ("R" * right.read) + ("W" * right.write) + ("S" * right.shared)
    letters += ("N" * right.needed) + ("P" * right.in_person)
    return f"{letters}{right.after or ''}"


def steps() -> Iterator[str]:
    from ponte.pathways.permissions.cases import CASE_ACTIONS
    from ponte.pathways.states import CaseRoleKind

    rows = (
        (words(name), ", ".join(str(one.label) for one in CaseRoleKind if one in parts))
        for name, parts in CASE_ACTIONS.items()
    )
    yield from table(("Step", "Taken by"), rows)


# Why data about persons are kept

NO_RULE = "no rule lets it go"


def privacy() -> Iterator[str]:
    yield from ("# Register of processing", "", NOTE, "")
    yield "What art. 30 GDPR asks of the platform itself: which data about persons stand where,"
    yield "why, and how long. Each controller adds what only it can say: its name and data"
    yield "protection officer, the legal basis it acts on, who receives what it sends out."
    yield ""
    yield "*Personal* is what is about a person; *special* is what art. 9 and 10 protect. What is"
    yield "sealed is encrypted with a key of the office it belongs to"
    yield "(`docs/adr/0011-sealed-fields.md`). Rows about persons are under row-level security,"
    yield "but for the few that sign-in must read first (`SECURITY.md`)."
    yield ""
    for label, told in processing().items():
        yield from (f"## {label.capitalize()}", "", f"Why: {told['purpose']}  ")
        yield from (f"Whose: {told['whom']}.  ", f"How long: {told['kept']}.", "")
        yield from tables_of(label, told)
    yield from ("## How long a case is kept", "")
    yield from retention()


def processing() -> dict[str, dict]:
    """What each flat says of itself."""
    import yaml

    text = (ROOT / "ponte/project/data/processing.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


def about_persons() -> dict[str, list]:
    """The models with a word about a person, by flat."""
    from django.apps import apps
    from pghistory.models import Event

    found: dict[str, list] = {}
    for model in apps.get_models():
        ours = model.__module__.startswith("ponte.") and not model._meta.proxy
        if not ours or issubclass(model, Event):
            continue
        if model.privacy.personal or model.privacy.special:
            found.setdefault(model._meta.app_label, []).append(model)
    return found


def tables_of(label: str, told: dict) -> Iterator[str]:
    rows = (
        (
            f"`{model._meta.db_table}`",
            (model.__doc__ or "").strip().splitlines()[0],
            ", ".join(words(name) for name in sorted(model.privacy.personal)),
            ", ".join(special(model)),
            kept(model, told),
        )
        for model in about_persons().get(label, [])
    )
    yield from table(("Table", "What it is", "Personal", "Special", "How long"), rows)


def special(model) -> Iterator[str]:
    """The special fields, and which of them are sealed."""
    from ponte.kit.sealing.fields import SealedField

    for name in sorted(model.privacy.special):
        is_sealed = isinstance(model._meta.get_field(name), SealedField)
        why = model.privacy.in_the_clear.get(name, "")
        yield words(name) + (" (sealed)" if is_sealed else f" (in the clear: {why})")


def kept(model, told: dict) -> str:
    """How long, where a table says other than its flat; of pathways what its rules reach."""
    from ponte.pathways.actions.retention import CONTRACT, FIGURES
    from ponte.pathways.rules.retention import beside

    if model._meta.app_label != "pathways":
        return told.get("tables", {}).get(model._meta.db_table, "as above")
    name = model._meta.model_name
    for rule in beside().values():
        if name in rule.tables:
            return f"{rule.months} months {rule.since}, then {words(rule.how)}"
    if name in CONTRACT | {"signature"}:
        return "as agreements"
    if name in FIGURES | {"pathway", "transition"}:
        return "its words about the person as the case, the rest as a figure"
    return "as the case" if name in of_a_case() else NO_RULE


def of_a_case() -> set[str]:
    """Names of the models that go with a case or with its worker."""
    from ponte.pathways.models import Disadvantage, Pathway, Worker

    found, waiting = {Worker, Disadvantage}, [Pathway, Worker]
    while waiting:
        below = {one.related_model for one in waiting.pop()._meta.related_objects} - found
        found |= below
        waiting += below - {Pathway}
    return {model._meta.model_name for model in found}


def retention() -> Iterator[str]:
    from ponte.pathways.rules.retention import beside, rules

    rows = (
        (rule.said("en"), f"{rule.months} months {rule.since}", words(rule.how))
        for rule in rules().values()
    )
    yield from table(("Of a case", "How long", "Then"), rows)
    rows = (
        (rule.said("en"), f"{rule.months} months {rule.since}", words(rule.how), rule.because)
        for rule in beside().values()
    )
    yield from table(("Beside cases", "How long", "Then", "Why so long"), rows)


if __name__ == "__main__":
    main()
