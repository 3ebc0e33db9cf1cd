"""The filters of the search: which there are for which kind of listing, and their options."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ponte.directory.rules import catalogues
from ponte.directory.rules.document import ENTERPRISES, SERVICES
from ponte.directory.rules.numbers import Group
from ponte.organizations.public import Standing, kinds

BOTH = (SERVICES, ENTERPRISES)


@dataclass(frozen=True, slots=True)
class Facet:
    """One group of options: OR within it, AND with the other groups."""

    group: Group
    name: str  # in the address
    title: str | Promise
    kinds: tuple[str, ...]
    catalogue: str = ""
    hint: str | Promise = ""

    @property
    def options(self) -> Mapping[str, str | Promise]:
        """Return the label of each code, in the order of the data."""
        if self.group in _OWN:
            return _OWN[self.group]()
        return {code: term.label for code, term in catalogues.terms(self.catalogue).items()}

    @property
    def codes(self) -> frozenset[str]:
        """Return the codes that an address may carry."""
        if self.group in _OWN:
            return frozenset(_OWN[self.group]())
        return frozenset(catalogues.terms(self.catalogue))


def _months() -> dict[str, str]:
    return {str(n): formats.date_format(date(2026, n, 1), "F").lower() for n in range(1, 13)}


def _types() -> dict[str, str]:
    return {code: kind.label for code, kind in kinds().items()}


_OWN: dict[Group, Callable[[], Mapping[str, str | Promise]]] = {
    Group.KIND: lambda: {SERVICES: _("Services for people"), ENTERPRISES: _("Enterprises")},
    Group.MONTH: _months,
    Group.TYPE: _types,
    Group.ORIGIN: lambda: {
        "provider": _("Written by the provider"),
        "imported": _("From open data, not confirmed"),
        "document": _("From a document, not confirmed"),
    },
    Group.OFFER: lambda: {"product": _("Products"), "service": _("Work and services")},
    Group.STANDING: lambda: {value: Standing(value).label for value in Standing.values},
    Group.ART14: lambda: {"yes": _("Ready for article 14 conventions")},
}

FACETS: tuple[Facet, ...] = (
    Facet(Group.KIND, "kind", _("What you look for"), BOTH),
    Facet(
        Group.CATEGORY, "category", _("What it is about"), (SERVICES,),
        catalogues.SERVICE_CATEGORIES,
    ),
    Facet(
        Group.PRODUCT, "product", _("Product or service on sale"), (ENTERPRISES,),
        catalogues.PRODUCT_CATEGORIES,
    ),
    Facet(Group.TYPE, "type", _("Type of enterprise"), (ENTERPRISES,)),
    Facet(Group.MISSION, "mission", _("Main social mission"), (ENTERPRISES,), "missions"),
    Facet(Group.TARGET, "target", _("Who it is for"), (SERVICES,), "target_groups"),
    Facet(Group.DELIVERY, "mode", _("How to use it"), (SERVICES,), "delivery_modes"),
    Facet(Group.FEE, "fee", _("What it costs"), (SERVICES,), "fee_kinds"),
    Facet(Group.OFFER, "offer", _("Products or work"), (ENTERPRISES,)),
    Facet(
        Group.MONTH, "month", _("Open in the month of"), (SERVICES,),
        hint=_("Seasonal services that say when they are open."),
    ),
    Facet(Group.ACCESSIBILITY, "access", _("Accessibility"), (SERVICES,), "accessibility"),
    Facet(Group.LANGUAGE, "language", _("Languages spoken"), BOTH, "languages"),
    Facet(Group.STANDING, "standing", _("Who says what it is"), (ENTERPRISES,)),
    Facet(Group.ART14, "art14", _("Article 14"), (ENTERPRISES,)),
    Facet(Group.ORIGIN, "origin", _("Where the text comes from"), BOTH),
)  # fmt: skip
BY_NAME = {facet.name: facet for facet in FACETS}
BY_GROUP = {facet.group: facet for facet in FACETS}
