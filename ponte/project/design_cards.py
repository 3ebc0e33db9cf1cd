"""Invented cards for the style page: a full one, and one of which little is known."""

from datetime import date


def _fact(icon: str, text: str) -> dict:
    return {"icon": icon, "text": text}


def _trail(*labels: str) -> list[dict]:
    return [{"label": label, "url": "#"} for label in labels]


def _around(name: str) -> dict:
    return {
        "address": f"https://ponte.example.org/it/services/{name}/",
        "print_url": "#",
        "mail_url": "mailto:?subject=Ponte",
        "feedback_url": "#",
        "mistake_url": "#",
        "callback_url": "#",
        "faq_url": "",
        "json_ld": {"@context": "https://schema.org", "@type": "GovernmentService"},
    }


def service() -> dict:
    """A card with everything."""
    return {
        **_around("pasti-a-domicilio"),
        "section": "services",
        "trail": _trail("Home", "Servizi", "Salute, benessere e assistenza", "Pasti a domicilio"),
        "card": {
            "name": "Pasti caldi a domicilio per chi vive solo",
            "summary": "Ogni giorno un pasto pronto portato a casa, anche con dieta particolare.",
            "language": "it",
            "translated_from": "",
            "status": {"word": "servizio attivo", "mood": "good"},
            "category": {"label": "Salute, benessere e assistenza", "url": "#"},
            "topics": [{"label": "Assistenza agli anziani", "url": "#"}],
            "organization": {"name": "Cooperativa sociale La Rondine", "url": "#"},
            "provenance": {
                "kind": "verified",
                "source": "",
                "on": date(2026, 10, 3),
                "by": "Consorzio Socio-Assistenziale",
            },
            "not_confirmed": [],
            "stale_since": None,
            "target_groups": ["anziani soli", "persone con disabilità"],
            "ages": "Da 65 anni",
            "eligibility": "Abiti in uno dei comuni serviti e non riesci a cucinare da solo.",
            "how_to": "Telefona o passa allo sportello. Un operatore viene a casa a conoscerti.",
            "modes": [_fact("home", "a casa tua"), _fact("telephone", "per telefono")],
            "who_may_ask": ["tu", "un familiare", "l'assistente sociale"],
            "needed": "Documento di identità.\n\nISEE, se chiedi la tariffa ridotta.",
            "outcome": "Un pasto completo ogni giorno, dal lunedì al sabato, tra le 11.30 e le 13.",
            "description": "Il menù cambia ogni settimana. Si sospende con un giorno di avviso.",
            "hours": [
                {"days": "Lunedì-venerdì", "text": "8.30-12.30 e 14-16.30"},
                {"days": "Sabato", "text": "8.30-12"},
            ],
            "hours_note": "",
            "season": "",
            "waiting_time": "circa una settimana",
            "places": 40,
            "fee": "Da 4,50 a 7 euro a pasto",
            "fee_note": "Secondo l'ISEE.",
            "payment_methods": ["bonifico", "carta"],
            "welfare": True,
            "places_of_service": [
                {
                    "name": "Sede della cooperativa",
                    "address": "via Roma 12",
                    "town": "Cuneo (CN)",
                    "map_url": "#",
                }
            ],
            "served": "Cuneo, Boves, Borgo San Dalmazzo, Peveragno",
            "booking_url": "",
            "online_url": "",
            "conditions": "Si disdice entro le 9 del giorno stesso.",
            "conditions_url": "#",
            "contacts": [
                {"icon": "telephone", "text": "0171 000000", "url": "tel:0171000000", "label": ""},
                {
                    "icon": "mail",
                    "text": "pasti@larondine.example",
                    "label": "Segreteria",
                    "url": "mailto:pasti@larondine.example",
                },
            ],
            "spoken": ["italiano", "francese"],
            "accessibility": ["ingresso senza gradini"],
            "verified_on": date(2026, 10, 3),
            "changed_on": date(2026, 9, 12),
        },
    }


def bare() -> dict:
    """A card from a document: little is known, and it says so."""
    full = service()
    blank = {
        key: [] if isinstance(value, list) else None if key in {"welfare", "places"} else ""
        for key, value in full["card"].items()
    }
    card = {
        **blank,
        "name": "Assistenza leggera a domicilio data dalle fattorie",
        "summary": "Un imprenditore agricolo aiuta le persone anziane dei dintorni.",
        "language": "it",
        "status": {"word": "da confermare", "mood": "waiting"},
        "topics": [{"label": "Agricoltura sociale", "url": "#"}],
        "organization": {"name": "Fattorie sociali delle valli", "url": ""},
        "provenance": {
            "kind": "document",
            "source": "Relazione del progetto INNO-WISEs",
            "on": date(2022, 6, 30),
            "by": "",
        },
        "not_confirmed": ["orari", "costi", "contatti", "luogo"],
        "stale_since": date(2023, 1, 1),
        "served": "Valle Grana e Valle Maira",
        "target_groups": ["anziani"],
        "verified_on": None,
        "changed_on": date(2026, 11, 2),
    }
    return {**full, "card": card}


def enterprise() -> dict:
    """An enterprise that has completed its page."""
    return {
        **_around("il-germoglio"),
        "section": "enterprises",
        "claim_url": "",
        "trail": _trail("Home", "Imprese", "Il Germoglio"),
        "enterprise": {
            "name": "Cooperativa sociale Il Germoglio",
            "town": "Borgo San Dalmazzo (CN)",
            "kind": "Cooperativa sociale di tipo B",
            "tagline": "Verde, pulizie e piccola logistica, con persone che tornano al lavoro.",
            "description": "Dal 1998 lavoriamo per comuni e aziende delle valli.",
            "status": {"word": "pagina attiva", "mood": "good"},
            "is_claimed": True,
            "provenance": {
                "kind": "register",
                "source": "Registro imprese",
                "on": date(2026, 10, 1),
                "by": "",
            },
            "not_confirmed": [],
            "stale_since": None,
            "qualifications": [
                {
                    "text": "Cooperativa sociale di tipo B",
                    "kind": "register",
                    "source": "Albo regionale",
                    "on": date(2026, 10, 1),
                    "by": "",
                },
                {
                    "text": "Società benefit",
                    "kind": "declared",
                    "source": "",
                    "on": None,
                    "by": "",
                },
                {
                    "text": "Marchio Valli solidali",
                    "kind": "verified",
                    "source": "",
                    "on": date(2026, 9, 1),
                    "by": "Consorzio Sol",
                },
            ],
            "mission": "Inserimento lavorativo",
            "other_missions": ["ambiente"],
            "share": "42 %",
            "share_provenance": {
                "kind": "declared",
                "source": "",
                "on": date(2026, 2, 1),
                "by": "",
            },
            "certifications": ["ISO 14001"],
            "art14": True,
            "staff": 64,
            "facts": [{"label": "Codice fiscale", "text": "01234567890"}],
            "offers": [
                {
                    "name": "Cura di giardini e aree verdi",
                    "kind_word": "servizio",
                    "text": "Taglio, potatura e piccoli impianti.",
                    "codes": "CPV 77310000",
                    "category": {"label": "Verde", "url": "#"},
                },
                {
                    "name": "Pulizia di uffici",
                    "kind_word": "servizio",
                    "text": "",
                    "codes": "",
                    "category": {"label": "Pulizie", "url": "#"},
                },
            ],
            "references": [
                {
                    "client": "Comune di Boves",
                    "what": "verde pubblico",
                    "year": 2025,
                    "confirmed_on": date(2026, 1, 20),
                },
                {
                    "client": "Officine Rossi",
                    "what": "pulizie",
                    "year": 2024,
                    "confirmed_on": None,
                },
            ],
            "capacity_note": "",
            "crew": "320 ore a settimana",
            "lead_time": "due settimane",
            "minimum_lot": "",
            "served": "Provincia di Cuneo",
            "contacts": [
                {"icon": "telephone", "text": "0171 000001", "url": "tel:0171000001", "label": ""}
            ],
            "places": [
                {
                    "name": "Sede",
                    "address": "via Po 3",
                    "town": "Borgo San Dalmazzo",
                    "map_url": "#",
                }
            ],
            "verified_on": date(2026, 10, 12),
            "changed_on": date(2026, 10, 12),
        },
    }


def unclaimed() -> dict:
    """A seed entry: what the registers say and nothing else."""
    full = enterprise()
    blank = {
        key: [] if isinstance(value, list) else None if key in {"art14", "staff"} else ""
        for key, value in full["enterprise"].items()
    }
    entry = {
        **blank,
        "name": "Società cooperativa sociale Onlus per l'inserimento lavorativo delle valli",
        "kind": "Cooperativa sociale",
        "town": "Lecco (LC)",
        "is_claimed": False,
        "status": {"word": "da confermare", "mood": "waiting"},
        "provenance": full["enterprise"]["provenance"],
        "stale_since": None,
        "share_provenance": None,
        "facts": full["enterprise"]["facts"],
        "qualifications": full["enterprise"]["qualifications"][:1],
        "verified_on": None,
        "changed_on": date(2026, 11, 2),
    }
    return {**full, "enterprise": entry, "claim_url": "#"}
