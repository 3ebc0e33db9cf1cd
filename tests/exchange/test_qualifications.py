"""What a file says that organizations are: declared by it, on its day, and undone with it."""

from datetime import date

import pytest

from ponte.directory.models import Enterprise, SearchDocument
from ponte.exchange.actions.undoing import undo_applied, undo_import
from ponte.exchange.importers.acting import working_for
from ponte.exchange.models import ImportRun
from ponte.exchange.states import ImportState
from ponte.exchange.views.showing import lines_of
from ponte.kit.journal.models import Entry
from ponte.organizations.models import Organization, Qualification
from ponte.organizations.states import Standing
from tests.exchange.factories import (
    HEADER,
    JOB,
    applied,
    as_job,
    csv_bytes,
    enterprise,
    fresh,
    lines,
    previewed,
)
from tests.organizations.factories import qualification

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("town"),
]
A, B, BENEFIT = "social_cooperative_a", "social_cooperative_b", "benefit_company"


def file_of(*said: str) -> bytes:
    rows = [[*enterprise(number + 1), one] for number, one in enumerate(said)]
    return csv_bytes([*HEADER, "Qualifiche"], rows)


def stated() -> set[tuple[str, str, str]]:
    with as_job():
        return set(Qualification.objects.values_list("kind", "standing", "source"))


def undone(run: ImportRun) -> ImportRun:
    with working_for(JOB):
        undo_import(run=run, by=JOB)
    undo_applied(run.pk)
    return fresh(run)


def test_the_file_declares_with_its_source_and_day():
    run = applied(file_of("Tipo B; Società benefit", ""), source_date=date(2026, 4, 1))
    assert run.state == ImportState.APPLIED, run.trouble
    with as_job():
        found = Qualification.objects.order_by("kind")
        assert [one.kind for one in found] == [BENEFIT, B]
        assert {one.standing for one in found} == {Standing.DECLARED}
        assert {one.source for one in found} == {"Albo di prova"}
        assert {one.stated_on for one in found} == {date(2026, 4, 1)}
        assert {one.history.get().pgh_label for one in found} == {"insert"}
        document = SearchDocument.objects.get(shown__name="Cooperativa Prova 00001")
        assert B in document.shown["facets"]["type"]


def test_the_preview_says_them_in_words():
    run = previewed(file_of("Tipo B; Società benefit"))
    with as_job():
        [line] = lines_of(run, lines(run))
    said = {change.label: change.new for change in line.changes}
    assert said["Qualifications"] == "Type-B social co-operative; Benefit company"


def test_what_is_not_in_the_list_is_named_with_its_line():
    run = previewed(file_of("Cooperativa spaziale"))
    assert run.counts == {"error": 1}
    [error] = lines(run)[0].errors
    assert error["column"] == "Qualifiche"


def test_a_new_edition_is_compared_and_only_its_own_statements_are_withdrawn():
    applied(file_of("Tipo B; Società benefit"))
    assert previewed(file_of("Tipo B; Società benefit")).counts == {"unchanged": 1}
    with as_job():
        qualification(Organization.objects.get(), A, source="")
    run = previewed(file_of("Tipo B"))
    [line] = lines(run)
    assert line.changes == [{"field": "qualifications", "old": [BENEFIT, A, B], "new": [A, B]}]
    applied(file_of("Tipo B"))
    assert {kind for kind, *_ in stated()} == {A, B}
    assert previewed(file_of("")).counts == {"unchanged": 1}, "an empty cell leaves it as it is"
    applied(file_of(""), erases=True)
    assert {kind for kind, *_ in stated()} == {A}


def test_a_register_and_the_office_are_not_overruled():
    applied(file_of("Tipo B"))
    with as_job():
        Qualification.objects.update(standing=Standing.FROM_REGISTER, source="Albo regionale")
    assert previewed(file_of("Tipo B")).counts == {"unchanged": 1}
    applied(file_of("Tipo A"))
    assert stated() == {
        (A, Standing.DECLARED, "Albo di prova"),
        (B, Standing.FROM_REGISTER, "Albo regionale"),
    }


def test_a_statement_made_since_the_preview_leads_to_a_new_preview():
    applied(file_of("Tipo B"))
    run = previewed(file_of("Tipo A"))
    with as_job():
        qualification(Organization.objects.get(), A, source="")
    from ponte.exchange.actions.applying import apply_import, apply_staged

    with working_for(JOB):
        apply_import(run=run, by=JOB)
    apply_staged(run.pk)
    assert fresh(run).state == ImportState.MAPPED
    assert {kind for kind, *_ in stated()} == {A, B}


def test_a_result_says_what_an_organization_is_although_only_that_changed():
    applied(file_of("Tipo B"))
    applied(file_of("Tipo A"))
    with as_job():
        shown = SearchDocument.objects.get().shown
    assert shown["facets"]["type"] == [A]


def test_undoing_withdraws_what_was_declared_and_states_again_what_was_withdrawn():
    first = applied(file_of("Tipo B", "Tipo A"))
    second = applied(file_of("Società benefit", "Tipo A"))
    assert {kind for kind, *_ in stated()} == {A, BENEFIT}
    assert undone(second).counts["kept"] == 0
    assert {kind for kind, *_ in stated()} == {A, B}
    with as_job():
        said = Entry.objects.filter(what__startswith="qualification.").order_by("at")
        assert [(one.what, one.facts["kind"]) for one in said][-2:] == [
            ("qualification.removed", BENEFIT),
            ("qualification.declared", B),
        ]
        document = SearchDocument.objects.get(shown__name="Cooperativa Prova 00001")
        assert document.shown["facets"]["type"] == [B]
    assert undone(first).counts["kept"] == 0
    assert stated() == set()
    with as_job():
        assert not Enterprise.objects.exists()
        assert not Organization.objects.exists()


def test_what_somebody_stated_since_stays_with_its_organization():
    run = applied(file_of("Tipo B"))
    with as_job():
        Qualification.objects.update(reference="B-12")
    undone(run)
    with as_job():
        assert Qualification.objects.get().kind == B
        assert Organization.objects.count() == 1
