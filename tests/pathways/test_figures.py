"""The table of a programme: what is counted, from what, and what of it may be published."""

from dataclasses import replace
from datetime import date

import pytest

from ponte.engines.disclosure.attack import exposed
from ponte.engines.disclosure.table import HEALTH_AND_JUSTICE, Rule
from ponte.kit.acting import acting
from ponte.pathways.figures.types import pathway_figures
from ponte.pathways.models import CaseRole, Disadvantage, Opportunity, Pathway, Transition, Worker
from ponte.pathways.rules.publishing import (
    COMBINED,
    PathwayFigures,
    Row,
    counts_of,
    figures_from,
    printed_names,
    published_figures,
    published_next,
    table_of,
)
from ponte.pathways.states import CaseRoleKind
from tests.organizations.factories import JOB, acting_as, officer, organization, person

pytestmark = pytest.mark.django_db(databases=["default", "aside"])

# Concluded by type is invented: the programme printed its total only.
MODENA = PathwayFigures(
    types=(
        Row("PSYCHIC", 14, 10, 9),
        Row("PSYCHO_PHYSICAL", 3, 2, 1),
        Row("PHYSICAL", 8, 6, 5),
        Row("SOCIAL_ADDICTION", 10, 8, 7),
        Row("PHYSICAL_AND_SOCIAL", 4, 3, 2),
    ),
    total=Row("TOTAL", 39, 29, 24),
    companies=31,
    tutors=16,
)
TO_THE_END = (100, 110, 120, 140)
HIRED = (*TO_THE_END, 150, 160)


@pytest.fixture
def office(rows):
    return organization("Office")


def case(office, kind: str, *states: int, company=None, tutor=None) -> Pathway:
    """A case that came to these states; the guards of the steps are not this file's."""
    cooperative = organization("Cooperative")
    company = company or organization("Firm")
    worker = Worker.objects.create(
        office=office, employer=cooperative, code=cooperative.slug, employed_since=date(2020, 1, 1)
    )
    if kind:
        Disadvantage.objects.create(worker=worker, office=office, employer=cooperative, kind=kind)
    opening = Opportunity.objects.create(office=office, company=company, searched_by=office)
    made = Pathway.objects.create(
        worker=worker,
        code=worker.code,
        office=office,
        cooperative=cooperative,
        opportunity=opening,
        company=company,
        state=states[-1],
    )
    CaseRole.objects.create(
        pathway=made,
        worker=worker,
        office=office,
        cooperative=cooperative,
        person=tutor or person(),
        role=CaseRoleKind.TUTOR,
    )
    for old, new in zip((80, *states), states, strict=False):
        Transition.objects.create(
            pathway=made, old=old, new=new, by_kind="person", by_id=office.pk, reason="test"
        )
    return made


def row(found: PathwayFigures, name: str) -> tuple[int, int, int]:
    kept = next(one for one in (*found.types, found.total) if one.type == name)
    return kept.involved, kept.concluded, kept.hired


@pytest.mark.parametrize(
    "states, counts",
    [
        ((70,), (0, 0, 0)),
        ((80, 90), (0, 0, 0)),
        ((100,), (1, 0, 0)),
        ((100, 110), (1, 0, 0)),
        ((100, 110, 120), (1, 0, 0)),
        (TO_THE_END, (1, 1, 0)),
        ((*TO_THE_END, 151, 160), (1, 1, 0)),
        ((100, 110, 130, 140, 150), (1, 0, 1)),
        (HIRED, (1, 1, 1)),
    ],
)
def test_a_case_counts_by_what_ever_happened_to_it(office, states, counts):
    case(office, "PHYSICAL", *states)
    found = pathway_figures()
    assert row(found, "PHYSICAL") == row(found, "TOTAL") == counts


def test_one_more_hire_changes_its_type_and_the_total(office):
    case(office, "PHYSICAL", *HIRED)
    case(office, "PSYCHIC", *TO_THE_END)
    before = pathway_figures()
    case(office, "PSYCHIC", *HIRED)
    after = pathway_figures()
    assert row(before, "PSYCHIC") == (1, 1, 0)
    assert row(after, "PSYCHIC") == (2, 2, 1)
    assert row(after, "TOTAL") == (3, 3, 2)
    assert after.total.hired_of_concluded == 66.7
    assert row(after, "PHYSICAL") == row(before, "PHYSICAL")


def test_companies_and_tutors_count_once_and_only_with_a_signed_agreement(office):
    firm, tutor = organization("Firm"), person()
    case(office, "PHYSICAL", *HIRED, company=firm, tutor=tutor)
    case(office, "PSYCHIC", 100, company=firm, tutor=tutor)
    case(office, "PSYCHIC", 80, 90)
    found = pathway_figures()
    assert (found.companies, found.tutors) == (1, 1)


def test_a_case_without_a_type_is_counted_apart(office):
    case(office, "", *HIRED)
    found = pathway_figures()
    assert row(found, "NOT_RECORDED") == row(found, "TOTAL") == (1, 1, 1)


def test_one_office_counts_its_own(office):
    case(office, "PHYSICAL", *HIRED)
    case(organization("Another office"), "PHYSICAL", *HIRED)
    assert row(pathway_figures(office=office.pk), "TOTAL") == (1, 1, 1)
    assert row(pathway_figures(), "TOTAL") == (2, 2, 2)


@pytest.mark.parametrize("stranger", [None, person, officer], ids=["nobody", "person", "officer"])
def test_a_stranger_counts_nothing(office, stranger):
    case(office, "PHYSICAL", *HIRED)
    who = stranger and stranger()
    with acting_as(who):
        assert row(pathway_figures(), "TOTAL") == (0, 0, 0)
    with acting(JOB):
        assert row(pathway_figures(), "TOTAL") == (1, 1, 1)


def test_the_table_of_modena_has_its_rates():
    assert MODENA.total.hired_of_concluded == 82.8
    assert MODENA.total.hired_of_involved == 61.5
    assert [one.hired_of_involved for one in MODENA.types] == [64.3, 33.3, 62.5, 70.0, 50.0]


@pytest.mark.parametrize("rule", [Rule(), HEALTH_AND_JUSTICE], ids=["5", "10"])
def test_what_is_published_of_modena_gives_no_small_count_away(rule):
    public = published_figures(MODENA, rule)
    counts = counts_of(public).values()
    table = table_of(MODENA, public.combines)
    assert not any(0 < count < rule.at_least for count in counts if count is not None)
    assert exposed(table, printed_names(public), rule) == ()


def test_a_table_published_again_gives_away_nobody_who_came_since():
    rule = Rule()
    public = published_figures(MODENA, rule)
    psychic = replace(MODENA.types[0], involved=15, concluded=11, hired=10)
    later = replace(
        MODENA,
        types=(psychic, *MODENA.types[1:]),
        total=Row("TOTAL", 40, 30, 25),
    )
    alone, after = published_figures(later, rule), published_next(MODENA, public, later, rule)
    assert alone.total.involved == 40
    # One person came: whoever kept the first table would read one from the totals of the second.
    assert (after.total, after.types[0].hired) == (Row("TOTAL", None, None, None), None)


def test_a_release_is_read_back_as_it_was_printed():
    public = published_figures(MODENA, Rule())
    assert figures_from(counts_of(public), public.combines) == public
    assert figures_from(dict(sorted(counts_of(MODENA).items()))) == MODENA


def test_modena_is_published_with_its_totals_and_its_small_types_joined():
    public = published_figures(MODENA, Rule())
    assert public.total == MODENA.total
    assert (public.companies, public.tutors) == (31, 16)
    assert public.combined == Row(COMBINED, 7, None, None)
    assert public.combines == ("PSYCHO_PHYSICAL", "PHYSICAL_AND_SOCIAL")
    assert public.types == (
        Row("PSYCHIC", 14, None, 9),
        Row("PSYCHO_PHYSICAL", None, None, None),
        Row("PHYSICAL", 8, None, None),
        Row("SOCIAL_ADDICTION", 10, None, None),
        Row("PHYSICAL_AND_SOCIAL", None, None, None),
    )


def test_a_rate_is_published_only_with_both_its_counts():
    public = published_figures(MODENA, Rule())
    for one in (*public.types, public.total):
        if one.hired is None or one.involved is None:
            assert one.hired_of_involved is None
        if one.hired is None or one.concluded is None:
            assert one.hired_of_concluded is None


def test_few_companies_and_tutors_are_hidden():
    public = published_figures(replace(MODENA, companies=4, tutors=1), Rule())
    assert (public.companies, public.tutors) == (None, None)


def test_nothing_to_hide_is_published_as_it_is():
    empty = PathwayFigures(
        types=tuple(Row(one.type) for one in MODENA.types),
        total=Row("TOTAL"),
        companies=0,
        tutors=0,
    )
    assert published_figures(empty, Rule()) == empty
