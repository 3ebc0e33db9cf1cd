"""What lets a worker in, once the case is over: account, card and PIN, passes to sign with.

Part of applying the rules of retention. A guardian's account goes the same way. Whoever is
something else as well keeps the account. A signature of the ten years refers to its signer: until
then an account that is closed stays as a row without a name.
"""

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from ponte.accounts.public import close_account, drop_closed
from ponte.kit.actor import Actor
from ponte.pathways.actions.moving import noted
from ponte.pathways.models import (
    CaseRole,
    Pathway,
    Representative,
    Signature,
    SigningPass,
    Statement,
    Worker,
)
from ponte.pathways.states import CaseRoleKind, Party

ACCOUNTS = Actor.job("retention.accounts")
OF_PERSON = {CaseRoleKind.WORKER, CaseRoleKind.REPRESENTATIVE}
PAST = {"pathways_signature", "pathways_signatory", "pathways_statement"}


def people_of(case: Pathway) -> set[UUID]:
    """Return who comes in by an account because of this case's worker."""
    found = set(Worker.objects.filter(pk=case.worker_id).values_list("person_id", flat=True))
    roles = CaseRole.objects.filter(pathway=case, role__in=OF_PERSON)
    found |= set(roles.order_by().values_list("person_id", flat=True))
    acting_for = Representative.objects.filter(worker_id=case.worker_id).order_by()
    return (found | set(acting_for.values_list("person_id", flat=True))) - {None}


def let_accounts_go(people: Iterable[UUID]) -> Counter:
    """Close the accounts of those who are nothing any more."""
    gone: Counter = Counter()
    for person in sorted(people):
        gone += close_account(person=person, past=PAST, by=ACCOUNTS)
    return gone


def let_passes_go(case: Pathway, *, by: Actor) -> Counter:
    """Links and codes go; those by which a signature was given keep no secret."""
    unused = SigningPass.objects.filter(pathway=case, signature__isnull=True)
    count = unused.count()
    unused._raw_delete(unused.db)
    SigningPass.objects.filter(pathway=case).exclude(secret="").update(secret="")
    if not count:
        return Counter()
    noted(by, "signing_pass.let_go", case, passes=count)
    return Counter(pathways_signingpass=count)


def signers_of(case: Pathway) -> set[UUID]:
    """Return who signed for the worker, or stated something at the end."""
    mine = {"pathway": case, "party": Party.WORKER}
    signed = Signature.objects.filter(**mine).order_by().values_list("signer_id", flat=True)
    stated = Statement.objects.filter(**mine).order_by().values_list("person_id", flat=True)
    return ({*signed} | {*stated}) - {None}


def drop_accounts(people: Iterable[UUID]) -> Counter:
    """Drop the rows of accounts that were closed before."""
    gone: Counter = Counter()
    for person in sorted(people):
        found = drop_closed(person=person, by=ACCOUNTS)
        gone += Counter({"accounts_person": found["accounts_person"]})
    return +gone
