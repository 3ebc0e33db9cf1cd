"""Files and imports for tests."""

from collections.abc import Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from uuid import UUID

from ponte.exchange.actions.applying import apply_import, apply_staged
from ponte.exchange.actions.mapping import map_columns
from ponte.exchange.actions.staging import stage_import
from ponte.exchange.actions.uploading import Origin, Upload, upload_file
from ponte.exchange.importers.acting import working_for
from ponte.exchange.models import ImportRun, StagedRow
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.spreadsheets import CsvLines, write_xlsx

JOB = Actor.job("test")
HEADER = [
    "Denominazione",
    "Codice fiscale",
    "Comune",
    "Email",
    "Descrizione",
    "Prodotto",
    "Categoria",
]
CARD_HEADER = ["ID", "Servizio", "Ente", "Comune", "Indirizzo", "Telefono", "Destinatari", "Costo"]


def tax_code(number: int) -> str:
    """Eleven digits with the right check digit."""
    body = f"{number:07d}004"
    total = 0
    for place, sign in enumerate(body):
        digit = int(sign) * (2 if place % 2 else 1)
        total += digit - 9 if digit > 9 else digit
    return body + str(-total % 10)


def enterprise(number: int, **cells: str) -> list[str]:
    """A line about an enterprise; `cells` replace columns by their name in lower case."""
    line = {
        "Denominazione": f"Cooperativa Prova {number:05d}",
        "Codice fiscale": tax_code(number + 1),
        "Comune": "Bergamo",
        "Email": f"info{number}@example.org",
        "Descrizione": f"Puliamo uffici e scuole, squadra {number}.",
        "Prodotto": "Pulizie di uffici",
        "Categoria": "Pulizie",
    }
    return [cells.get(name, value) for name, value in line.items()]


def card(number: int, **cells: str) -> list[str]:
    """A line about a service."""
    line = {
        "ID": f"S{number}",
        "Servizio": f"Sportello di ascolto {number}",
        "Ente": "Comune di Bergamo",
        "Comune": "Bergamo",
        "Indirizzo": f"Via Roma {number}",
        "Telefono": "035 123456",
        "Destinatari": "Famiglie e genitori; Persone anziane",
        "Costo": "Gratuito",
    }
    return [cells.get(name, value) for name, value in line.items()]


def csv_bytes(header: Sequence[str], lines: Sequence[Sequence[str]]) -> bytes:
    return b"".join(CsvLines(header, lines))


def xlsx_bytes(path: Path, header: Sequence[str], lines: Sequence[Sequence[str]]) -> bytes:
    write_xlsx(path, header, lines)
    return path.read_bytes()


def uploaded(
    content: bytes,
    *,
    kind: str = "enterprises",
    by: Actor = JOB,
    organization: UUID | None = None,
    name: str = "elenco.csv",
    **origin,
) -> ImportRun:
    """An import whose file was taken in."""
    told = {"source": "Albo di prova", "source_date": date(2026, 5, 1), **origin}
    with working_for(by):
        return upload_file(
            kind=kind,
            upload=Upload(name, [content]),
            origin=Origin(**told),
            organization_id=organization,
            by=by,
        )


def previewed(content: bytes, *, by: Actor = JOB, columns: dict | None = None, **more) -> ImportRun:
    """An import whose preview can be looked at."""
    run = uploaded(content, by=by, **more)
    with working_for(by):
        map_columns(run=run, columns=columns or run.columns, by=by)
    stage_import(run.pk)
    return fresh(run)


def applied(content: bytes, *, by: Actor = JOB, **more) -> ImportRun:
    """An import that was applied."""
    run = previewed(content, by=by, **more)
    with working_for(by):
        apply_import(run=run, by=by)
    apply_staged(run.pk)
    return fresh(run)


def fresh(run: ImportRun) -> ImportRun:
    with acting(JOB):
        return ImportRun.objects.get(pk=run.pk)


def lines(run: ImportRun, verdict: str = "") -> list[StagedRow]:
    with acting(JOB):
        found = StagedRow.objects.filter(run=run).order_by("line")
        return list(found.filter(verdict=verdict) if verdict else found)


@contextmanager
def as_job():
    with acting(JOB):
        yield
