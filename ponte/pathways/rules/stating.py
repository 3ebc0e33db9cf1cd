"""What parties state themselves at the end: who, when, and bound to what."""

import hashlib
from collections.abc import Collection, Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ponte.pathways.rules.reasons import Missing
from ponte.pathways.states import AMENDABLE, CaseRoleKind, Party, PathwayState, StatedOf

_R, _P = CaseRoleKind, PathwayState
SERVICE = _R.SERVICE  # no party of the agreement
# Whose word is asked for. The office approves the report by its own step.
PARTIES: dict[StatedOf, tuple[Party | CaseRoleKind, ...]] = {
    StatedOf.SHARING: (SERVICE,),
    StatedOf.TASKS: (Party.WORKER,),
    StatedOf.EARLY_END: (Party.OFFICE, Party.COOPERATIVE, Party.COMPANY, Party.WORKER),
    StatedOf.REPORT: (Party.COOPERATIVE, Party.COMPANY, Party.WORKER),
}
STATES = {
    StatedOf.SHARING: frozenset({_P.CANDIDATE}),
    StatedOf.TASKS: frozenset({_P.AGREEMENT_DRAFT, *AMENDABLE}),
    StatedOf.EARLY_END: frozenset({_P.IN_SECONDMENT, _P.SUSPENDED}),
    StatedOf.REPORT: frozenset({_P.COMPLETED, _P.INTERRUPTED}),
}
# Who says it for a body; for the worker it is the worker, or whom a court has appointed to sign.
SAID_BY = {
    SERVICE: frozenset({_R.SERVICE}),
    Party.OFFICE: frozenset({_R.OFFICER}),
    Party.COOPERATIVE: frozenset({_R.TUTOR, _R.MANAGER}),
    Party.COMPANY: frozenset({_R.REFERENT, _R.SIGNATORY}),
}
UNSTATED: dict[StatedOf, dict[Party | CaseRoleKind, str | Promise]] = {
    StatedOf.SHARING: {
        SERVICE: _("The referring service has not confirmed the sharing meeting yet."),
    },
    StatedOf.TASKS: {
        Party.WORKER: _("The tasks change: the worker has not agreed to them yet."),
    },
    StatedOf.EARLY_END: {
        Party.OFFICE: _("The placement office has not agreed to the early end yet."),
        Party.COOPERATIVE: _("The co-operative has not agreed to the early end yet."),
        Party.COMPANY: _("The company has not agreed to the early end yet."),
        Party.WORKER: _("The worker has not agreed to the early end yet."),
    },
    StatedOf.REPORT: {
        Party.COOPERATIVE: _("The tutor has not signed the final report yet."),
        Party.COMPANY: _("The company has not signed the final report yet."),
        Party.WORKER: _("The worker has not signed the final report yet."),
    },
}


def unstated(of: StatedOf, said: Collection[str]) -> Iterator[Missing]:
    """Name whose word is still missing."""
    for party in PARTIES[of]:
        if party not in said:
            yield Missing(f"{of.value}_{party.value}", UNSTATED[of][party])


def bound_to(of: StatedOf, *parts: object) -> str:
    """Return the hash of what is stated: what was said and the text that it was said of."""
    told = "|".join(str(one) for one in (of, *parts))
    return hashlib.sha256(told.encode()).hexdigest()
