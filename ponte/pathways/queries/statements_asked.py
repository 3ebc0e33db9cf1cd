"""Of whom without an account a statement is asked: by link, by code, and what they are shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min
from django.utils.translation import get_language

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.pathways.models import Agreement, Document, Pathway, Signatory, SigningPass, Statement
from ponte.pathways.permissions import CaseRoles
from ponte.pathways.permissions.audiences import keys_in
from ponte.pathways.queries import special
from ponte.pathways.queries.facts import agreement_in_force
from ponte.pathways.queries.sheet_words import parts_of
from ponte.pathways.queries.sheets import shown_with
from ponte.pathways.queries.signers import Sent, pass_state
from ponte.pathways.queries.statements import (
    awaits,
    final_report,
    is_beside,
    new_tasks,
    subject,
    words_on,
)
from ponte.pathways.rules import instruments
from ponte.pathways.rules.stating import PARTIES, STATES
from ponte.pathways.states import CaseRoleKind, Instrument, Party, SigningTool, StatedOf

# As whom somebody reads who was named for a party and has no account.
READS_AS = {
    Party.OFFICE: CaseRoleKind.OFFICER,
    Party.COOPERATIVE: CaseRoleKind.MANAGER,
    Party.COMPANY: CaseRoleKind.SIGNATORY,
    Party.WORKER: CaseRoleKind.WORKER,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody named for a party whose word is still missing, and what was sent to them."""

    signatory: Signatory
    has_said: bool
    sent: tuple[Sent, ...]


def is_stated_now(pathway: Pathway) -> bool:
    """Say whether anything is up to be stated, for which somebody may be named."""
    asked = [of for of in StatedOf if of != StatedOf.SHARING]  # the service has its own account
    return any(pathway.state in STATES[of] and subject(pathway.pk, of) for of in asked)


def is_asked_of(pathway: Pathway, of: StatedOf, one: Signatory) -> bool:
    """Say whether this word is asked of somebody who was named, and not said yet."""
    is_open = pathway.state in STATES[of] and one.party in PARTIES[of]
    if not is_open or not subject(pathway.pk, of):
        return False
    return awaits(pathway, of, one.party, one.person_id)


def asked_of(pathway: Pathway, of: StatedOf) -> list[Asked]:
    """Return who was named for the parties that are asked, as far as the reader may see them."""
    parties = [one for one in PARTIES[of] if one in Party.values]
    named = Signatory.objects.filter(pathway=pathway, party__in=parties, ended_at__isnull=True)
    passes = list(SigningPass.objects.filter(pathway=pathway, of=of).order_by("-made_at", "-pk"))
    return [
        Asked(
            one,
            not is_asked_of(pathway, of, one),
            tuple(Sent(each, pass_state(each)) for each in passes if each.signatory_id == one.pk),
        )
        for one in named
    ]


def asked_to_state(email: str) -> list[tuple[Signatory, Agreement, str]]:
    """Return to whom at an address a link was sent to state what is not said yet; for jobs."""
    sent = SigningPass.objects.filter(
        signatory__email__iexact=email, signatory__ended_at__isnull=True
    ).exclude(of="")
    sent = sent.select_related("signatory", "pathway").order_by("-made_at")
    found = {(one.signatory_id, one.of): one for one in reversed(sent)}
    told = []
    for one in found.values():
        text = agreement_in_force(one.pathway_id)
        if text is not None and is_asked_of(one.pathway, StatedOf(one.of), one.signatory):
            text.pathway = one.pathway
            told.append((one.signatory, text, one.of))
    return told


@dataclass(frozen=True, slots=True)
class LinkOut:
    """A link to state what is not said yet: for whom, with which agreement, since when."""

    signatory: Signatory
    agreement: Agreement
    of: str
    since: datetime


def links_out() -> Iterator[LinkOut]:
    """Return the links to state something whose word is still missing; for jobs.

    The newest of each signatory, as another one ends it; not one that was withdrawn, nor one whose
    text was written anew since: then somebody decides whether to send another.
    """
    passes = SigningPass.objects.filter(tool=SigningTool.LINK, signatory__ended_at__isnull=True)
    passes = passes.exclude(signatory__email="").select_related("signatory", "pathway")
    for one in passes.order_by("signatory_id", "-made_at", "-pk").distinct("signatory_id"):
        if not one.of or one.revoked_at or one.used_at:
            continue
        text = agreement_in_force(one.pathway_id)
        of = StatedOf(one.of)
        if text is None or subject(one.pathway_id, of) != one.bound_to:
            continue
        if is_asked_of(one.pathway, of, one.signatory):
            text.pathway = one.pathway
            yield LinkOut(one.signatory, text, one.of, _since(one))


def _since(one: SigningPass) -> datetime:
    """Since when it is asked for: a reminder makes a new link for the same text."""
    same = SigningPass.objects.filter(signatory=one.signatory, of=one.of, bound_to=one.bound_to)
    return same.aggregate(first=Min("made_at"))["first"]


def statement_by(signing_pass: SigningPass) -> Statement | None:
    """Return the statement that a link or a code made."""
    with acting(Actor.job("pathways.read_link")):
        return Statement.objects.filter(signing_pass=signing_pass).first()


def speaks_beside(signing_pass: SigningPass) -> bool:
    """Say whether the holder speaks beside the worker."""
    one = signing_pass.signatory
    return one.party == Party.WORKER and is_beside(signing_pass.pathway, one.person_id)


def text_of(pathway: Pathway, of: StatedOf, party: str, *, by: Actor) -> list[dict]:
    """Return what somebody of a party is to read before stating it, in blocks.

    The report in the part that is for this party's eyes; its reading is logged as any other.
    """
    if of == StatedOf.REPORT:
        return _report(pathway, Party(party), by)
    if of == StatedOf.TASKS:
        return [{"head": "", "lines": new_tasks(pathway.pk).splitlines()}]
    text = agreement_in_force(pathway.pk)
    return [{"head": "", "lines": text.text.splitlines()}] if text else []


def _report(pathway: Pathway, party: Party, by: Actor) -> list[dict]:
    with acting(Actor.job("pathways.read_link")):
        report = final_report(pathway.pk)
        mine = CaseRoles(frozenset({READS_AS[party]}))
        return _in_blocks(report, pathway, mine, by) if report else []


def _in_blocks(report: Document, pathway: Pathway, mine: CaseRoles, by: Actor) -> list[dict]:
    spec = instruments.spec_of(report.instrument, report.version)
    answers = special.answers_of(report, by=by, mine=mine)
    told = {"shared_with": report.shared_with, "answers": answers, "spec": spec}
    keys = keys_in(mine, pathway, Instrument.FINAL_REPORT, **told)
    sheet = shown_with(report, spec, keys, answers, special.kept_unread(report))
    language = get_language() or "it"
    parts = parts_of(sheet.spec, sheet.answers, sheet.unread, sheet.asked, language)
    return [{"head": part.title, "lines": list(_lines(part))} for part in parts]


def _lines(part):
    for line in part.lines:
        said = [line.text, line.detail, *line.points, *(", ".join(row) for row in line.rows)]
        yield f"{line.label}: {'; '.join(one for one in said if one)}"


def is_outdated(signing_pass: SigningPass) -> bool:
    """Say whether the text was changed since a link or a code was made to state it."""
    of = StatedOf(signing_pass.of)
    with acting(Actor.job("pathways.read_link")):
        return subject(signing_pass.pathway_id, of) != signing_pass.bound_to


def said_of(pathway: Pathway, of: StatedOf) -> list[Statement]:
    """Return every word on what stands now: where two speak for the worker, both."""
    return words_on(pathway.pk, of, subject(pathway.pk, of))
