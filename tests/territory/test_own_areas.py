"""A territory's own areas from its file: all or nothing, once, and told as a difference."""

from argparse import Namespace

import pytest

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.project.cli.territory import own_areas
from ponte.project.supervisor.say import Trouble
from ponte.territory import public
from ponte.territory.models import Area

JOB = Actor.job("test")
HEAD = "area;kind;istat;municipality;province;source;date\n"
ALPI = (
    HEAD
    + "Ambito Alpi;social_district;004078;Cuneo;CN;Piano di zona;2026-03-31\n"
    + "Ambito Alpi;social_district;;Mondovì;;;\n"
)
SERIANA = HEAD + "Ambito Valle Seriana;social_district;016004;;;Ambito di Albino;2026\n"


@pytest.fixture
def load(places, tmp_path):
    def loaded(text, **options):
        file = tmp_path / "areas.csv"
        file.write_text(text, encoding="utf-8")
        with acting(JOB):
            return public.load_own_areas(file=file, by=JOB, **options)

    return loaded


def members(slug) -> list[str]:
    found = Area.objects.get(slug=slug).municipalities.order_by("istat_code")
    return list(found.values_list("istat_code", flat=True))


def state() -> list:
    rows = Area.objects.order_by("slug")
    return [(one.pk, one.slug, one.source, one.source_year, members(one.slug)) for one in rows]


def test_only_a_job_loads_areas(rows, tmp_path):
    with pytest.raises(Refused):
        public.load_own_areas(file=tmp_path / "x.csv", by=Actor.anonymous())


def test_a_new_area_is_written_said_and_found(load):
    loaded = load(ALPI)
    assert loaded.written and loaded.faults == []
    assert loaded.changes == [
        "new: Ambito Alpi (social_district), Piano di zona, 2026",
        "  + Cuneo (CN)",
        "  + Mondovì (CN)",
    ]
    area = Area.objects.get(slug="ambito-alpi")
    assert (area.source, area.source_year, area.is_complete) == ("Piano di zona", 2026, True)
    assert public.place_by_code("Aambito-alpi").name == "Ambito Alpi"
    assert "Aambito-alpi" in public.codes_covering("004078")


def test_the_same_file_twice_changes_nothing(load):
    load(ALPI)
    before = state()
    for options in ({}, {"replace": True}, {"check": True}):
        again = load(ALPI, **options)
        assert (again.written, again.changes, again.unchanged) == (False, [], 1)
    assert state() == before


def test_a_check_and_a_fault_write_nothing(load):
    before = state()
    assert load(ALPI, check=True).changes and state() == before
    wrong = load(ALPI + "Altra;other;999999;;;x;2026\n")
    assert [str(one) for one in wrong.faults] == [
        "line 4: no municipality has or had the ISTAT code 999999."
    ]
    assert not wrong.written and state() == before


def test_an_area_that_differs_is_replaced_only_when_told(load):
    load(ALPI)
    before = state()
    other = ALPI.replace("2026-03-31", "2027").replace("Mondovì", "Alba")
    refused = load(other)
    assert [str(one) for one in refused.faults] == [
        "line 2: 'Ambito Alpi' is there already and differs; --replace writes this one."
    ]
    assert state() == before
    loaded = load(other, replace=True)
    assert loaded.written and loaded.changes == [
        "changed: Ambito Alpi (social_district)",
        "  year: '2027' instead of '2026'",
        "  + Alba (CN)",
        "  - Mondovì (CN)",
    ]
    assert members("ambito-alpi") == ["004003", "004078"]
    assert "Aambito-alpi" in public.codes_covering("004003"), "noticed where places are known"


def test_a_shipped_area_that_a_territory_replaced_stays_so_with_the_next_release(load):
    assert load(SERIANA).faults
    loaded = load(SERIANA, replace=True)
    assert loaded.changes[0] == "changed: Ambito Valle Seriana (social_district)"
    assert "  - Alzano Lombardo (BG)" in loaded.changes
    assert "  + Albino (BG)" not in loaded.changes
    before = state()
    with acting(JOB):
        public.load_areas(by=JOB)
    assert state() == before
    assert members("valle-seriana") == ["016004"], "its address is the one of before"


def test_two_kinds_may_bear_one_name(load):
    load(ALPI + "Ambito Alpi;Valley network;004078;;;Rete;2026\n")
    load(HEAD + "Ambito Alpi;Area di consorzio;004078;;;Rete;2026\n")
    slugs = set(Area.objects.filter(name="Ambito Alpi").values_list("slug", flat=True))
    assert slugs == {f"ambito-alpi{kind}" for kind in ("", "-valley-network", "-consortium-area")}


def test_a_code_of_before_is_translated_and_said(load):
    loaded = load(HEAD + "Biellese;other;002001;;;Rete;2026\n")
    assert [str(one) for one in loaded.notes] == [
        "line 2: 002001 is a code of before, read as 096001 Ailoche (BI)."
    ]
    assert members("biellese") == ["096001"]


def test_a_file_without_the_columns_says_which(load):
    with pytest.raises(RuleBroken, match="lacks a column 'kind', a column 'date'"):
        load("area;istat;source\nx;004078;y\n")


def test_the_verb_says_what_it_did_and_fails_where_a_line_is_wrong(places, tmp_path, capsys):
    def ran(text, **options):
        file = tmp_path / "own.csv"
        file.write_text(text, encoding="utf-8")
        return own_areas(Namespace(file=file, **{"check": False, "replace": False, **options}))

    assert ran(ALPI, check=True) == 0
    assert "this was a check" in capsys.readouterr().out
    assert ran(ALPI) == 0
    said = capsys.readouterr().out
    assert "new: Ambito Alpi" in said and "+ Cuneo (CN)" in said and "written" in said
    assert ran(ALPI) == 0
    assert "nothing to change; areas that are as the file says: 1" in capsys.readouterr().out
    with pytest.raises(Trouble, match="Nothing was written"):
        ran(ALPI.replace("004078", "004999"))
    assert "line 2: no municipality has or had" in capsys.readouterr().out
    with pytest.raises(Trouble, match="The first line"):
        ran("x\n")
