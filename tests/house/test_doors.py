"""Special data that are sealed open behind one door a flat, which logs who reads them."""

import ast

from sources import python_files, short, tree

from ponte.kit.sealing.fields import sealed_fields

DOORS = {"ponte/pathways/queries/special.py"}
# Of a proposal and a release: keys and counts.
UNLOGGED = {
    "pathways_figuresrelease.counted",
    "pathways_matchproposal.fairness",
    "pathways_matchproposal.found",
}
# Words of a case's own sections, which log what they show by `special.note`; and of a meeting,
# where a case stands by its code.
LOGGED_BY_THE_PAGE = {
    "pathways_agendaitem.decision",
    "pathways_agendaitem.subject",
    "pathways_issue.action",
    "pathways_pathway.own_opinion",
    "pathways_pathway.pause",
    "pathways_pathway.support_actions",
    "pathways_representative.document",
    "pathways_representative.scope",
    "pathways_transition.reason",
}


def test_only_a_door_opens_what_is_guarded():
    opens = {
        short(path)
        for path in python_files("ponte")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom)
        and node.module in ("ponte.kit.sealing.guard", "ponte.kit.sealing")
        and {alias.name for alias in node.names} & {"opening", "guard"}
    }
    assert opens <= DOORS


def test_what_is_special_and_sealed_is_guarded():
    special = {
        field.place: field.guarded
        for field in sealed_fields()
        if field.model.privacy.of(field.name) == "special"
    }
    assert special
    known = UNLOGGED | LOGGED_BY_THE_PAGE
    assert {place for place, guarded in special.items() if not guarded} == known


# Figures, and how groups fare under a proposal: docs/adr/0018-fairness-is-counted-by-a-job.md
COUNTING = {"ponte/pathways/figures/types.py", "ponte/pathways/queries/fairness.py"}


def test_only_these_open_kinds_to_count_them():
    found = {
        short(path)
        for path in python_files("ponte")
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.Attribute) and node.attr == "counted_kinds")
        or (isinstance(node, ast.ImportFrom) and "counted_kinds" in {n.name for n in node.names})
    }
    assert found == COUNTING
