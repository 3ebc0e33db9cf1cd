"""What the stage holds beyond the demonstration: things under way, so that every page has one.

Run as a program with the stage's environment: `fill` writes them once, `links` prints the
signed links that letters would carry.
"""

import json
import sys
from dataclasses import replace
from datetime import timedelta

import django

django.setup()

from django.utils import timezone  # noqa: E402

from ponte.accounts.models import Person  # noqa: E402
from ponte.directory.models import (  # noqa: E402
    CallbackRequest,
    MistakeReport,
    Reference,
    ServiceCard,
)
from ponte.directory.notifications import CONFIRM_LINK  # noqa: E402
from ponte.directory.queries.freshness import CONFIRM  # noqa: E402
from ponte.directory.rules.references import CONFIRM_LINK as REFERENCE_LINK  # noqa: E402
from ponte.directory.views.voices import SENT_LINK  # noqa: E402
from ponte.engines.questionnaires.sample import sample  # noqa: E402
from ponte.kit import links  # noqa: E402
from ponte.kit.acting import acting  # noqa: E402
from ponte.kit.actor import Actor  # noqa: E402
from ponte.kit.duties.models import Duty  # noqa: E402
from ponte.organizations.models import (  # noqa: E402
    AccessRequest,
    Claim,
    Invitation,
    Keeping,
    Organization,
    Site,
)
from ponte.organizations.rules.access import INVITATION_LINK, KEEPING_LINK  # noqa: E402
from ponte.pathways.actions.agreements import draft  # noqa: E402
from ponte.pathways.models import (  # noqa: E402
    Document,
    Pathway,
    RightsRequest,
    SigningPass,
    Worker,
)
from ponte.pathways.notifications import SIGNING_LINK  # noqa: E402
from ponte.pathways.queries.inviting import link_for  # noqa: E402
from ponte.pathways.rules.agreements import AgreementTerms  # noqa: E402
from ponte.pathways.rules.instruments import newest  # noqa: E402
from ponte.project.demo.examples import organization_id  # noqa: E402
from ponte.territory.models import Municipality  # noqa: E402
from tests.exchange.factories import (  # noqa: E402
    HEADER,
    applied,
    csv_bytes,
    enterprise,
    previewed,
    uploaded,
)
from tests.pathways import matched  # noqa: E402
from tests.pathways.rows import (  # noqa: E402
    office_rows,
    pathway,
    role,
    signatory,
    whole_case,
    worker,
)

OURS, CARD = "cooperativa-esempio-verde", "assistenza-a-casa-di-esempio"
SIGNER = "ada.tutrice@ponte.example"
FREE, DRAFT = "1-2-3-stella-cooperativa-socialw", "laboratorio-di-falegnameria"


def fill() -> None:
    """A draft, two voices, a claim, a request, an invitation, a site, a duty."""
    now, in_three_days = timezone.now(), timezone.now() + timedelta(days=3)
    ours = Organization.objects.get(slug=OURS)
    newcomer = Person.objects.get(email="newcomer@ponte.example")
    card = ServiceCard.objects.get(slug=CARD)
    about = {"listing_id": card.pk, "organization": card.organization, "due_at": in_three_days}
    ServiceCard.objects.create(organization=ours, name="Laboratorio di falegnameria", slug=DRAFT)
    CallbackRequest.objects.create(**about, name="Rosa Neri", phone="0171 000000")
    MistakeReport.objects.create(**about, text="Il numero di telefono è cambiato.")
    free = Organization.objects.get(slug=FREE)
    Claim.objects.create(
        organization=free, person=newcomer, function="presidente", proof="document"
    )
    AccessRequest.objects.create(organization=ours, person=newcomer, role="organization_editor")
    Invitation.objects.create(
        organization=ours,
        email="invitata@ponte.example",
        role="organization_editor",
        invited_by_id=newcomer.pk,
        invited_by="Mara Esempio",
    )
    town = Municipality.objects.get(istat_code="004078")
    Site.objects.create(organization=ours, address="via Roma 1", cap="12100", municipality=town)
    Duty.objects.create(
        kind=CONFIRM,
        subject_type=card._meta.label_lower,
        subject_id=card.pk,
        organization_id=card.organization_id,
        addressee="editor@ponte.example",
        due_at=now,
    )


def place() -> None:
    """A pathway with a row in every table, of whom the demonstration's people work with."""
    bodies = ("consorzio-esempio", "cooperativa-esempio-pulito", "esempio-industria")
    tutor = Person.objects.get(email="tutor@ponte.example")
    found = (Organization.objects.get(pk=organization_id(code)) for code in bodies)
    case = whole_case(*found, tutor)
    grids(case, tutor)
    matched.furnish(case)
    lived(case, tutor)
    association = Organization.objects.get(pk=organization_id("associazione-esempio-imprese"))
    office_rows(case, association, Person.objects.get(email="placement@ponte.example").pk)


def lived(case, tutor) -> None:
    """Somebody lives the case; another case is proposed to somebody without an address."""
    worker = Person.objects.get(email="worker@ponte.example")
    Worker.objects.filter(pk=case.worker_id).update(person=worker)
    role(case, worker, "worker")
    RightsRequest.objects.create(
        office=case.office,
        worker=case.worker,
        kind="correction",
        note="Il mio telefono è sbagliato",
        answer="",
        asked_by_id=worker.pk,
        due_on=timezone.localdate() + timedelta(days=30),
    )
    proposed = pathway(
        case.office, case.cooperative, None, code="P-CARTA", state=20, opportunity=None, tutor=tutor
    )
    role(proposed, tutor, "tutor")


def grids(case, tutor) -> None:
    """Two observation grids, to be compared."""
    now, spec = timezone.now(), newest("I8")
    answers = sample(spec, "Ha visto", today=timezone.localdate())
    for occasion, level in (("start", 1), ("end", 3)):
        Document.objects.create(
            pathway=case,
            office=case.office,
            instrument="I8",
            occasion=occasion,
            answers={**answers, "moment": occasion, "punctuality": level},
            author_id=tutor.pk,
            state="complete",
            completed_at=now,
        )


def to_sign(name: str, *, is_named: bool) -> None:
    """A pathway whose agreement waits for signatures, changed once; perhaps a guardian is named."""
    office, cooperative, company = (
        Organization.objects.get(pk=organization_id(code))
        for code in ("consorzio-esempio", "cooperativa-esempio-pulito", "esempio-industria")
    )
    people = {
        one: Person.objects.get(email=f"{one}@ponte.example") for one in ("tutor", "placement")
    }
    signs = worker(office, cooperative, name=name)
    case = pathway(office, cooperative, company, worker=signs, tutor=people["tutor"], state=80)
    for one, part in (("tutor", "tutor"), ("placement", "officer")):
        role(case, people[one], part)
    by = Actor.of_person(people["placement"])
    day = timezone.localdate()
    told = AgreementTerms(
        legal_basis="ART30_INTEREST",
        legal_evidence="Delibera 3 del 2 maggio",
        planned_hours=300,
        weekly_hours=20,
        starts_on=day,
        ends_on=day + timedelta(days=120),
        objectives="Lavora da sola alla linea",
        safety="Otto ore",
        cover="INAIL",
        tasks_change="no",
        distance_km=10,
    )
    draft(case, told, by=by)
    text = draft(case, replace(told, weekly_hours=25), by=by, reason="Più ore a settimana")
    Pathway.objects.filter(pk=case.pk).update(starts_on=day)
    if not is_named:
        return
    made = signatory(
        case, text, by.id, party="worker", name="Ada Tutrice", capacity="guardian", email=SIGNER
    )
    SigningPass.objects.filter(pk=made.pk).update(sent_at=timezone.now())


def bring_in() -> None:
    """Imports in three states; the second has a line to mend."""
    wrong = enterprise(900002, Comune="Bergamasco")
    wrong[1] = "12345"
    uploaded(csv_bytes(HEADER, [enterprise(900001)]), name="appena-arrivato.csv")
    previewed(csv_bytes(HEADER, [enterprise(900003), wrong]), name="da-guardare.csv")
    applied(csv_bytes(HEADER, [enterprise(900004)]), name="fatto.csv")


def signed_links() -> dict[str, str]:
    """The secrets in the links of letters, by what they open."""
    sent = {"kind": "callback", "route": "provider", "by": timezone.now().isoformat()}
    sent["back"] = f"/it/services/{CARD}/"
    duty = Duty.objects.get(kind=CONFIRM, addressee="editor@ponte.example")
    invitation = Invitation.objects.get(email="invitata@ponte.example")
    keeping = Keeping.objects.first()
    waiting = SigningPass.objects.filter(signatory__email=SIGNER).first()
    asked = {"reference": str(Reference.objects.first().pk), "by": "comune.example"}
    return {
        "confirm": links.make(CONFIRM_LINK, {"duty": str(duty.pk)}, days=7),
        "reference": links.make(REFERENCE_LINK, asked, days=7),
        "sent": links.make(SENT_LINK, sent, days=2),
        "worker": link_for(Worker.objects.filter(person=None).first()),
        "signing": links.make(SIGNING_LINK, {"pass": str(waiting.pk)}, days=7),
        "invitation": links.make(INVITATION_LINK, {"invitation": str(invitation.pk)}, days=7),
        "keeping": links.make(KEEPING_LINK, {"keeping": str(keeping.pk)}, days=7),
    }


if __name__ == "__main__":
    with acting(Actor.job("journeys")):
        if sys.argv[1] == "fill":
            fill()
            place()
            to_sign("Rosa Da Firmare", is_named=True)
            to_sign("Berta Viaggio", is_named=False)
        else:
            sys.stdout.write(json.dumps(signed_links()))
    if sys.argv[1] == "fill":
        bring_in()
