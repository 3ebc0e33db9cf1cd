"""Enterprises from a file: the organization, its public profile, its products and services."""

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from ponte.exchange.importers import reading as read
from ponte.exchange.importers.fields import Field, kind_of
from ponte.exchange.importers.lists import LEGAL_FORMS, OFFER_KINDS, QUALIFICATIONS
from ponte.organizations.public import (
    check_rea_number,
    check_runts_number,
    check_tax_code,
    check_vat_number,
)

OFFERS = 5
ORGANIZATION, PROFILE, OFFER, RECORD = "organization", "profile", "offer", "record"
STATED = "stated"


numbered = lazy(lambda label, number: str(label) % {"number": number}, str)
_OFFER_PARTS = (
    (
        "name",
        _("Product or service %(number)s"),
        read.words(150),
        "",
        "offer|offerta|prodotto|servizio|product|service|prodotto servizio|prodotti e servizi|"
        "nome prodotto|nome servizio|product or service|nome offerta",
    ),
    (
        "description",
        _("Product or service %(number)s: description"),
        read.prose(2000),
        "",
        "descrizione offerta|descrizione prodotto|descrizione servizio|offer description",
    ),
    (
        "category",
        _("Product or service %(number)s: category"),
        read.one_of("product_categories"),
        "product_categories",
        "categoria|category|categoria offerta|categoria prodotto|categoria servizio|"
        "offer category|settore",
    ),
    (
        "kind",
        _("Product or service %(number)s: which of the two"),
        read.one_of(OFFER_KINDS),
        OFFER_KINDS,
        "tipo offerta|offer kind|offer type",
    ),
)


def _offer(number: int) -> list[Field]:
    """The fields of one product or service; the first one needs no number in its column."""
    said = "" if number == 1 else f" {number}"
    return [
        Field(
            f"offer{number}_{name}",
            numbered(label, number),
            reader,
            f"{OFFER}{number}",
            tuple(f"{alias}{said}" for alias in aliases.split("|")),
            catalogue=catalogue,
        )
        for name, label, reader, catalogue, aliases in _OFFER_PARTS
    ]


KIND = kind_of(
    "enterprises",
    _("Enterprises"),
    _("One line an enterprise, with up to five products or services; or one line each of them."),
    "enterprise",
    Field(
        "local_id",
        _("Identifier in the source"),
        read.local_id,
        RECORD,
        ("id", "codice", "code", "identificativo", "id sorgente", "numero iscrizione"),
        is_identifier=True,
    ),
    Field(
        "name",
        _("Name of the organization"),
        read.words(250),
        ORGANIZATION,
        (
            "denominazione",
            "ragione sociale",
            "nome",
            "ente",
            "organizzazione",
            "cooperativa",
            "impresa",
            "azienda",
            "company",
            "organization",
            "organisation",
            "denominazione sociale",
        ),
        required=True,
    ),
    Field(
        "tax_code",
        _("Tax code"),
        read.identifier(check_tax_code),
        ORGANIZATION,
        ("codice fiscale", "cf", "cod fiscale", "c f", "fiscal code", "codicefiscale"),
        is_identifier=True,
    ),
    Field(
        "vat_number",
        _("VAT number"),
        read.identifier(check_vat_number),
        ORGANIZATION,
        ("partita iva", "p iva", "piva", "iva", "vat", "partitaiva"),
        is_identifier=True,
    ),
    Field(
        "runts_number",
        _("Number in RUNTS"),
        read.by_rule(check_runts_number),
        ORGANIZATION,
        ("runts", "numero runts", "repertorio runts", "repertorio", "n runts", "rep runts"),
        is_identifier=True,
    ),
    Field(
        "rea_number",
        _("REA number"),
        read.by_rule(check_rea_number),
        ORGANIZATION,
        ("rea", "numero rea", "n rea", "cciaa rea"),
        is_identifier=True,
    ),
    Field(
        "legal_form",
        _("Legal form"),
        read.one_of(LEGAL_FORMS),
        ORGANIZATION,
        ("forma giuridica", "natura giuridica", "tipo ente"),
        catalogue=LEGAL_FORMS,
    ),
    Field(
        QUALIFICATIONS,
        _("Qualifications"),
        read.any_of(QUALIFICATIONS),
        STATED,
        (
            "qualifica",
            "qualifiche",
            "tipologia",
            "tipo di impresa",
            "tipo di cooperativa",
            "tipologia cooperativa",
            "qualification",
        ),
        catalogue=QUALIFICATIONS,
    ),
    Field(
        "municipality",
        _("Municipality"),
        read.municipality,
        ORGANIZATION,
        (
            "comune",
            "citta",
            "city",
            "town",
            "localita",
            "comune sede",
            "codice istat",
            "istat",
            "comune sede legale",
            "codice comune",
        ),
    ),
    Field(
        "province",
        _("Province (to tell municipalities apart)"),
        read.words(60),
        RECORD,
        ("provincia", "prov", "pr", "sigla provincia"),
    ),
    Field(
        "address",
        _("Address"),
        read.words(200),
        ORGANIZATION,
        ("indirizzo", "via", "sede", "sede legale", "street"),
    ),
    Field(
        "phone",
        _("Phone"),
        read.phone,
        ORGANIZATION,
        ("telefono", "tel", "cellulare", "recapito telefonico"),
    ),
    Field(
        "email",
        _("E-mail"),
        read.email,
        ORGANIZATION,
        ("mail", "e mail", "posta elettronica", "indirizzo email"),
    ),
    Field(
        "website",
        _("Website"),
        read.website,
        ORGANIZATION,
        ("sito", "sito web", "web", "url", "sito internet"),
    ),
    Field("tagline", _("In one line"), read.words(160), PROFILE, ("slogan", "in breve", "motto")),
    Field(
        "description",
        _("Description"),
        read.prose(6000),
        PROFILE,
        ("descrizione", "attivita", "chi siamo", "presentazione", "descrizione attivita"),
    ),
    Field(
        "prevailing_mission",
        _("Prevailing mission"),
        read.one_of("missions"),
        PROFILE,
        ("missione", "mission", "missione prevalente", "missione sociale"),
        catalogue="missions",
    ),
    Field(
        "other_missions",
        _("Other missions"),
        read.any_of("missions"),
        PROFILE,
        ("altre missioni",),
        catalogue="missions",
    ),
    Field(
        "served",
        _("Area served"),
        read.served,
        PROFILE,
        ("territorio", "territorio servito", "area", "zona", "aree servite", "zone servite"),
    ),
    Field(
        "capacity_note",
        _("Capacity"),
        read.prose(1000),
        PROFILE,
        ("capacita", "capacita produttiva"),
    ),
    Field(
        "lead_time_days",
        _("Days needed before starting"),
        read.whole(2000),
        PROFILE,
        ("tempi di consegna", "giorni di preavviso", "lead time"),
    ),
    Field(
        "minimum_lot",
        _("Smallest order"),
        read.words(120),
        PROFILE,
        ("ordine minimo", "lotto minimo", "minimum order"),
    ),
    Field(
        "staff",
        _("People employed"),
        read.whole(500_000),
        PROFILE,
        ("addetti", "dipendenti", "lavoratori", "employees", "numero dipendenti"),
    ),
    Field(
        "disadvantaged_share",
        _("Share of disadvantaged workers (%)"),
        read.percentage,
        PROFILE,
        ("percentuale svantaggiati", "quota svantaggiati", "lavoratori svantaggiati"),
    ),
    Field("certifications", _("Certifications"), read.several(80), PROFILE, ("certificazioni",)),
    Field(
        "art14_ready",
        _("Ready for article 14 conventions"),
        read.yes_no,
        PROFILE,
        ("art 14", "articolo 14", "convenzioni art 14"),
    ),
    Field(
        "languages",
        _("Languages spoken"),
        read.any_of("languages"),
        PROFILE,
        ("lingue", "lingue parlate"),
        catalogue="languages",
    ),
    *(field for number in range(1, OFFERS + 1) for field in _offer(number)),
)
