"""A small city to attack: every kind of object once, two organizations, all kinds of readers.

`things` maps an argument of an address to the value that belongs to *ours*.
"""

from dataclasses import dataclass
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.utils import timezone

from ponte.accounts.models import Person
from ponte.directory.models import CallbackRequest, FailedSearchAsk, MistakeReport, Reference
from ponte.directory.notifications import CONFIRM_LINK
from ponte.directory.queries.freshness import CONFIRM
from ponte.directory.rules.references import CONFIRM_LINK as REFERENCE_LINK
from ponte.directory.views.voices import SENT_LINK
from ponte.exchange.models import SavedMapping
from ponte.kit import links
from ponte.kit.duties.models import Duty
from ponte.kit.ids import uuid7
from ponte.organizations.models import (
    AccessRequest,
    Claim,
    Invitation,
    Keeping,
    Membership,
    Organization,
    Qualification,
    Site,
)
from ponte.organizations.rules.access import INVITATION_LINK, KEEPING_LINK
from ponte.organizations.states import Proof
from tests.directory.editing import factories as make
from tests.exchange import factories as files
from tests.pathways import rows as cases

ROLES = (
    *("anonymous", "stranger", "editor", "manager", "keeper", "officer"),
    *("claimant", "invited", "nobody"),
)


@dataclass(frozen=True)
class City:
    """Who asks, what there is, and the organization everything belongs to."""

    people: dict[str, Person | None]
    things: dict[str, str]
    ours: Organization
    free: Organization


def build() -> City:
    """Make the city as a job."""
    ours = make.organization("Coop Sole", tax_code=files.tax_code(500), legal_form="consortium")
    theirs, network = make.organization("Consorzio Altrove"), make.organization("Rete Valle")
    free = make.organization("Coop Libera", claimed=False, tax_code=files.tax_code(501))
    kept = make.organization("Coop Piccola", claimed=False)
    people = {
        "anonymous": None,
        "stranger": make.member(theirs, name="Stella"),
        "editor": make.member(ours, "organization_editor", name="Edo"),
        "manager": make.member(ours, name="Mara"),
        "keeper": make.member(network, name="Kira"),
        "officer": make.officer(),
        "claimant": make.person("Clara"),
        "invited": make.person("Ines"),
        "nobody": make.person("Nino"),
    }
    address = people["invited"].email
    EmailAddress.objects.create(user=people["invited"], email=address, verified=True, primary=True)
    keeping = make.keeping(network, kept)
    things = _listings(ours) | _access(ours, free, people) | _facts(ours) | _imports(ours)
    things |= _cases(ours, people["editor"])
    things["kept_draft"] = make.card(kept, "A kept draft").pk
    things["keeping"] = keeping.pk
    things["keeping_link"] = links.make(KEEPING_LINK, {"keeping": str(keeping.pk)}, days=7)
    return City(people, {name: str(value) for name, value in things.items()}, ours, free)


def _listings(ours) -> dict:
    card, draft = make.published(ours), make.card(ours, "A draft")
    profile = make.whole_enterprise(ours, state="published", published_at=timezone.now())
    told = {"client_name": "Comune", "what": "Pulizie", "year": 2025}
    reference = Reference.objects.create(enterprise=profile, **told)
    asked = {"reference": str(reference.pk), "by": "comune.example"}
    now = timezone.now()
    route = {"listing_id": card.pk, "organization": ours, "due_at": now + timedelta(days=3)}
    callback = CallbackRequest.objects.create(name="Rosa Canary", phone="0171 1", **route)
    mistake = MistakeReport.objects.create(text="Wrong hours", **route)
    duty = Duty.objects.create(
        kind=CONFIRM,
        subject_type="directory.servicecard",
        subject_id=card.pk,
        organization_id=ours.pk,
        addressee="mara@example.org",
        due_at=now,
    )
    sent = {"kind": "callback", "route": "provider", "by": now.isoformat(), "back": "/en/"}
    return {
        "card": card.pk,
        "card_slug": card.slug,
        "draft": draft.pk,
        "profile": profile.pk,
        "profile_slug": profile.slug,
        "reference": reference.pk,
        "reference_link": links.make(REFERENCE_LINK, asked, days=7),
        "callback": callback.pk,
        "mistake": mistake.pk,
        "confirm_link": links.make(CONFIRM_LINK, {"duty": str(duty.pk)}, days=7),
        "sent_link": links.make(SENT_LINK, sent, days=2),
    }


def _access(ours, free, people) -> dict:
    asker = make.person("Asia")
    claim = Claim.objects.create(
        organization=free, person=people["claimant"], function="chair", proof=Proof.EMAIL_CODE
    )
    asked = AccessRequest.objects.create(
        organization=ours, person=asker, role="organization_editor", message="Let me in"
    )
    invitation = Invitation.objects.create(
        organization=ours,
        email=people["invited"].email,
        role="organization_editor",
        invited_by_id=people["manager"].pk,
    )
    return {
        "organization": ours.slug,
        "free": free.slug,
        "member": Membership.objects.get(person=people["editor"]).pk,
        "claim": claim.pk,
        "request": asked.pk,
        "invitation": invitation.pk,
        "invitation_link": links.make(INVITATION_LINK, {"invitation": str(invitation.pk)}, days=7),
    }


def _cases(ours, tutor) -> dict:
    """A pathway of ours with one row in every table."""
    office, company = make.organization("Ufficio Ponte"), make.organization("Officina Verdi")
    case = cases.whole_case(office, ours, company, tutor)
    boss = make.member(office, "placement_lead")
    desk = cases.office_rows(case, make.organization("Associazione"), boss.pk)
    found = {"case": case.pk, "opening": case.opportunity_id}
    found |= cases.matching_things(case) | cases.ledger_things(case)
    return {**found, **cases.sheet_things(case), **cases.signing_things(case), **desk}


def _facts(ours) -> dict:
    site = Site.objects.create(
        organization=ours, address="via Roma 1", municipality=make.municipality()
    )
    qualification = Qualification.objects.create(
        organization=ours, kind="social_cooperative_b", stated_on=timezone.localdate()
    )
    return {"site": site.pk, "qualification": qualification.pk}


def _imports(ours) -> dict:
    """An import that waits for its columns and one whose preview waits."""
    lines = [files.enterprise(1), files.enterprise(2, Email="no address")]
    sheet = files.csv_bytes(files.HEADER, lines)
    uploaded = files.uploaded(sheet, organization=ours.pk)
    SavedMapping.objects.create(organization=ours, kind="enterprises", name="Albo", columns={})
    FailedSearchAsk.objects.create(
        id=uuid7(), day=timezone.localdate(), words="badante", language="it", asker=b"x"
    )
    return {
        "uploaded": uploaded.pk,
        "previewed": files.previewed(sheet, organization=ours.pk).pk,
    }


def keepings_end(city: City) -> None:
    Keeping.objects.update(ended_at=timezone.now())
