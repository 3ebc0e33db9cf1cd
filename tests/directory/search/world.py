"""A small world to search in: a few real places, and listings made in one line."""

from datetime import date, datetime, time

from django.utils import timezone

from ponte.directory.actions import index
from ponte.directory.models import (
    CardHours,
    CardPlace,
    Enterprise,
    Offer,
    ServiceCard,
    Translation,
)
from ponte.directory.queries import search as searching
from ponte.directory.rules.asked import Asked, parse
from ponte.engines.text.normalise import slugify
from ponte.kit.ids import uuid7
from ponte.organizations.models import Organization, Qualification
from ponte.territory.models import Area, Municipality, Province, Region

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=timezone.get_default_timezone())  # a Monday

REGIONS = {"01": "Piemonte", "03": "Lombardia"}
PROVINCES = {
    "004": ("CN", "Cuneo", "01"),
    "001": ("TO", "Torino", "01"),
    "016": ("BG", "Bergamo", "03"),
}
TOWNS = {
    "004078": ("Cuneo", 44.3893, 7.5479, "12100", 56_000),
    "004025": ("Borgo San Dalmazzo", 44.3307, 7.4873, "12011", 12_500),
    "004130": ("Mondovì", 44.3897, 7.8184, "12084", 22_000),
    "001272": ("Torino", 45.0703, 7.6869, "10121", 850_000),
    "016024": ("Bergamo", 45.6945, 9.6699, "24121", 120_000),
    "016008": ("Albino", 45.7606, 9.7978, "24021", 17_800),
}


def places() -> dict[str, Municipality]:
    """Write the towns down; return them by name."""
    regions = {c: Region.objects.create(code=c, name=n, slug=n.lower()) for c, n in REGIONS.items()}
    provinces = {
        code: Province.objects.create(
            code=code, acronym=acronym, name=name, slug=name.lower(), region=regions[region]
        )
        for code, (acronym, name, region) in PROVINCES.items()
    }
    towns = {}
    for code, (name, latitude, longitude, cap, people) in TOWNS.items():
        towns[name] = Municipality.objects.create(
            istat_code=code, name=name, slug=slugify(name), sort_key=slugify(name),
            province=provinces[code[:3]], caps=[cap], population=people,
            latitude=latitude, longitude=longitude,
        )  # fmt: skip
    valley = Area.objects.create(kind="valley_network", name="Val Seriana", slug="val-seriana")
    valley.municipalities.add(towns["Albino"])
    return towns


def organization(name: str = "Il Ponte", town: Municipality | None = None, **more) -> Organization:
    """Return an organization with an address of its own."""
    return Organization.objects.create(
        name=name, slug=f"{slugify(name)}-{uuid7().hex[-6:]}", municipality=town, **more
    )


def card(name: str, *, town=None, at=(), provider=None, indexed=True, **more) -> ServiceCard:
    """Publish a service card; `town` or `at` say where it is given."""
    told = {
        "state": "published", "published_at": timezone.now(), "verified_on": TODAY,
        "delivery_modes": ["desk"], "service_type": "information", **more,
    }  # fmt: skip
    made = ServiceCard.objects.create(
        name=name, slug=f"{slugify(name)}-{uuid7().hex[-6:]}",
        organization=provider or organization(), **told,
    )  # fmt: skip
    for place in filter(None, (town, *at)):
        CardPlace.objects.create(card=made, municipality=place)
    if indexed:
        index.index_listings([made], today=TODAY)
    return made


def enterprise(name: str, *, town=None, kinds=(), offers=(), indexed=True, **more) -> Enterprise:
    """Publish an enterprise; `kinds` are (kind, standing), offers (kind, name, category)."""
    told = {"state": "published", "published_at": timezone.now(), "verified_on": TODAY, **more}
    body = organization(name, town)
    for kind, standing in kinds:
        Qualification.objects.create(
            organization=body, kind=kind, standing=standing, source="Albo", stated_on=TODAY,
            verified_by="x" if standing == "verified" else "",
            verified_on=TODAY if standing == "verified" else None,
        )  # fmt: skip
    made = Enterprise.objects.create(organization=body, slug=body.slug, **told)
    for kind, offered, category in offers:
        Offer.objects.create(enterprise=made, kind=kind, name=offered, category=category)
    if indexed:
        index.index_listings([made], today=TODAY)
    return made


def hours(listing: ServiceCard, weekday: int, opens: str, closes: str) -> None:
    """Open on one weekday."""
    CardHours.objects.create(
        card=listing, weekday=weekday, opens=time.fromisoformat(opens),
        closes=time.fromisoformat(closes),
    )  # fmt: skip


def translated(listing, language: str, **texts) -> None:
    """Add a checked translation."""
    Translation.objects.create(
        listing_id=listing.pk, language=language, texts=texts, status="signed"
    )
    index.index_listings([listing], today=TODAY)


def asked(**parameters) -> Asked:
    """Return a search as an address would say it."""
    return parse(
        {
            key: value if isinstance(value, list) else [str(value)]
            for key, value in parameters.items()
        }
    )


def find(language: str = "it", **parameters) -> searching.Answer:
    """Search as a page would."""
    return searching.search(asked(**parameters), language=language, now=NOW)


def names(language: str = "it", **parameters) -> list[str]:
    """Return the names found, in their order."""
    return [hit.shown["name"] for hit in find(language, **parameters).hits]
