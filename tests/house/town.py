"""A small town for the table of addresses: one object of each kind, and who asks for it.

Everything belongs to the organization of the manager and the editor. The stranger manages
another organization, so that being somebody somewhere opens nothing here.
"""

from dataclasses import dataclass
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.utils import timezone

from ponte.accounts.models import Person
from ponte.directory.models import CallbackRequest, Reference
from ponte.directory.notifications import CONFIRM_LINK
from ponte.directory.queries.freshness import CONFIRM
from ponte.directory.rules.references import CONFIRM_LINK as REFERENCE_LINK
from ponte.directory.views.voices import SENT_LINK
from ponte.kit import links
from ponte.kit.duties.models import Duty
from ponte.organizations.models import (
    AccessRequest,
    Claim,
    Invitation,
    Keeping,
    Membership,
    Qualification,
    Site,
)
from ponte.organizations.rules.access import INVITATION_LINK, KEEPING_LINK
from tests.directory.editing import factories as make
from tests.exchange.factories import HEADER, csv_bytes, enterprise, previewed, uploaded
from tests.pathways import rows as cases

ROLES = ("anonymous", "stranger", "editor", "manager", "officer")


@dataclass(frozen=True)
class Town:
    """Who may ask, and what the arguments of addresses stand for."""

    people: dict[str, Person | None]
    things: dict[str, str]


def build() -> Town:
    """Make the town as a job."""
    ours, theirs = make.organization("Coop Sole"), make.organization("Consorzio Altrove")
    free = make.organization("Coop Libera", claimed=False)
    people = {
        "anonymous": None,
        "stranger": make.member(theirs, name="Stella"),
        "editor": make.member(ours, "organization_editor", name="Edo"),
        "manager": make.member(ours, name="Mara"),
        "officer": make.officer(),
    }
    for one in filter(None, people.values()):
        EmailAddress.objects.create(user=one, email=one.email, verified=True, primary=True)
    things = _listings(ours) | _access(ours, free, people) | _facts(ours)
    things |= _imports(ours)
    things |= {"organization": ours.slug, "free": free.slug}
    things |= _cases(ours, people["editor"])
    things |= {"card_kind": "card", "step": "whom", "verb": "publish", "language": "pl"}
    things |= {
        "design": "forms",
        "callback": "callback",
        "csv": "csv",
        "provider": "nobody",
        "key": "1",
    }
    return Town(people, {name: str(value) for name, value in things.items()})


def _listings(ours) -> dict:
    card, draft = make.published(ours), make.card(ours, "A draft")
    enterprise = make.whole_enterprise(ours, state="published", published_at=timezone.now())
    told = {"client_name": "Comune", "what": "Pulizie", "year": 2025}
    reference = Reference.objects.create(enterprise=enterprise, **told)
    asked = {"reference": str(reference.pk), "by": "comune.example"}
    now = timezone.now()
    voice = CallbackRequest.objects.create(
        listing_id=card.pk,
        organization=ours,
        name="Rosa",
        phone="0171 1",
        due_at=now + timedelta(days=3),
    )
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
        "draft_slug": draft.slug,
        "enterprise": enterprise.pk,
        "enterprise_slug": enterprise.slug,
        "reference": reference.pk,
        "reference_link": links.make(REFERENCE_LINK, asked, days=7),
        "voice": voice.pk,
        "confirm_link": links.make(CONFIRM_LINK, {"duty": str(duty.pk)}, days=7),
        "sent_link": links.make(SENT_LINK, sent, days=2),
    }


def _access(ours, free, people) -> dict:
    member = Membership.objects.get(person=people["editor"])
    asker = make.person("Asia")
    claim = Claim.objects.create(organization=free, person=asker, function="chair", proof="statute")
    request = AccessRequest.objects.create(
        organization=ours, person=asker, role="organization_editor"
    )
    invitation = Invitation.objects.create(
        organization=ours,
        email="new@example.org",
        role="organization_editor",
        invited_by_id=people["manager"].pk,
    )
    keeping = Keeping.objects.create(keeper=ours, kept=free, ground="Statute")
    return {
        "member": member.pk,
        "claim": claim.pk,
        "request": request.pk,
        "invitation": invitation.pk,
        "keeping": keeping.pk,
        "invitation_link": links.make(INVITATION_LINK, {"invitation": str(invitation.pk)}, days=7),
        "keeping_link": links.make(KEEPING_LINK, {"keeping": str(keeping.pk)}, days=7),
    }


def _cases(ours, tutor) -> dict:
    office, company = make.organization("Ufficio Ponte"), make.organization("Officina Verdi")
    case = cases.whole_case(office, ours, company, tutor)
    boss = make.member(office, "placement_lead")
    desk = cases.office_rows(case, make.organization("Associazione"), boss.pk)
    found = {"case": case.pk, "opening": case.opportunity_id, "case_action": "give_up"}
    found |= {"stated_of": "report", "figures_table": "states"}
    return {
        **found,
        **cases.ledger_things(case),
        **cases.sheet_things(case),
        **cases.matching_things(case),
        **cases.signing_things(case),
        **desk,
        "signer_verb": "link",
        "call_move": "publish",
    }


def _facts(ours) -> dict:
    site = Site.objects.create(
        organization=ours, address="via Roma 1", municipality=make.municipality()
    )
    qualification = Qualification.objects.create(
        organization=ours, kind="social_cooperative_b", stated_on=timezone.localdate()
    )
    return {"site": site.pk, "qualification": qualification.pk}


def _imports(ours) -> dict:
    content = csv_bytes(HEADER, [enterprise(1)])
    return {
        "fresh_import": uploaded(content, organization=ours.pk).pk,
        "import": previewed(content, organization=ours.pk).pk,
    }
