"""Invented contents for the style page; each function fills one template's `needs`."""

from datetime import date, datetime, timedelta

from django.utils import timezone

LONG = "Rindfleischetikettierungsueberwachungsaufgabenuebertragungsgesetz"


def _item(title: str, **more: object) -> dict:
    empty = {"url": "#", "over": "", "text": "", "facts": [], "reasons": [], "state": None}
    return {"title": title, **empty, "level": 3, "element": "", **more}


def _fact(icon: str, text: str) -> dict:
    return {"icon": icon, "text": text}


def components() -> dict:
    """Every component once or more, in its states."""
    now = timezone.now()
    return {
        "section": "about",
        "trail": [
            {"label": "Home", "url": "/"},
            {"label": "Servizi", "url": "#"},
            {"label": "Assistenza a domicilio", "url": ""},
        ],
        "states": [
            {"word": "attivo", "mood": "good"},
            {"word": "in attesa", "mood": "waiting"},
            {"word": "sospeso", "mood": "stopped"},
            {"word": "scaduto", "mood": "bad"},
            {"word": "bozza", "mood": "plain"},
        ],
        "moments": [
            now + timedelta(days=1),
            now,
            date.today() - timedelta(days=3),
            date(2025, 3, 1),
            datetime(2027, 5, 4, 10, 30, tzinfo=timezone.get_current_timezone()),
        ],
        "today": date.today(),
        "figures": home()["figures"],
        "entries": [
            {"at": now, "sentence": "Anna Riva ha confermato la scheda.", "who": "Consorzio Sol"},
            {
                "at": now - timedelta(days=40),
                "sentence": "La scheda è stata pubblicata.",
                "who": "Anna Riva",
            },
        ],
        "columns": ["Provincia", "Servizi", "Confermati negli ultimi sei mesi"],
        "rows": [["Cuneo", "412", "388"], ["Bergamo", "1.204", "977"], ["Lecco", "96", "71"]],
        "pairs": [
            {"label": "Codice fiscale", "text": "01234567890"},
            {"label": "Attività", "list": ["Pulizie", "Cura del verde", LONG]},
        ],
        "chips": [
            {"text": "A domicilio", "remove_url": "#"},
            {"text": "Entro 20 km", "remove_url": "#"},
        ],
        "results": search()["results"][:2],
        "page": {
            "number": 3,
            "pages": 41,
            "has_previous": True,
            "previous": 2,
            "has_next": True,
            "next": 4,
        },
        "steps": [
            {"label": "Cerca entro 50 km", "url": "#"},
            {"label": "Togli il filtro «gratuito»", "url": "#"},
        ],
        "tabs": search()["tabs"],
        "facets": search()["facets"],
        "tasks": [
            {
                "verb": "Confermare",
                "about": "la scheda «Pasti a domicilio»",
                "url": "#",
                "due": now + timedelta(days=1),
                "is_late": False,
            },
            {
                "verb": "Richiamare",
                "about": "una persona di Borgo San Dalmazzo",
                "url": "#",
                "due": now - timedelta(days=2),
                "is_late": True,
            },
            {
                "verb": "Rispondere",
                "about": "alla domanda di accesso di Luca Ferri",
                "url": "#",
                "due": None,
                "is_late": False,
            },
        ],
        "address": "https://ponte.example.org/it/services/pasti-a-domicilio/",
        "tasks_none": [],
    }


def home() -> dict:
    """The front page with every band filled."""
    return {
        "search": {"action": "#", "suggest_url": "/it/design/", "place_suggest_url": ""},
        "tries": [
            {"label": label, "url": "#"}
            for label in ("badante", "pasti a domicilio", "consultorio", "centro estivo")
        ],
        "services_url": "#",
        "enterprises_url": "#",
        "desks": [
            _item(
                "Sportello sociale di Mondovì",
                text="Lunedì e giovedì, 9-12",
                facts=[_fact("map-marker", "Mondovì, corso Statuto 15")],
            ),
            _item(
                "Punto unico di accesso, Savigliano",
                text="Dal lunedì al venerdì, 9-13",
                facts=[_fact("map-marker", "Savigliano, via Torino 74")],
            ),
            _item(
                "Sportello Valle Varaita",
                text="Mercoledì, 14-17",
                facts=[_fact("map-marker", "Sampeyre, piazza della Vittoria 1")],
            ),
        ],
        "desks_url": "#",
        "seasonal": [
            _item(
                "Nido estivo in cascina",
                over="Centro estivo",
                facts=[_fact("calendar", "Dal 15 giugno al 31 luglio")],
            ),
            _item(
                "Soggiorni marini per anziani",
                over="Vacanza assistita",
                facts=[_fact("calendar", "Dal 1 al 15 settembre")],
            ),
        ],
        "seasonal_url": "#",
        "figures": [
            {"value": "5.807", "label": "Organizzazioni", "note": "registri, ottobre 2026"},
            {"value": "927", "label": "Consultori familiari", "note": "Ministero, 2024"},
            {"value": "7.894", "label": "Comuni", "note": "ISTAT, 2026"},
        ],
        "figures_url": "#",
        "knowledge": [],
        "json_ld": {"@context": "https://schema.org", "@type": "WebSite", "name": "Ponte"},
    }


def _facets() -> list[dict]:
    def option(value: str, label: str, count: int, chosen: bool = False) -> dict:
        return {"value": value, "label": label, "count": count, "chosen": chosen}

    return [
        {
            "name": "category",
            "label": "Di che cosa si tratta",
            "hint": "",
            "kind": "many",
            "is_open": True,
            "options": [
                option("care", "Cura della persona a casa", 212, True),
                option("meals", "Pasti e spesa", 48),
                option("transport", "Trasporto e accompagnamento", 31),
                option("listening", "Ascolto, orientamento e consulenza familiare", 1204),
            ],
        },
        {
            "name": "mode",
            "label": "Come si usa",
            "hint": "Anche più di una risposta.",
            "kind": "many",
            "is_open": True,
            "options": [option("home", "A domicilio", 96), option("desk", "Allo sportello", 180)],
        },
        {
            "name": "cost",
            "label": "Costo",
            "hint": "",
            "kind": "one",
            "is_open": False,
            "options": [option("free", "Gratuito", 77), option("paid", "A pagamento", 130)],
        },
    ]


def search() -> dict:
    """A search with results."""
    results = [
        _item(
            "Assistenza leggera a domicilio in collina",
            over="Servizio, cura della persona",
            text="Un operatore della fattoria viene a casa per spesa, pasti e compagnia.",
            facts=[
                _fact("map-marker", "Boves, 4 km"),
                _fact("user", "anziani soli"),
                _fact("clock", "confermata il 3 ottobre 2026"),
            ],
            reasons=["«domicilio» nel titolo", "serve il comune di Cuneo"],
            element="service-link",
        ),
        _item(
            "Pasti caldi a casa",
            over="Servizio, pasti e spesa",
            text="Un pasto al giorno, anche con dieta particolare.",
            facts=[_fact("map-marker", "Cuneo, 1 km"), _fact("card", "da 6,50 € a pasto")],
            reasons=["«casa» simile a «domicilio»"],
            state={"word": "non confermata dal 2024", "mood": "waiting"},
            element="service-link",
        ),
        _item(
            "Cooperativa sociale Il Germoglio",
            over="Impresa, cooperativa sociale di tipo B",
            text="Cura del verde, pulizie e piccola logistica.",
            facts=[_fact("map-marker", "Borgo San Dalmazzo, 8 km")],
            reasons=["offre «assistenza a domicilio»"],
        ),
    ]
    return {
        "section": "services",
        "search": {
            "action": "",
            "query": "assistenza domicilio",
            "place": "Cuneo",
            "kind": "service",
            "suggest_url": "/it/design/",
            "place_suggest_url": "",
            "title": "Servizi vicino a Cuneo",
            "radii": [
                {"value": "10", "label": "entro 10 km", "chosen": False},
                {"value": "20", "label": "entro 20 km", "chosen": True},
            ],
            "clear_url": "#",
            "problems": [],
            "view": "list",
            "hidden": [{"name": "q", "value": "assistenza domicilio"}],
            "sort_hidden": [{"name": "q", "value": "assistenza domicilio"}],
        },
        "results": results,
        "total": 212,
        "total_words": "212 risultati",
        "facets": _facets(),
        "page": {
            "number": 1,
            "pages": 11,
            "has_previous": False,
            "previous": 0,
            "has_next": True,
            "next": 2,
        },
        "tabs": [
            {"label": "Elenco", "url": "#", "current": True},
            {"label": "Mappa", "url": "#", "current": False},
        ],
        "sorts": [
            {"value": "best", "label": "più pertinenti", "chosen": True},
            {"value": "near", "label": "più vicini", "chosen": False},
        ],
        "chips": [{"text": "Cura della persona a casa", "remove_url": "#", "url": ""}],
        "empty": None,
        "empty_steps": [],
        "map": None,
        "downloads": [{"label": "Scarica l'elenco (CSV)", "url": "#"}],
    }


def nothing() -> dict:
    """A search without results."""
    found = search()
    found["search"] = {
        **found["search"],
        "query": "dentista gratis",
        "place": "Xyz",
        "problems": ["Non conosciamo il luogo «Xyz»: cerchiamo ovunque."],
    }
    return {
        **found,
        "results": [],
        "total": 0,
        "total_words": "Nessun risultato",
        "downloads": [],
        "empty": {"title": "Nessun servizio risponde a tutto questo", "text": "Puoi provare così:"},
        "empty_steps": [
            {"label": "Togli «gratuito» (14 risultati)", "url": "#"},
            {"label": "Cerca entro 50 km (3 risultati)", "url": "#"},
            {"label": "Chiedi allo sportello più vicino", "url": "#"},
        ],
    }
