"""The municipal model of a service card, as a judge of pages; and cards of every shape."""

import re
from datetime import date

import lxml.html

from ponte.directory.models import CardContact, CardCost, CardPlace
from ponte.directory.rules import catalogues
from tests.directory.search import world

SECTIONS = ["who", "how", "needed", "get", "times", "cost", "access", "conditions", "contacts"]
HOOKS = (
    *("page-index", "service-title", "service-description", "service-status", "service-topic"),
    *("service-area", "all-services", "feedback", "faq", "report-inefficiency"),
    *("accessibility-link", "privacy-policy-link", "main-navigation", "metatag", "breadcrumb"),
)
WITHIN = {  # which section holds which hook of the model
    "service-addressed": "who",
    "service-how-to": "how",
    "service-needed": "needed",
    "service-achieved": "get",
    "service-calendar-text": "times",
    "service-generic-access": "access",
    "service-area": "contacts",
}
ABOVE = ["service-title", "service-status", "service-description"]
LONG_WORD = "Assistenzasociosanitariaintegrata" * 2
CODES = {
    "categories": catalogues.SERVICE_CATEGORIES,
    "target_groups": "target_groups",
    "who_may_ask": "who_may_ask",
    "delivery_modes": "delivery_modes",
    "access_modes": "access_modes",
    "payment_methods": "payment_methods",
    "tuir_codes": "tuir_codes",
    "languages": "languages",
    "accessibility": "accessibility",
}
TEXTS = {
    "summary": 280, "description": 6000, "eligibility": 2000, "how_to": 3000,
    "required_documents": 2000, "outcome": 3000, "hours_note": 1000, "waiting_time": 120,
    "fee_note": 1000, "conditions": 3000,
}  # fmt: skip


def read(content: bytes) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(content.decode())


def faults(tree) -> list[str]:
    """What the model's judge would find wrong with the page of a card."""
    hooks = [one.get("data-element") for one in tree.xpath("//*[@data-element]")]
    found = [f"no {hook}" for hook in (*HOOKS, *WITHIN) if hook not in hooks]
    sections = tree.xpath('//*[@class="sheet-body"]//section[@id]')
    if [one.get("id") for one in sections] != SECTIONS:
        found.append("other sections, or in another order")
    for hook, section in WITHIN.items():
        where = tree.xpath(f'//*[@data-element="{hook}"]/ancestor::section/@id')
        found += [f"{hook} is not in {section}"] if where != [section] else []
    found += ["not above the sections in order"] if hooks_above(tree) != ABOVE else []
    index = tree.xpath('//*[@data-element="page-index"]//a')
    titles = [(f"#{one.get('id')}", said(one.find("h2"))) for one in sections]
    if [(one.get("href"), said(one)) for one in index] != titles:
        found.append("the index names other sections than there are")
    for hook in (*WITHIN, *ABOVE):
        found += [f"{hook} is empty" for one in held(tree, hook) if not said(one)]
    crumbs = tree.xpath('//li[contains(@class, "breadcrumb-item")]')
    found += ["no category in the breadcrumb"] if len(crumbs) != 4 else []
    return found


def hooks_above(tree) -> list[str]:
    head = tree.xpath('//*[@class="sheet-head"]//*[@data-element]')
    return [hook for hook in (one.get("data-element") for one in head) if hook in ABOVE]


def held(tree, hook: str) -> list:
    return tree.xpath(f'//*[@data-element="{hook}"]')


def said(element) -> str:
    return " ".join(element.text_content().split())


def words(most: int) -> str:
    """A text of nearly this length, with a long word in it, none of it said before."""
    text, number = [LONG_WORD], most * 1000
    while len(" ".join(text)) < most - 30:
        number += 1
        text.append(f"parola{number}")
    return re.sub(r"((?:\S+ ){60})", r"\1\n\n", " ".join(text))[:most].strip()


def longest(town, **more):
    """A card that says all that can be said, at its longest, with all lists full."""
    every = {name: list(catalogues.terms(of)) for name, of in CODES.items()}
    card = world.card(
        f"{LONG_WORD} {'Servizio di accompagnamento ' * 3}".strip()[:150],
        provider=world.organization("Cooperativa " * 15, town),
        served=["R01", "R03", "P001", "P004", "P016", "M004025", "M004130", "Aval-seriana"],
        fee_kind=list(catalogues.terms("fee_kinds"))[-1], accepts_welfare_credit=True,
        min_age=3, max_age=99, places=12345, valid_from=date(2026, 1, 1),
        valid_to=date(2036, 12, 31), booking_url="https://example.org/" + "prenota/" * 20,
        **{name: words(most) for name, most in TEXTS.items()}, **every, **more,
    )  # fmt: skip
    for number in range(8):
        at = f"{LONG_WORD} {number}"
        CardPlace.objects.create(
            card=card, municipality=town, name=at, address=f"Via {at}, 12", cap="12100",
            latitude=44.4, longitude=7.5, order=number,
        )  # fmt: skip
        CardContact.objects.create(
            card=card, kind=("phone", "email", "website")[number % 3], order=number,
            value=("0171 00000", "a" * 60 + "@example.org", "https://example.org/" + "x" * 150)[
                number % 3
            ], label=f"Sportello {at}",
        )  # fmt: skip
        CardCost.objects.create(
            card=card, label=f"Tariffa {at}", amount=1234.5, unit="month", order=number
        )
        world.hours(card, number % 7, f"{10 + number // 7}:00", f"{10 + number // 7}:45")
    return card


def unconfirmed(town, **more):
    """A card as an import brings it: a name, a place, and nothing confirmed."""
    told = {"origin": "imported", "source": "Albo", "source_date": date(2024, 1, 1)}
    bare = {"verified_on": None, "delivery_modes": [], "service_type": "", "not_confirmed": []}
    return world.card("Consultorio", town=town, **{**told, **bare, **CATEGORY, **more})


def documented(_town, **more):
    """A card from a dated document: no place, no contact."""
    told = {"origin": "document", "source": "Relazione sociale", "source_date": date(2022, 6, 1)}
    more = {"description": "Si parla.", "not_confirmed": ["contacts", "costs"], **CATEGORY, **more}
    return world.card("Sportello", verified_on=None, **told, **more)


def sparse(_town, **more):
    """A provider's card that says next to nothing."""
    return world.card("Nido", **{**CATEGORY, **more})


CATEGORY = {"categories": ["nurseries"]}
SHAPES = (longest, unconfirmed, documented, sparse)
