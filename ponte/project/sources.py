"""Whose data ships with Ponte, as the licences ask; the long form is docs/attribution.md."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Source:
    """One set of data, its maker, its licence, and what we changed."""

    data: str | Promise
    maker: str | Promise
    licence: str
    changes: str | Promise


SOURCES = (
    Source(
        _("Municipalities, provinces, regions, residents, area"),
        "ISTAT; ondata, datiBeneComune (Liberiamoli tutti!)",
        "CC BY 4.0",
        _("Columns chosen; residents of merged municipalities added up."),
    ),
    Source(
        _("Postcodes and town points"),
        "Garda Informatica, Database Comuni Italiani",
        "MIT",
        _("Joined by code; postcodes come from no official open list."),
    ),
    Source(
        _("Old codes of municipalities"),
        _("ISTAT; ANPR, Ministry of the Interior; ondata"),
        "CC BY 4.0",
        _("Each old code joined to the municipality of today."),
    ),
    Source(
        _("Boundaries"),
        "ISTAT; Openpolis (geojson-italy)",
        "CC BY 4.0",
        _("Simplified and merged to the municipalities of today."),
    ),
    Source(
        _("Organizations of the list of the 5x1000 of 2022"),
        _("Revenue Agency, Agenzia delle Entrate; ondata, datiBeneComune (Liberiamoli tutti!)"),
        "CC BY 4.0",
        _("Chosen by name; the name is no proof of what they are."),
    ),
    Source(
        _("Family counselling centres"),
        _("Ministry of Health; ondata, datiBeneComune (Liberiamoli tutti!)"),
        "CC BY 4.0",
        _("Names, addresses and phones mended; not confirmed by the providers."),
    ),
    Source(
        _("Common Procurement Vocabulary (CPV)"),
        _("European Union, Regulation (EC) 213/2008; rcpv"),
        "2011/833/EU; MIT",
        _("Seven languages chosen."),
    ),
    Source(
        _("Social services in procurement"),
        _("Publications Office of the European Union, eForms SDK"),
        "CC BY 4.0",
        _("One list chosen."),
    ),
    Source(
        _("Economic activities (ATECO 2025)"),
        "ISTAT; ateco",
        "ISTAT; MIT",
        _("Codes and titles of 2025 chosen."),
    ),
    Source(
        _("Occupations and skill groups (ESCO v1.1.0 and v1.0.8), groups of ISCO-08"),
        _("This service uses the ESCO classification of the European Commission; Tabiya; eWorx"),
        "2011/833/EU",
        _("Modified: columns and seven languages chosen, repeated names left out."),
    ),
)

WRITTEN_FROM = (
    "Percorsi di secondo welfare, Fondazione CRC: Il welfare aziendale territoriale nella Granda "
    "tra reti multiattore e coprogettazione (2022)",
    "Consorzio di Solidarietà Sociale di Modena: Passaggio di lavoratori svantaggiati e disabili "
    "dalle cooperative sociali alle imprese (2008)",
    "Torino Social Impact: social procurement",
    "Consorzio Sociale Abele Lavoro: Buy WISEly, Deliverable 3.3, Focus Groups (2024)",
)
