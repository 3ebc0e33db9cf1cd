"""What each step of a pathway asks for; the page shows it, the action refuses by it."""

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_lazy as _

from ponte.pathways.rules.agreements import AgreementTerms, lacking_in_terms
from ponte.pathways.rules.article30 import changes_tasks
from ponte.pathways.rules.hours import Ledger
from ponte.pathways.rules.limits import (
    LAST_MONTH,
    LEAST_MONTHS_EMPLOYED,
    TARGET_AGES,
    TUTOR_HOURS,
)
from ponte.pathways.rules.reasons import Missing
from ponte.pathways.rules.stating import unstated
from ponte.pathways.states import (
    Instrument,
    InterviewKind,
    Means,
    OutcomeKind,
    Party,
    PathwayState,
    Pause,
    Side,
    StatedOf,
)


@dataclass(frozen=True, slots=True)
class Training:
    """A tutor's hours by area, or what experience was recognised for."""

    hours: tuple[int, int, int, int] = (0, 0, 0, 0)
    recognised_for: str = ""

    @property
    def is_enough(self) -> bool:
        """40 hours with every area touched, or experience recognised with its evidence."""
        return bool(self.recognised_for.strip()) or (
            sum(self.hours) >= TUTOR_HOURS and min(self.hours) > 0
        )


@dataclass(frozen=True, slots=True)
class Contract:
    """What an outcome says of the hire."""

    kind: str = ""
    on: date | None = None
    contract_type: str = ""
    weekly_hours: int | None = None
    collective_agreement: str = ""


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """A case in plain values, as its guards read it."""

    today: date
    employed_since: date
    age: int | None = None
    age_reason: str = ""
    skills_adequate: bool = False
    shared_on: date | None = None
    support_actions: str = ""
    service_asked: bool = False
    service_said: frozenset[str] = frozenset()
    accepted_on: date | None = None
    accepted_means: str = ""
    opportunity_is_open: bool = False
    seats_left: int = 0
    sheets: frozenset[str] = frozenset()
    appointment_on: date | None = None
    terms: AgreementTerms | None = None
    nearest_km: int | None = None
    tasks_agreed: bool = False
    has_tutor: bool = False
    training: Training = Training()
    referent_named: bool = False
    signed: frozenset[str] = frozenset()
    starts_on: date | None = None
    ended_on: date | None = None
    notified_on: date | None = None
    safety_checked_on: date | None = None
    pause: str = ""
    ledger: Ledger = field(default_factory=Ledger)
    end_agreed: frozenset[str] = frozenset()
    last_interviews: frozenset[str] = frozenset()
    interrupted_by: str = ""
    report_signed: frozenset[str] = frozenset()
    has_post: bool = False
    contract: Contract = Contract()
    looked_back: frozenset[int] = frozenset()
    may_ask_later: bool = True
    reason: str = ""


def months_before(day: date, months: int) -> date:
    """Return the same day some months earlier, or the last one of a shorter month.

    >>> months_before(date(2026, 8, 31), 6)
    datetime.date(2026, 2, 28)
    """
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def candidate(facts: CaseFacts) -> Iterator[Missing]:
    """Six months in the co-operative and adequate skills; the age is a target, not a bar."""
    if facts.employed_since > months_before(facts.today, LEAST_MONTHS_EMPLOYED):
        yield Missing(
            "six_months", _("The worker must have been employed for six months."), "worker"
        )
    if not facts.skills_adequate:
        yield Missing("skills", _("Judge the skills adequate first."), "skills_adequate")
    least, most = TARGET_AGES
    if facts.age is not None and not least <= facts.age <= most and not facts.age_reason.strip():
        yield Missing(
            "age", _("The programme aims at 30 to 50 years: write why it fits."), "age_reason"
        )


def proposed(facts: CaseFacts) -> Iterator[Missing]:
    """The meeting of co-operative and service, and the support that they agreed."""
    if not facts.shared_on or facts.shared_on > facts.today:
        yield Missing("meeting", _("Hold the sharing meeting with the service."), "shared_on")
    if facts.service_asked:
        yield from unstated(StatedOf.SHARING, facts.service_said)
    if not facts.support_actions.strip():
        yield Missing("support", _("List the support actions."), "support_actions")


def accepted(facts: CaseFacts) -> Iterator[Missing]:
    """The worker's own free yes."""
    if not facts.accepted_on or facts.accepted_on > facts.today:
        yield Missing("agreement", _("Record the day of the worker's agreement."), "accepted_on")
    if facts.accepted_means not in Means.values:
        yield Missing("means", _("Record how the worker agreed."), "accepted_means")


def requested(facts: CaseFacts) -> Iterator[Missing]:
    """An open opening with a free seat, and the request itself."""
    if not facts.opportunity_is_open:
        yield Missing("opportunity", _("Choose an opening that is open."), "opportunity")
    elif facts.seats_left < 1:
        yield Missing("seat", _("This opening has no free seat."), "opportunity")
    yield from _sheets(facts, Instrument.ACTIVATION_REQUEST)


def orientation(facts: CaseFacts) -> Iterator[Missing]:
    """An appointment at the office."""
    if not facts.appointment_on:
        yield Missing("appointment", _("Write the day of the appointment."), "appointment_on")


def assessed(facts: CaseFacts) -> Iterator[Missing]:
    """The skills assessment is complete and was given back."""
    yield from _sheets(facts, Instrument.SKILLS_ASSESSMENT)


def match_review(facts: CaseFacts) -> Iterator[Missing]:
    """Company analysis, job profile and skills assessment lie on the table."""
    yield from _sheets(
        facts, Instrument.COMPANY_ANALYSIS, Instrument.JOB_PROFILE, Instrument.SKILLS_ASSESSMENT
    )


UNTRAINED = _("The tutor needs 40 hours in the four areas, or recognised experience.")


def agreement_draft(facts: CaseFacts) -> Iterator[Missing]:
    """A person's reason for the match, the terms, a plan, a trained tutor, a named referent."""
    yield from reasoned(facts)
    if facts.terms is None:
        yield Missing("terms", _("Write the terms of the agreement."))
    else:
        yield from lacking_in_terms(facts.terms, facts.today, facts.nearest_km)
    yield from _sheets(facts, Instrument.PLAN)
    if not facts.has_tutor:
        yield Missing("tutor", _("Assign a tutor."), "tutor")
    elif not facts.training.is_enough:
        yield Missing("training", UNTRAINED)
    if not facts.referent_named:
        yield Missing("referent", _("Name the company's referent."), "referent")


def agreement_signed(facts: CaseFacts) -> Iterator[Missing]:
    """Four signatures on the text in force."""
    for party in Party:
        if party not in facts.signed:
            yield Missing(f"signature_{party.value}", UNSIGNED[party])


UNSIGNED = {
    Party.OFFICE: _("The placement office has not signed yet."),
    Party.COOPERATIVE: _("The co-operative has not signed yet."),
    Party.COMPANY: _("The company has not signed yet."),
    Party.WORKER: _("The worker has not signed yet."),
}


def in_secondment(facts: CaseFacts) -> Iterator[Missing]:
    """A first day that has come, the mandatory notice in time, safety looked at.

    Other tasks than the worker's own need the worker's consent (art. 30 c. 3 D.Lgs 276/2003).
    """
    yield from agreement_signed(facts)
    if facts.terms and changes_tasks(facts.terms) and not facts.tasks_agreed:
        yield from unstated(StatedOf.TASKS, ())
    if not facts.starts_on or facts.starts_on > facts.today:
        yield Missing("start", _("The first day has not come yet."), "starts_on")
    if not facts.notified_on:
        yield Missing("notice", _("Send the mandatory communication."), "notified_on")
    elif facts.notified_on > facts.today:
        yield Missing("notice_day", TO_COME, "notified_on")
    if not facts.safety_checked_on:
        yield Missing("safety", _("Check insurance and safety."), "safety_checked_on")
    elif facts.safety_checked_on > facts.today:
        yield Missing("safety_day", TO_COME, "safety_checked_on")


TO_COME = _("Choose a day that is not in the future.")


def last_day(facts: CaseFacts) -> Iterator[Missing]:
    """The last day has come, and is not before the first of a secondment that began."""
    if facts.ended_on and facts.ended_on > facts.today:
        yield Missing("end_day", TO_COME, "on")
    began = facts.starts_on if facts.safety_checked_on else None
    if facts.ended_on and began and facts.ended_on < began:
        yield Missing("end_day", _("The last day cannot lie before the first."), "on")


def suspended(facts: CaseFacts) -> Iterator[Missing]:
    """A reason from the list; nothing about health is kept."""
    if facts.pause not in Pause.values:
        yield Missing("pause", _("Choose a reason from the list."), "pause")


def completed(facts: CaseFacts) -> Iterator[Missing]:
    """The hours are done and confirmed, or enough where all agree; the last talks were held."""
    yield from last_day(facts)
    if not facts.ledger.is_enough and facts.ledger.is_enough_for_early_end:
        yield from unstated(StatedOf.EARLY_END, facts.end_agreed)
    if not facts.ledger.is_enough_for_early_end:
        yield Missing("hours", _("The planned hours are not done yet."), "hours")
    elif not facts.ledger.is_confirmed(early=not facts.ledger.is_enough):
        hours = {"hours": round(facts.ledger.open_minutes / 60, 1)}
        yield Missing("hours_open", NOT_CONFIRMED % hours)
    for kind in InterviewKind:
        if kind not in facts.last_interviews:
            yield Missing(f"last_{kind.value}", NOT_HELD[kind])


NOT_CONFIRMED = _(
    "The company has %(hours)s hours still to confirm. Ask it to: only confirmed hours end a "
    "secondment."
)
NOT_HELD = {
    InterviewKind.WORKER: _("Hold the last interview with the worker."),
    InterviewKind.COMPANY: _("Hold the last interview with the company."),
}


def interrupted(facts: CaseFacts) -> Iterator[Missing]:
    """Who broke it off, and why."""
    yield from last_day(facts)
    if facts.interrupted_by not in Side.values:
        yield Missing("side", _("Say on whose side it was broken off."), "interrupted_by")
    yield from reasoned(facts)


def evaluated(facts: CaseFacts) -> Iterator[Missing]:
    """The final report is complete, and tutor, company and worker have signed it."""
    yield from _sheets(facts, Instrument.FINAL_REPORT)
    yield from unstated(StatedOf.REPORT, facts.report_signed)


def hired(facts: CaseFacts) -> Iterator[Missing]:
    """The contract of the hire, whole."""
    contract = facts.contract
    if not contract.on:
        yield Missing("start", _("Write the first day of the contract."), "on")
    if not contract.contract_type.strip():
        yield Missing("contract", _("Write the type of contract."), "contract_type")
    if not contract.weekly_hours:
        yield Missing("weekly", _("Write the hours of a week."), "weekly_hours")
    if not contract.collective_agreement.strip():
        yield Missing("collective", _("Write the collective agreement."), "collective_agreement")


def returned(facts: CaseFacts) -> Iterator[Missing]:
    """Back to the post that was held, if the secondment ever began."""
    if facts.starts_on and facts.safety_checked_on and not facts.has_post:
        yield Missing("post", _("No post was held for the worker."))


def other_exit(facts: CaseFacts) -> Iterator[Missing]:
    """Which way out it was."""
    if facts.contract.kind not in set(OutcomeKind.values) - {"hired", "returned"}:
        yield Missing("kind", _("Choose how the pathway ended."), "kind")


def closed(facts: CaseFacts) -> Iterator[Missing]:
    """The year's look back was held, or there is a reason why not: without a yes none is due."""
    wanted = facts.may_ask_later and LAST_MONTH not in facts.looked_back
    if wanted and not facts.reason.strip():
        yield Missing(
            "follow_up", _("Look back after twelve months, or write why it is closed."), "reason"
        )


def reasoned(facts: CaseFacts) -> Iterator[Missing]:
    """The step needs a reason."""
    if not facts.reason.strip():
        yield Missing("reason", _("Write the reason."), "reason")


def _sheets(facts: CaseFacts, *wanted: Instrument) -> Iterator[Missing]:
    for one in wanted:
        if one not in facts.sheets:
            yield Missing(f"sheet_{one.value}", INCOMPLETE[one], one.value)


NOT_AGREED = _("The worker has not agreed to be asked later, or has taken it back.")
INCOMPLETE = {
    Instrument.COMPANY_ANALYSIS: _("The company analysis is not complete."),
    Instrument.JOB_PROFILE: _("The job profile is not complete."),
    Instrument.ACTIVATION_REQUEST: _("The activation request is not complete."),
    Instrument.SKILLS_ASSESSMENT: _("The skills assessment is not complete."),
    Instrument.FINAL_REPORT: _("The final report is not complete."),
    Instrument.PLAN: _("The pathway plan is not complete."),
}

GUARDS: dict[PathwayState, Callable[[CaseFacts], Iterator[Missing]]] = {
    PathwayState.CANDIDATE: candidate,
    PathwayState.PROPOSED: proposed,
    PathwayState.ACCEPTED: accepted,
    PathwayState.REQUESTED: requested,
    PathwayState.ORIENTATION: orientation,
    PathwayState.ASSESSED: assessed,
    PathwayState.MATCH_REVIEW: match_review,
    PathwayState.NOT_MATCHED: reasoned,
    PathwayState.AGREEMENT_DRAFT: agreement_draft,
    PathwayState.AGREEMENT_SIGNED: agreement_signed,
    PathwayState.CLOSED_BEFORE_START: reasoned,
    PathwayState.IN_SECONDMENT: in_secondment,
    PathwayState.SUSPENDED: suspended,
    PathwayState.COMPLETED: completed,
    PathwayState.INTERRUPTED: interrupted,
    PathwayState.EVALUATED: evaluated,
    PathwayState.HIRED: hired,
    PathwayState.RETURNED_TO_COOP: returned,
    PathwayState.OTHER_EXIT: other_exit,
    PathwayState.CLOSED: closed,
}


def lacking(facts: CaseFacts, new: PathwayState) -> list[Missing]:
    """Return what the step into a state still lacks."""
    guard = GUARDS.get(new)
    return list(guard(facts)) if guard else []
