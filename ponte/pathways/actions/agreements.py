"""The agreement: written from its terms, revised while it is signed, amended once it runs."""

from dataclasses import asdict
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from ponte.accounts.public import people
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.pathways.actions.agreement_sheet import keep_signed
from ponte.pathways.actions.appointed import name_appointed
from ponte.pathways.actions.moving import begun, locked_case, move, noted, whole
from ponte.pathways.models import Agreement, Pathway, SigningPass
from ponte.pathways.queries.agreements import amendment_of
from ponte.pathways.queries.facts import agreement_in_force, nearest_km
from ponte.pathways.queries.signing import signed_parties
from ponte.pathways.queries.statements import tasks_agreed
from ponte.pathways.rules.agreements import (
    CLAUSES,
    AgreementTerms,
    agreement_text,
    lacking_in_amendment,
    lacking_in_terms,
    takes,
    template_on,
    text_hash,
    usual,
)
from ponte.pathways.rules.article30 import (
    UNSAID,
    changes_tasks,
    words_needed,
    words_of_article_30,
)
from ponte.pathways.rules.binding import changed_words, part_hashes, said
from ponte.pathways.rules.reasons import require_ready
from ponte.pathways.states import AMENDABLE, LegalBasis, Party, PathwayState

_P = PathwayState


def draft(
    pathway: Pathway, terms: AgreementTerms, *, by: Actor, reason: str = "", amends: bool = False
) -> Agreement:
    """Write the next version; one that is no amendment voids the one before."""
    made = preview(pathway, terms)
    open_ones = Agreement.objects.filter(pathway=pathway, voided_at__isnull=True)
    _void(open_ones.filter(proposed=True) if amends else open_ones)
    made.reason, made.proposed, made.made_by_id = reason.strip()[:300], amends, by.id
    made.save(force_insert=True)
    # A tutor amends too; whom a court has sign is named for them, as their own rows are not.
    with acting(Actor.job("pathways.name_appointed")):
        name_appointed(pathway, by=by)
    what = "agreement.proposed" if amends else "agreement.drafted"
    noted(by, what, pathway, version=made.version)
    return made


def preview(pathway: Pathway, terms: AgreementTerms) -> Agreement:
    """Return the next version as it would be written; nothing is kept."""
    newest = Agreement.objects.filter(pathway=pathway).order_by("-version").first()
    before = agreement_in_force(pathway.pk)
    template = _template(terms, before)
    version = newest.version + 1 if newest else 1
    words = words_of(pathway, terms, version, template)
    text = agreement_text(template, words)
    columns = asdict(terms)
    for only_in_text in ("backdated_because", *CLAUSES):
        columns.pop(only_in_text)
    return Agreement(
        pathway=pathway,
        version=version,
        text=text,
        text_hash=text_hash(text),
        template_of=template,
        words=words,
        parts=part_hashes(template, words),
        revises=before,
        **columns,
    )


def _template(terms: AgreementTerms, before: Agreement | None) -> date:
    """A case keeps the clauses it began with, as long as they can say what is agreed.

    Another template would concern everybody; so do the terms that an older one has no place for.
    """
    newest = template_on(timezone.localdate())
    if before is None:
        return newest
    said = [name for name in ("extra_hours", *CLAUSES) if getattr(terms, name)]
    said += words_needed(terms)
    return before.template_of if all(takes(before.template_of, one) for one in said) else newest


def _void(agreements) -> None:
    """What was made for signing a version dies with it."""
    passes = SigningPass.objects.filter(agreement__in=agreements, used_at__isnull=True)
    passes.filter(revoked_at__isnull=True).update(revoked_at=timezone.now())
    agreements.update(voided_at=timezone.now())


def words_of(
    pathway: Pathway, terms: AgreementTerms, version: int, template: date
) -> dict[str, str]:
    """The words of the template; the text is Italian, whoever writes it."""
    tutor = people([pathway.tutor_id]).get(pathway.tutor_id)
    with override("it"):
        days = {name: date_format(getattr(terms, name)) for name in ("starts_on", "ends_on")}
        basis = str(LegalBasis(terms.legal_basis).label)
    written = {name: value for name, value in asdict(terms).items() if value or name not in CLAUSES}
    open_ones = {name: UNSAID for name in ("place", "tasks") if not written[name]}
    values = {
        **usual(template),
        **written,
        **open_ones,
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
        **words_of_article_30(terms),
    }
    return said({name: value for name, value in values.items() if takes(template, name)})


@transaction.atomic
def revise_agreement(
    *,
    pathway: Pathway,
    terms: AgreementTerms,
    by: Actor,
    reason: str = "",
    seen_version: int | None = None,
) -> Agreement:
    """Change the terms while it is being signed: who is concerned by the change signs again."""
    locked = begun(pathway, "revise_agreement", by=by)
    if locked.state != _P.AGREEMENT_DRAFT:
        raise RuleBroken(_("Only an agreement that is being signed can be revised."))
    require_newest(agreement_in_force(locked.pk), seen_version)
    require_ready(lacking_in_terms(terms, timezone.localdate(), nearest_km(locked)))
    _write_terms(locked, terms)
    return draft(locked, terms, by=by, reason=reason)


@transaction.atomic
def amend_agreement(
    *,
    pathway: Pathway,
    terms: AgreementTerms,
    reason: str,
    by: Actor,
    seen_version: int | None = None,
) -> Agreement:
    """Propose other terms for an agreement in force, which holds until they are signed."""
    locked = begun(pathway, "amend_agreement", by=by)
    before = agreement_in_force(locked.pk)
    if locked.state not in AMENDABLE or before is None:
        raise RuleBroken(_("Only an agreement in force can be amended."))
    if not before.words:
        raise RuleBroken(_("This agreement was written before amendments were known here."))
    require_newest(amendment_of(locked.pk) or before, seen_version)
    require_ready(
        lacking_in_amendment(
            terms,
            starts_on=before.starts_on,
            has_begun=locked.state != _P.AGREEMENT_SIGNED,
            today=timezone.localdate(),
            nearest_km=nearest_km(locked),
        )
    )
    meant = words_of(locked, terms, before.version, _template(terms, before))
    changed = changed_words(before.words, meant)
    if not changed:
        raise RuleBroken(_("Nothing was changed."))
    return draft(locked, terms, by=by, reason=whole(reason, field="reason"), amends=True)


@transaction.atomic
def withdraw_amendment(*, agreement: Agreement, by: Actor) -> Agreement:
    """Take a proposed amendment back; the agreement in force stays as it is."""
    locked = begun(agreement.pathway_id, "withdraw_amendment", by=by)
    found = amendment_of(locked.pk)
    if found is None or found.pk != agreement.pk:
        raise RuleBroken(_("This amendment is no longer up for signing."))
    _void(Agreement.objects.filter(pk=found.pk))
    noted(by, "agreement.amendment_withdrawn", locked, version=found.version)
    found.refresh_from_db()
    return found


def take_force(pathway: Pathway, agreement: Agreement, *, by: Actor) -> None:
    """Let a version that everybody concerned has signed take the place of the one before."""
    if signed_parties(agreement) != frozenset(Party.values):
        return
    if agreement.proposed and changes_tasks(agreement) and not tasks_agreed(agreement):
        return  # art. 30 c. 3: what is in force stays so until the worker has agreed
    now = timezone.now()
    if agreement.proposed:
        _void(Agreement.objects.filter(pk=agreement.revises_id))
        _write_terms(pathway, agreement)
        noted(by, "agreement.amended", pathway, version=agreement.version)
    agreement.proposed, agreement.in_force_at = False, now
    agreement.save(update_fields=["proposed", "in_force_at"])
    if all(takes(agreement.template_of, one) for one in CLAUSES):
        keep_signed(pathway, agreement, by=by)


def settle(pathway: Pathway, agreement: Agreement, *, by: Actor) -> None:
    """Once nobody is missing the text takes force, and the case moves on."""
    take_force(pathway, agreement, by=by)
    if pathway.state == _P.AGREEMENT_DRAFT and signed_parties(agreement) == set(Party.values):
        move(pathway, _P.AGREEMENT_SIGNED, by=by)


def require_newest(newest: Agreement | None, seen: int | None) -> None:
    """Refuse who wrote upon a version that somebody has replaced meanwhile."""
    if seen is not None and newest is not None and newest.version != seen:
        raise RuleBroken(_("Somebody else has written a newer version meanwhile. Look at both."))


def _write_terms(pathway: Pathway, terms: AgreementTerms | Agreement) -> None:
    pathway.planned_hours = terms.planned_hours
    pathway.starts_on, pathway.ends_on = terms.starts_on, terms.ends_on
    pathway.save(update_fields=["planned_hours", "starts_on", "ends_on"])


def signing_case(agreement: Agreement, by: Actor) -> Pathway:
    """Lock the case of an agreement for a person who may see it."""
    pathway = locked_case(agreement.pathway_id) if by.is_person else None
    if pathway is None:
        raise Refused("pathways.sign_agreement")
    return pathway
