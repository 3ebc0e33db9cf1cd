"""Invented contents for the style page, read from `data/design.yaml`."""

from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from django.utils import timezone

from ponte.kit.charts import bars, lines
from ponte.kit.described import described

DATA = Path(__file__).parent / "data/design.yaml"


@cache
def _all() -> dict:
    return described(DATA)


def sample(name: str) -> dict:
    """The contents of one page."""
    return dict(_all()[name])


def components() -> dict:
    """Every component once or more, in its states; dates are near the day of reading."""
    now, found = timezone.now(), sample("search")
    return {
        **sample("components"),
        "bars": bars([("Cuneo", 128), ("Lecco", 54), ("Biella", None), ("Asti", 12)], hidden="*"),
        "bars_head": ["Provincia", "Schede"],
        "drawn": lines(
            ["inizio", "metà", "fine"],
            [("Puntualità", [2, 3, 4]), ("Autonomia", [1, 1, 3]), ("Ritmo", [2, None, 2])],
            levels=[(1, "mai"), (2, "a volte"), (3, "spesso"), (4, "sempre")],
            missing="-",
        ),
        "moments": [
            now + timedelta(days=1),
            now,
            timezone.localdate() - timedelta(days=3),
            date(2025, 3, 1),
            datetime(2027, 5, 4, 10, 30, tzinfo=timezone.get_current_timezone()),
        ],
        "today": timezone.localdate(),
        "figures": sample("home")["figures"],
        "results": found["results"][:2],
        "tabs": found["tabs"],
        "facets": found["facets"],
        "entries": [
            _entry(now, "Anna Riva ha confermato la scheda.", "Consorzio Sol"),
            _entry(now - timedelta(days=40), "La scheda è stata pubblicata.", "Anna Riva"),
        ],
        "tasks": [
            _task("Confermare", "la scheda «Pasti a domicilio»", now + timedelta(days=1)),
            _task("Richiamare", "una persona di Boves", now - timedelta(days=2), is_late=True),
            _task("Rispondere", "alla domanda di accesso di Luca Ferri", None),
        ],
    }


def _entry(at: datetime, sentence: str, who: str) -> dict:
    return {"at": at, "sentence": sentence, "who": who}


def _task(verb: str, about: str, due: datetime | None, is_late: bool = False) -> dict:
    return {"verb": verb, "about": about, "url": "#", "due": due, "is_late": is_late}
