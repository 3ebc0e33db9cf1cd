"""The made-up listings that the search benchmarks run on: fixed seed, Zipf's law, real places."""

import atexit
import os
import random
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

SEED = 20_26
TODAY = date(2026, 11, 22)
WORDS = 20_000


def own_server(durable: bool = False) -> None:
    """Start a server as an installation does, and stop it at the end; durable where that counts.

    The one that tests share has little memory, so that many of them fit on a machine.
    """
    from ponte.project.supervisor import keys
    from ponte.project.supervisor.homes import open_home
    from ponte.project.supervisor.postgres import Postgres

    root = Path(tempfile.mkdtemp(prefix="ponte-bench-"))
    root.chmod(0o755)
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    home = open_home(root)
    password = keys.load_or_make(home.secrets)["passwords"]["ponte_admin"]
    server = Postgres(home=home, password=password, durable=durable)
    server.initialise()
    server.start()
    atexit.register(server.stop)
    os.environ["PONTE_TEST_SERVER"] = server.admin_url()
    os.environ["PONTE_HOME"] = str(root)


def begin(database: bool = True) -> None:
    """Set Django up on a throwaway database of this process; nobody's data is touched."""
    for name in list(os.environ):
        if name.startswith("DATABASE_"):
            del os.environ[name]
    os.environ["DJANGO_SETTINGS_MODULE"] = "ponte.project.settings.test"
    import django

    django.setup()


class Language:
    """Words of a made-up language, the common ones far more common than the rare."""

    def __init__(self, chance: random.Random, number: int = WORDS):
        from bench.text_typos import made_words

        self.chance = chance
        self.words = made_words(chance, number)
        self._steps = list(accumulate(1 / rank for rank in range(2, number + 2)))

    def some(self, number: int) -> list[str]:
        """Words as a text uses them."""
        return self.chance.choices(self.words, cum_weights=self._steps, k=number)

    def text(self, number: int) -> str:
        return " ".join(self.some(number))


def many(rows: Sequence, size: int = 1_000) -> Iterator[Sequence]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


class Territory:
    """Municipalities, drawn by how many people live there."""

    def __init__(self, chance: random.Random):
        from ponte.territory.models import Municipality

        rows = Municipality.objects.select_related("province__region").order_by("istat_code")
        self.towns = list(rows)
        self._steps = list(accumulate((town.population or 1) for town in self.towns))
        self.chance = chance

    def town(self):
        return self.chance.choices(self.towns, cum_weights=self._steps, k=1)[0]

    def served(self, town) -> list[str]:
        """Three in a hundred serve the country; most serve their province or some of it."""
        kinds = ("none", "town", "province", "region", "IT")
        kind = self.chance.choices(kinds, (25, 20, 40, 12, 3))
        return {
            "none": [],
            "town": [f"M{town.istat_code}"],
            "province": [f"P{town.province.code}"],
            "region": [f"R{town.province.region.code}"],
            "IT": ["IT"],
        }[kind[0]]


def territory() -> None:
    """Load the country's real places."""
    from ponte.kit.actor import Actor
    from ponte.territory.public import load_areas, load_places

    load_places(by=Actor.job("bench"))
    load_areas(by=Actor.job("bench"))


def enterprises(number: int, language: Language) -> None:
    """Write enterprises with three offers each, qualifications and areas served."""
    from ponte.directory.models import Enterprise, Offer
    from ponte.directory.rules import catalogues
    from ponte.organizations.models import Organization, Qualification
    from ponte.organizations.public import kinds

    chance = language.chance
    territory_ = Territory(chance)
    products = list(catalogues.terms(catalogues.PRODUCT_CATEGORIES).values())
    missions = list(catalogues.terms("missions"))
    forms = list(kinds())
    bodies, profiles, offers, claims = [], [], [], []
    for place in range(number):
        town = territory_.town()
        name = f"Cooperativa {language.text(2)} {place}".title()
        body = Organization(
            name=name, slug=f"impresa-{place}", sort_key=name.lower(), municipality=town,
            phone="0123456789", origin="provider",
        )  # fmt: skip
        bodies.append(body)
        for kind in chance.sample(forms, 1 + (chance.random() < 0.3)):
            claims.append(
                Qualification(
                    organization=body,
                    kind=kind,
                    source="Albo",
                    stated_on=TODAY,
                    standing=chance.choice(("declared", "from_register")),
                )  # fmt: skip
            )
        profile = Enterprise(
            organization=body, slug=body.slug, state="published", published_at="2026-01-01T00:00Z",
            tagline=language.text(8), description=language.text(60),
            prevailing_mission=chance.choice(missions), served=territory_.served(town),
            verified_on=TODAY - timedelta(days=chance.randrange(170)),
            languages=["it"], art14_ready=chance.random() < 0.2, staff=chance.randrange(2, 90),
        )  # fmt: skip
        profiles.append(profile)
        for order, product in enumerate(chance.sample(products, 3)):
            offers.append(
                Offer(
                    enterprise=profile,
                    kind=chance.choice(("product", "service")),
                    order=order,
                    name=f"{product.it} {language.text(2)}",
                    description=language.text(15),
                    category=product.code,
                )  # fmt: skip
            )
    for model, rows in (
        (Organization, bodies), (Qualification, claims), (Enterprise, profiles), (Offer, offers),
    ):  # fmt: skip
        for some in many(rows):
            model.objects.bulk_create(some)


def cards(number: int, language: Language) -> list[str]:
    """Write service cards as complete as a good editor makes them; return their addresses."""
    from ponte.directory.models import CardContact, CardHours, CardPlace, ServiceCard
    from ponte.directory.rules import catalogues
    from ponte.organizations.models import Organization

    chance = language.chance
    territory_ = Territory(chance)
    categories = list(catalogues.terms(catalogues.SERVICE_CATEGORIES))
    groups = list(catalogues.terms("target_groups"))
    body = Organization.objects.create(name="Cooperativa di prova", slug="prova")
    made, places, contacts, hours = [], [], [], []
    for order in range(number):
        town = territory_.town()
        card = ServiceCard(
            organization=body, name=language.text(4).capitalize(), slug=f"servizio-{order}",
            state="published", published_at="2026-01-01T00:00Z", verified_on=TODAY,
            summary=language.text(15), description=language.text(120), outcome=language.text(40),
            how_to=language.text(40), eligibility=language.text(30), fee_kind="free",
            required_documents=language.text(20), conditions=language.text(30),
            categories=chance.sample(categories, 2), target_groups=chance.sample(groups, 2),
            delivery_modes=["desk", "home"], access_modes=["appointment"],
            who_may_ask=["person"], languages=["it"], served=[f"P{town.province.code}"],
        )  # fmt: skip
        made.append(card)
        places.append(
            CardPlace(card=card, municipality=town, address="via Roma 1", cap="00100",
                      latitude=town.latitude, longitude=town.longitude)
        )  # fmt: skip
        contacts += [
            CardContact(card=card, kind="phone", value="0171 000001"),
            CardContact(card=card, kind="email", value="prova@example.org"),
        ]
        hours += [CardHours(card=card, weekday=d, opens="09:00", closes="12:30") for d in range(5)]
    for rows in (made, places, contacts, hours):
        for some in many(rows):
            type(some[0]).objects.bulk_create(some)
    return [card.slug for card in made]
