"""The agreement: written from its terms, signed by four, each signature bound to the text."""

from dataclasses import asdict
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from ponte.accounts.public import people
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.pathways import permissions
from ponte.pathways.actions.moving import begun, locked_case, move, noted
from ponte.pathways.models import Agreement, Pathway, Signature
from ponte.pathways.queries.facts import signed_parties
from ponte.pathways.rules.agreements import (
    AgreementTerms,
    agreement_text,
    lacking_in_terms,
    template_on,
    text_hash,
)
from ponte.pathways.rules.reasons import require_ready
from ponte.pathways.states import CaseRoleKind, LegalBasis, Means, Party, PathwayState

_P = PathwayState
SIGNS_FOR = {
    Party.OFFICE: permissions.SIGN_FOR_OFFICE,
    Party.COOPERATIVE: permissions.SIGN_FOR_COOPERATIVE,
    Party.COMPANY: permissions.SIGN_FOR_COMPANY,
}
BODY = {Party.OFFICE: "office_id", Party.COOPERATIVE: "cooperative_id", Party.COMPANY: "company_id"}


def draft(pathway: Pathway, terms: AgreementTerms, *, by: Actor) -> Agreement:
    """Write the next version; the one before is void, and so are its signatures."""
    before = Agreement.objects.filter(pathway=pathway).order_by("-version").first()
    Agreement.objects.filter(pathway=pathway, voided_at__isnull=True).update(
        voided_at=timezone.now()
    )
    version = before.version + 1 if before else 1
    template = template_on(timezone.localdate())
    text = agreement_text(template, _values(pathway, terms, version))
    columns = asdict(terms)
    columns.pop("backdated_because")
    made = Agreement.objects.create(
        pathway=pathway,
        version=version,
        text=text,
        text_hash=text_hash(text),
        template_of=template,
        made_by_id=by.id,
        **columns,
    )
    noted(by, "agreement.drafted", pathway, version=version)
    return made


def _values(pathway: Pathway, terms: AgreementTerms, version: int) -> dict:
    """The words of the template; the text is Italian, whoever writes it."""
    tutor = people([pathway.tutor_id]).get(pathway.tutor_id)
    with override("it"):
        days = {name: date_format(getattr(terms, name)) for name in ("starts_on", "ends_on")}
        basis = str(LegalBasis(terms.legal_basis).label)
    return {
        **asdict(terms),
        **days,
        "version": version,
        "office": pathway.office.name,
        "cooperative": pathway.cooperative.name,
        "company": pathway.company.name,
        "worker": pathway.worker.name,
        "tutor": str(tutor or ""),
        "referent": pathway.opportunity.referent_name,
        "legal_basis": basis,
        "backdated": terms.backdated_because,
    }


@transaction.atomic
def revise_agreement(*, pathway: Pathway, terms: AgreementTerms, by: Actor) -> Agreement:
    """Change the terms while it is being signed: everybody signs the new text."""
    locked = begun(pathway, "revise_agreement", by=by)
    if locked.state != _P.AGREEMENT_DRAFT:
        raise RuleBroken(_("Only an agreement that is being signed can be revised."))
    require_ready(lacking_in_terms(terms, timezone.localdate()))
    locked.planned_hours = terms.planned_hours
    locked.starts_on, locked.ends_on = terms.starts_on, terms.ends_on
    locked.save(update_fields=["planned_hours", "starts_on", "ends_on"])
    return draft(locked, terms, by=by)


@transaction.atomic
def sign_agreement(*, agreement: Agreement, party: str, seen: str, by: Actor) -> Signature:
    """Sign for one party; `seen` is the hash of the text that the signer was shown."""
    party = Party(party)
    pathway = _signing(agreement, by)
    _require_signer(pathway, party, by)
    return _signed(agreement, pathway, party, seen, by=by, signer=by.id, name=by.name)


@transaction.atomic
def record_paper_signature(
    *, agreement: Agreement, party: str, name: str, evidence: str, seen: str, by: Actor
) -> Signature:
    """Record a signature given on paper; `evidence` says where the signed sheet lies."""
    pathway = _signing(agreement, by)
    permissions.require_case(by, "record_paper_signature", pathway)
    if not name.strip() or not evidence.strip():
        raise RuleBroken(_("Write who signed, and where the sheet is kept."), field="evidence")
    return _signed(
        agreement,
        pathway,
        Party(party),
        seen,
        by=by,
        name=name.strip(),
        means=Means.PAPER,
        evidence=evidence.strip()[:300],
    )


def _signing(agreement: Agreement, by: Actor) -> Pathway:
    pathway = locked_case(agreement.pathway_id) if by.is_person else None
    if pathway is None:
        raise Refused("pathways.sign_agreement")
    return pathway


def _require_signer(pathway: Pathway, party: Party, by: Actor) -> None:
    mine = permissions.roles_in(by, pathway)
    if party == Party.WORKER:
        allowed = bool(mine.roles & {CaseRoleKind.WORKER, CaseRoleKind.REPRESENTATIVE})
    else:
        allowed = permissions.holds(by, SIGNS_FOR[party], getattr(pathway, BODY[party]))
    if not allowed:
        raise Refused("pathways.sign_agreement")


def _signed(
    agreement: Agreement,
    pathway: Pathway,
    party: Party,
    seen: str,
    *,
    by: Actor,
    name: str,
    signer: UUID | None = None,
    means: str = Means.ACCOUNT,
    evidence: str = "",
) -> Signature:
    agreement = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    _check_text(agreement, pathway, seen)
    if agreement.signatures.filter(party=party, signer_name=name).exists():
        raise RuleBroken(_("This person has signed already."))
    made = Signature.objects.create(
        agreement=agreement,
        pathway=pathway,
        party=party,
        signer_id=signer,
        signer_name=name[:120],
        means=means,
        evidence=evidence,
        recorded_by_id=by.id,
        text_hash=agreement.text_hash,
    )
    noted(by, f"agreement.signed_by_{party.value}", pathway, version=agreement.version)
    if signed_parties(agreement) == frozenset(Party.values):
        move(pathway, _P.AGREEMENT_SIGNED, by=by)
    return made


def _check_text(agreement: Agreement, pathway: Pathway, seen: str) -> None:
    if pathway.state != _P.AGREEMENT_DRAFT or agreement.voided_at:
        raise RuleBroken(_("This text is no longer up for signing. Open the newest one."))
    if seen != agreement.text_hash or text_hash(agreement.text) != agreement.text_hash:
        raise RuleBroken(_("The text has changed since you read it. Read it again, then sign."))
