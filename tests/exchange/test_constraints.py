"""What the database refuses of imports, whoever writes."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from ponte.exchange.models import ImportRun, SavedMapping, StagedRow
from tests.exchange.factories import as_job

pytestmark = pytest.mark.django_db(databases=["default", "aside"])


def run(**fields) -> ImportRun:
    told = {"kind": "enterprises", "source": "Albo", "file_size": 1, "file_name": "a.csv"}
    return ImportRun.objects.create(source_date=date(2026, 5, 1), **{**told, **fields})


@pytest.mark.parametrize(
    "name, make",
    [
        ("import_names_its_source", lambda: run(source="")),
        ("import_applied_at_iff_applied", lambda: run(state="applied")),
        ("import_applied_at_iff_applied", lambda: run(applied_at="2026-05-01T00:00Z")),
        ("saved_mapping_has_a_name", lambda: SavedMapping.objects.create(kind="x", name="")),
        (
            "saved_mapping_name_once",
            lambda: [SavedMapping.objects.create(kind="x", name="y") for _time in range(2)],
        ),
        (
            "staged_line_once",
            lambda: [StagedRow.objects.create(run=one, line=2) for one in [run()] * 2],
        ),
        (
            "staged_accepted_only_where_asked",
            lambda: StagedRow.objects.create(run=run(), line=2, verdict="add", accepted=True),
        ),
    ],
)
def test_the_database_refuses(name, make):
    with as_job(), pytest.raises(IntegrityError, match=name), transaction.atomic():
        make()
