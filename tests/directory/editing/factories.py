"""Organizations, members and cards for tests of editing; call them within `acting`."""

from datetime import timedelta

from django.utils import timezone

from ponte.accounts.models import Person
from ponte.directory.models import CardContact, CardPlace, Enterprise, Offer, ServiceCard
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.ids import uuid7
from ponte.organizations.models import (
    Keeping,
    Mandate,
    Membership,
    Organization,
    Qualification,
)
from ponte.territory.models import Municipality, Province, Region


def municipality(istat_code: str = "004078", name: str = "Cuneo", **more) -> Municipality:
    region, _ = Region.objects.get_or_create(
        code="01", defaults={"name": "Piemonte", "slug": "piemonte"}
    )
    province, _ = Province.objects.get_or_create(
        code=istat_code[:3],
        defaults={
            "name": name,
            "slug": name.lower(),
            "acronym": name[:2].upper(),
            "region": region,
        },
    )
    values = {"latitude": 44.39, "longitude": 7.55, "sort_key": name.lower(), **more}
    found, _ = Municipality.objects.get_or_create(
        istat_code=istat_code,
        defaults={"name": name, "slug": name.lower(), "province": province, **values},
    )
    return found


def organization(name: str = "Coop Sole", *, claimed: bool = True, **values) -> Organization:
    return Organization.objects.create(
        name=name,
        slug=f"org-{uuid7().hex[-10:]}",
        claimed_at=timezone.now() if claimed else None,
        **values,
    )


def person(name: str = "Ada", language: str = "en") -> Person:
    email = f"{name.lower()}-{uuid7().hex[-8:]}@example.org"
    return Person.objects.create_user(email, name=name, language=language)


def member(of: Organization, role: str = "organization_manager", name: str = "Ada") -> Person:
    found = person(name)
    Membership.objects.create(organization=of, person=found, role=role)
    return found


def officer(name: str = "Olga") -> Person:
    found = person(name)
    Mandate.objects.create(person=found, role="platform_officer")
    return found


def recognised_desk(of: Organization) -> Qualification:
    """The office has looked: this organization may be sent what citizens write to others."""
    today = timezone.localdate()
    return Qualification.objects.create(
        organization=of,
        kind="welfare_desk",
        standing="verified",
        stated_on=today,
        verified_on=today,
        verified_by="Office",
    )


def keeping(keeper: Organization, kept: Organization) -> Keeping:
    return Keeping.objects.create(keeper=keeper, kept=kept, ground="Statute")


def as_person(someone: Person, *organizations: Organization, platform: bool = False):
    """Act as a person whose rows are those of these organizations, as a request would."""
    ids = [one.pk for one in organizations]
    return acting(Actor.of_person(someone), organizations=ids, platform=platform)


WHOLE = {
    "description": "A volunteer goes shopping with you or for you, every week." * 4,
    "summary": "Somebody shops for you",
    "categories": ["light_home_care"],
    "service_type": "accompaniment",
    "target_groups": ["elderly"],
    "delivery_modes": ["desk"],
    "access_modes": ["phone_first"],
    "who_may_ask": ["person"],
    "fee_kind": "free",
}


def card(of: Organization | None, name: str = "Shopping help", **values) -> ServiceCard:
    """A draft with nothing but a name; `whole=True` fills the eight blocks."""
    whole = values.pop("whole", False)
    made = ServiceCard.objects.create(
        organization=of,
        name=name,
        slug=f"card-{uuid7().hex[-10:]}",
        **({**WHOLE, "verified_on": timezone.localdate()} if whole else {}) | values,
    )
    if whole:
        CardContact.objects.create(card=made, kind="phone", value="0171 000000")
        CardPlace.objects.create(card=made, address="via Roma 1", municipality=municipality())
    return made


def published(of: Organization | None, *, days_ago: int = 0, **values) -> ServiceCard:
    """A whole, public card confirmed some days ago."""
    day = timezone.localdate() - timedelta(days=days_ago)
    given = {"verified_on": day, "published_at": timezone.now(), "state": "published", **values}
    return card(of, whole=True, **given)


def enterprise(of: Organization, **values) -> Enterprise:
    return Enterprise.objects.create(organization=of, slug=f"ent-{uuid7().hex[-10:]}", **values)


def whole_enterprise(of: Organization, **values) -> Enterprise:
    given = {
        "description": "We clean offices.",
        "prevailing_mission": "work_integration",
        "served": ["P004"],
        "verified_on": timezone.localdate(),
    }
    made = enterprise(of, **{**given, **values})
    Offer.objects.create(enterprise=made, kind="service", name="Cleaning", category="cleaning")
    return made
