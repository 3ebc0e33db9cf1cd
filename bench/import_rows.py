"""100,000 enterprises from a file: read, compared, applied, searchable, with history.

Run `python -m bench.import_rows [rows]`. It works in a throwaway database with all the
municipalities. Limits: applying 100,000 rows, searchable and with history, in at most 120 s
and 512 MB of the worker's memory. The file, the reading and the comparing are shown beside.
"""

import json
import os
import random
import resource
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

SEED = 20_26
ROWS = 100_000
SECONDS, MEGABYTES = 120, 512
RESULTS = Path(__file__).parent / "results" / "import_rows.json"
HEADER = [
    "Denominazione", "Codice fiscale", "Codice ISTAT", "Indirizzo", "Email", "Telefono",
    "Descrizione", "Missione", "Territorio", "Prodotto", "Descrizione prodotto", "Categoria",
]  # fmt: skip
FIRST = [
    "Aurora",
    "Arcobaleno",
    "Ponte",
    "Girasole",
    "Solidale",
    "Nuova",
    "Orizzonte",
    "Insieme",
    "Primavera",
    "Quercia",
]
SECOND = [
    "Verde",
    "Lavoro",
    "Sociale",
    "Futuro",
    "Valle",
    "Monte",
    "Terra",
    "Acqua",
    "Casa",
    "Mano",
    "Strada",
    "Lago",
    "Bosco",
]
WORDS = [
    "puliamo",
    "uffici",
    "scuole",
    "manutenzione",
    "verde",
    "giardini",
    "raccolta",
    "rifiuti",
    "inserimento",
    "persone",
    "assistenza",
    "anziani",
    "minori",
    "mensa",
    "catering",
    "logistica",
    "magazzino",
    "falegnameria",
    "sartoria",
    "stampa",
    "comunità",
    "servizi",
    "territorio",
    "qualità",
    "squadra",
    "consegna",
    "settimanale",
    "progetto",
    "formazione",
]


def check_digit(body: str) -> str:
    total = 0
    for place, sign in enumerate(body):
        digit = int(sign) * (2 if place % 2 else 1)
        total += digit - 9 if digit > 9 else digit
    return body + str(-total % 10)


def lines(rows: int, towns: list[str], categories: list[str]):
    chance = random.Random(SEED)
    for number in range(rows):
        town = chance.choice(towns)
        name = f"{chance.choice(FIRST)} {chance.choice(SECOND)} {number} società cooperativa"
        yield [
            name, check_digit(f"{number + 1:07d}{chance.randrange(1, 100):03d}"), town,
            f"Via {chance.choice(SECOND)} {chance.randrange(1, 200)}", f"info{number}@example.org",
            f"0{chance.randrange(10, 99)} {chance.randrange(100000, 999999)}",
            " ".join(chance.choices(WORDS, k=20)),
            chance.choice(["Inserimento lavorativo", "Cura e salute", "Disabilità"]),
            f"M{town}", " ".join(chance.choices(WORDS, k=3)), " ".join(chance.choices(WORDS, k=10)),
            chance.choice(categories),
        ]  # fmt: skip


def stage(path: Path) -> str:
    from ponte.exchange.actions.looking import look_at_file
    from ponte.exchange.actions.mapping import map_columns
    from ponte.exchange.actions.staging import stage_import
    from ponte.exchange.actions.uploading import Origin, Upload, upload_file
    from ponte.exchange.importers.acting import working_for
    from ponte.exchange.models import ImportRun
    from ponte.kit.actor import Actor

    by = Actor.job("bench")
    with working_for(by), path.open("rb") as source:
        run = upload_file(
            kind="enterprises",
            upload=Upload(path.name, iter(lambda: source.read(65_536), b"")),
            origin=Origin("Banco di prova", date(2026, 5, 1)),
            organization_id=None,
            by=by,
        )
    look_at_file(run.pk)
    with working_for(by):
        run = ImportRun.objects.get(pk=run.pk)
        run = map_columns(run=run, columns=run.columns, by=by)
    stage_import(run.pk)
    return str(run.pk)


def apply(run_id: str) -> None:
    from uuid import UUID

    from ponte.exchange.actions.applying import apply_import, apply_staged
    from ponte.exchange.importers.acting import working_for
    from ponte.exchange.models import ImportRun
    from ponte.kit.actor import Actor

    by = Actor.job("bench")
    with working_for(by):
        run = ImportRun.objects.get(pk=run_id)
        apply_import(run=run, by=by)
    apply_staged(UUID(run_id))


def backend_seconds() -> float:
    """Seconds that PostgreSQL's process for our connection has computed; Linux tells them."""
    from django.db import connection

    connection.ensure_connection()
    found = Path(f"/proc/{connection.connection.info.backend_pid}/stat")
    if not found.exists():
        return float("nan")
    user, system = found.read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def worker(what: str, argument: str) -> None:
    """One step in a process of its own: its seconds and its peak memory are the step's."""
    import django

    django.setup()
    start, used, database = time.perf_counter(), time.process_time(), backend_seconds()
    said = stage(Path(argument)) if what == "stage" else apply(argument)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = {
        "seconds": seconds,
        "cpu_seconds": time.process_time() - used,
        "database_cpu_seconds": backend_seconds() - database,
        "megabytes": peak,
    }
    print(json.dumps({"said": said, **{name: round(value, 1) for name, value in found.items()}}))


def step(what: str, argument: str) -> dict:
    done = subprocess.run(
        [sys.executable, "-m", "bench.import_rows", "--step", what, argument],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "ponte.project.settings.dev"},
    )
    return json.loads(done.stdout.strip().splitlines()[-1])


def prepare(rows: int) -> Path:
    """A migrated throwaway database with the territory, and the file to import."""
    from ponte.project.supervisor import throwaway

    os.environ.update(throwaway.provide())
    os.environ["DJANGO_SETTINGS_MODULE"] = "ponte.project.settings.dev"
    import django

    django.setup()
    from ponte.directory.public import terms
    from ponte.kit.acting import acting
    from ponte.kit.actor import Actor
    from ponte.kit.spreadsheets import write_csv
    from ponte.territory.public import load_areas, load_places, municipality_codes

    with acting(Actor.job("bench")) as context:
        load_places(by=context.actor)
        load_areas(by=context.actor)
        towns = sorted(set(municipality_codes().values()))
    path = Path(os.environ["PONTE_HOME"]) / "rows.csv"
    categories = [term.it for term in terms("product_categories").values()]
    write_csv(path, HEADER, lines(rows, towns, categories))
    return path


def counts() -> dict[str, int]:
    from django.db import connection

    tables = {
        "enterprises": "directory_enterprise",
        "history": "directory_enterpriseevent",
        "offers": "directory_offer",
        "search_documents": "directory_searchdocument",
    }
    found = {}
    with connection.cursor() as cursor:
        for name, table in tables.items():
            cursor.execute(f"SELECT count(*) FROM {table}")
            found[name] = cursor.fetchone()[0]
    return found


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    path = prepare(rows)
    load = os.getloadavg()[0]
    staged = step("stage", str(path))
    applied = step("apply", staged.pop("said"))
    del applied["said"]
    result = {
        "rows": rows,
        "seed": SEED,
        "file_megabytes": round(path.stat().st_size / 1e6, 1),
        "load_at_start": round(load, 1),
        "load_at_end": round(os.getloadavg()[0], 1),
        "read_and_compare": staged,
        "apply": applied,
        "limits_of_apply": {"seconds": SECONDS, "megabytes": MEGABYTES},
        "rows_made": counts(),
    }
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(result, indent=2) + "\n")
    for name in ("read_and_compare", "apply"):
        said = result[name]
        print(
            f"{name:<18} {said['seconds']:>8.1f} s {said['megabytes']:>8.1f} MB "
            f"(computing: worker {said['cpu_seconds']} s, "
            f"PostgreSQL {said['database_cpu_seconds']} s)"
        )
    print(f"limits of apply    {SECONDS:>8.1f} s {MEGABYTES:>8.1f} MB   {result['rows_made']}")
    print(f"load {result['load_at_start']} at the start, {result['load_at_end']} at the end")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--step"]:
        worker(sys.argv[2], sys.argv[3])
    else:
        main()
