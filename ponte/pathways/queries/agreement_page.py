"""What the pages of an agreement show to one reader."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from ponte.kit.actor import Actor
from ponte.pathways.models import Agreement, Pathway, Signatory, Signature
from ponte.pathways.permissions import CaseRoles
from ponte.pathways.permissions.signing import signs_for
from ponte.pathways.queries.agreements import is_up_for_signing, versions_of
from ponte.pathways.queries.cases import names_of
from ponte.pathways.queries.facts import case_facts
from ponte.pathways.queries.signers import Signer, is_over, signers_of
from ponte.pathways.queries.signing import PartyStanding, Standing, is_asked, standing_of
from ponte.pathways.rules.cases import lacking
from ponte.pathways.rules.reasons import Missing
from ponte.pathways.rules.signing import sheet_code
from ponte.pathways.states import Party, PathwayState

_P = PathwayState


@dataclass(frozen=True, slots=True)
class PartyLine:
    """One party: who of it has signed, on which version, and who of it is missing."""

    party: Party
    is_complete: bool
    signatures: tuple[Signature, ...]
    missing: tuple[str, ...]
    is_carried: bool

    @property
    def is_from_before(self) -> bool:
        """Signed an earlier version, in which everything that concerns it was the same."""
        return self.is_carried


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """The text that a reader looks at first, and everything around it."""

    text: Agreement | None
    in_force: Agreement | None
    is_open: bool
    lines: tuple[PartyLine, ...]
    sign_for: tuple[Party, ...]
    missing: tuple[Missing, ...]
    versions: tuple[Agreement, ...]
    signers: tuple[Signer, ...]
    sheet_code: str

    @property
    def is_amendment(self) -> bool:
        return self.text is not None and self.text.proposed


def agreement_page(pathway: Pathway, mine: CaseRoles, actor: Actor) -> AgreementPage:
    """Return the version that waits for signatures, else the one in force."""
    versions = versions_of(pathway.pk)
    open_ones = [one for one in versions if is_up_for_signing(one, pathway)]
    in_force = next((one for one in versions if not one.voided_at and not one.proposed), None)
    text = open_ones[0] if open_ones else in_force
    standing = standing_of(text) if text else {}
    signers = signers_of(pathway, standing)
    return AgreementPage(
        text=text,
        in_force=in_force if in_force and in_force.in_force_at else None,
        is_open=bool(open_ones),
        lines=tuple(_line(one, signers, text, pathway) for one in standing.values()),
        sign_for=_sign_for(actor, pathway, standing) if open_ones else (),
        missing=_missing(pathway),
        versions=tuple(versions),
        signers=tuple(signers),
        sheet_code=sheet_code(text.version, text.text_hash) if text else "",
    )


def _line(
    one: PartyStanding, signers: list[Signer], text: Agreement, pathway: Pathway
) -> PartyLine:
    known = {each.signatory.pk: _named(each.signatory, pathway) for each in signers}
    return PartyLine(
        party=one.party,
        is_complete=one.is_complete,
        signatures=one.signatures,
        missing=tuple(known[each.pk] for each in one.missing if each.pk in known),
        is_carried=one.is_complete and all(each.agreement_id != text.pk for each in one.signatures),
    )


def _named(one: Signatory, pathway: Pathway) -> str:
    """A name with its capacity; an appointment that does not hold today is said to be over."""
    if one.party == Party.WORKER and is_over(pathway.worker_id, one.person_id):
        words = _("%(name)s: the appointment is over, the office says who signs instead")
        return words % {"name": one.name}
    return f"{one.name}, {one.capacity}" if one.capacity else one.name


def _sign_for(actor: Actor, pathway: Pathway, standing: Standing) -> tuple[Party, ...]:
    allowed = signs_for(actor, pathway)
    return tuple(
        party for party, one in standing.items() if party in allowed and is_asked(one, actor.id)
    )


def _missing(pathway: Pathway) -> tuple[Missing, ...]:
    """What the secondment may not start without."""
    if pathway.state not in (_P.AGREEMENT_DRAFT, _P.AGREEMENT_SIGNED):
        return ()
    return tuple(lacking(case_facts(pathway, _P.IN_SECONDMENT), _P.IN_SECONDMENT))


@dataclass(frozen=True, slots=True)
class Receipt:
    """Who signed what, when and how, as it is printed."""

    signature: Signature
    agreement: Agreement
    recorded_by: str
    on: date
    stands: bool


def receipt_of(signature: Signature, standing: Standing) -> Receipt:
    """Return the receipt of one signature; `standing` is of the version asked about."""
    found = standing[Party(signature.party)].signatures
    names = names_of([signature.recorded_by_id])
    return Receipt(
        signature=signature,
        agreement=signature.agreement,
        recorded_by=names.get(signature.recorded_by_id, ""),
        on=signature.signed_on or timezone.localdate(signature.at),
        stands=signature.pk in {one.pk for one in found},
    )
