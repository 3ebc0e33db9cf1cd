"""State tables of opportunities and pathways, and the words that cases are told in."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OpportunityState(models.TextChoices):
    """How far a company's opening has come."""

    LEAD = "lead", _("lead")
    CONTACTED = "contacted", _("contacted")
    INTERVIEWED = "interviewed", _("interviewed")
    NOT_AVAILABLE = "not_available", _("not available")
    AVAILABLE = "available", _("available")
    PROFILE_DRAFT = "profile_draft", _("profile being written")
    PROFILE_VALIDATED = "profile_validated", _("profile validated")
    OPEN = "open", _("open")
    FILLED = "filled", _("filled")
    WITHDRAWN = "withdrawn", _("withdrawn")
    EXPIRED = "expired", _("expired")


_O = OpportunityState
_GONE = {_O.WITHDRAWN, _O.EXPIRED}

OPPORTUNITY_TRANSITIONS = {
    _O.LEAD: {_O.CONTACTED, *_GONE},
    _O.CONTACTED: {_O.INTERVIEWED, _O.NOT_AVAILABLE, *_GONE},
    _O.INTERVIEWED: {_O.AVAILABLE, _O.NOT_AVAILABLE, *_GONE},
    _O.AVAILABLE: {_O.PROFILE_DRAFT, *_GONE},
    _O.PROFILE_DRAFT: {_O.PROFILE_VALIDATED, *_GONE},
    _O.PROFILE_VALIDATED: {_O.OPEN, *_GONE},
    _O.OPEN: {_O.FILLED, *_GONE},
    **dict.fromkeys((_O.NOT_AVAILABLE, _O.FILLED, *_GONE), frozenset()),
}


# Until the profile is validated, the points of the interview can be corrected.
OPENING_EDITABLE = frozenset(
    {_O.LEAD, _O.CONTACTED, _O.INTERVIEWED, _O.AVAILABLE, _O.PROFILE_DRAFT}
)


class PathwayState(models.IntegerChoices):
    """Where a case stands; the numbers keep the order of the procedure."""

    CANDIDATE = 10, _("candidate")
    PROPOSED = 20, _("proposed to the worker")
    ACCEPTED = 30, _("accepted by the worker")
    DECLINED = 31, _("declined by the worker")
    REQUESTED = 40, _("activation requested")
    ORIENTATION = 50, _("orientation")
    ASSESSED = 60, _("skills assessed")
    MATCH_REVIEW = 70, _("match under review")
    NOT_MATCHED = 71, _("not matched")
    AGREEMENT_DRAFT = 80, _("agreement being signed")
    CLOSED_BEFORE_START = 90, _("closed before the start")
    GIVEN_UP = 91, _("given up by the worker before the start")
    AGREEMENT_SIGNED = 100, _("agreement signed")
    IN_SECONDMENT = 110, _("in secondment")
    SUSPENDED = 111, _("suspended")
    COMPLETED = 120, _("completed")
    INTERRUPTED = 130, _("interrupted")
    EVALUATED = 140, _("evaluated")
    HIRED = 150, _("hired")
    RETURNED_TO_COOP = 151, _("returned to the co-operative")
    OTHER_EXIT = 152, _("other way out")
    FOLLOW_UP = 160, _("followed up")
    CLOSED = 170, _("closed")


_P = PathwayState
_BEFORE = {_P.CLOSED_BEFORE_START, _P.GIVEN_UP}

PATHWAY_TRANSITIONS = {
    _P.CANDIDATE: {_P.PROPOSED, *_BEFORE},
    _P.PROPOSED: {_P.ACCEPTED, _P.DECLINED, *_BEFORE},
    _P.ACCEPTED: {_P.REQUESTED, *_BEFORE},
    _P.REQUESTED: {_P.ORIENTATION, *_BEFORE},
    _P.ORIENTATION: {_P.ASSESSED, *_BEFORE},
    _P.ASSESSED: {_P.MATCH_REVIEW, *_BEFORE},
    _P.MATCH_REVIEW: {_P.AGREEMENT_DRAFT, _P.NOT_MATCHED, *_BEFORE},
    _P.NOT_MATCHED: {_P.REQUESTED, *_BEFORE},
    _P.AGREEMENT_DRAFT: {_P.AGREEMENT_SIGNED, *_BEFORE},
    # Signed and never begun is an interruption: the case counts as involved.
    _P.AGREEMENT_SIGNED: {_P.IN_SECONDMENT, _P.INTERRUPTED},
    _P.IN_SECONDMENT: {_P.SUSPENDED, _P.COMPLETED, _P.INTERRUPTED},
    _P.SUSPENDED: {_P.SUSPENDED, _P.IN_SECONDMENT, _P.INTERRUPTED},
    _P.COMPLETED: {_P.EVALUATED},
    _P.INTERRUPTED: {_P.EVALUATED},
    _P.EVALUATED: {_P.HIRED, _P.RETURNED_TO_COOP, _P.OTHER_EXIT},
    **dict.fromkeys((_P.HIRED, _P.RETURNED_TO_COOP, _P.OTHER_EXIT), frozenset({_P.FOLLOW_UP})),
    _P.FOLLOW_UP: {_P.CLOSED},
    **dict.fromkeys((_P.DECLINED, _P.CLOSED, *_BEFORE), frozenset()),
}

ENDED_BEFORE_START = frozenset({_P.DECLINED, *_BEFORE})
# The worker is on the way: one such pathway at a time.
UNDER_WAY = frozenset(
    state for state in PathwayState if state < _P.HIRED and state not in ENDED_BEFORE_START
)
# A host company reaches a case from the review of the match on, and never one that was dropped.
_OUT = {_P.NOT_MATCHED, *_BEFORE}
SHOWN_TO_COMPANY = frozenset(state for state in PathwayState if state >= _P.MATCH_REVIEW) - _OUT
NAMED_TO_COMPANY = SHOWN_TO_COMPANY - {_P.MATCH_REVIEW}
AMENDABLE = frozenset({_P.AGREEMENT_SIGNED, _P.IN_SECONDMENT, _P.SUSPENDED})
RECORDING = frozenset({_P.IN_SECONDMENT, _P.SUSPENDED, _P.COMPLETED, _P.INTERRUPTED})


class Source(models.TextChoices):
    """Who brought an opening."""

    ASSOCIATION_CALL = "association", _("call of an employers' association")
    COOPERATIVE = "cooperative", _("a co-operative")
    PROVINCE = "province", _("the province")
    OFFICE = "office", _("the placement office")


class Willingness(models.TextChoices):
    """Whether a company would hire in the end; any answer is an answer."""

    UNASKED = "", _("not asked yet")
    YES = "yes", _("yes")
    PERHAPS = "perhaps", _("perhaps")
    NO = "no", _("no")


class DisadvantageType(models.TextChoices):
    """The statistical types of the first programme; no legal list, no input to any match."""

    PSYCHIC = "PSYCHIC", _("psychic")
    PSYCHO_PHYSICAL = "PSYCHO_PHYSICAL", _("psycho-physical")
    PHYSICAL = "PHYSICAL", _("physical")
    SOCIAL_ADDICTION = "SOCIAL_ADDICTION", _("social, addiction")
    PHYSICAL_AND_SOCIAL = "PHYSICAL_AND_SOCIAL", _("physical and social")


class CaseRoleKind(models.TextChoices):
    """What somebody is in one case."""

    TUTOR = "tutor", _("integration tutor")
    OFFICER = "officer", _("placement officer")
    REFERENT = "referent", _("company referent")
    SIGNATORY = "signatory", _("company signatory")
    SERVICE = "service", _("operator of the referring service")
    MANAGER = "manager", _("manager of the co-operative")
    WORKER = "worker", _("worker")
    REPRESENTATIVE = "representative", _("legal representative")
    AUDITOR = "auditor", _("auditor")
    ADMINISTRATOR = "administrator", _("administrator of the platform, in an emergency")


class Instrument(models.TextChoices):
    """The sheets of a case."""

    COMPANY_ANALYSIS = "I1", _("company analysis")
    JOB_PROFILE = "I2", _("job profile")
    ACTIVATION_REQUEST = "I3", _("activation request")
    SKILLS_ASSESSMENT = "I4", _("skills assessment")
    AGREEMENT = "I5", _("agreement")
    INTERVIEW_WORKER = "I6", _("interview with the worker")
    INTERVIEW_COMPANY = "I7", _("interview with the company")
    OBSERVATION = "I8", _("observation grid")
    LOGBOOK = "I9", _("logbook")
    FINAL_REPORT = "I10", _("final report")
    PLAN = "I11", _("pathway plan")
    CANDIDATE_SHEET = "candidate", _("candidate sheet")
    MEETING_NOTE = "meeting", _("note of the sharing meeting")
    ADHESION = "adhesion", _("the worker's agreement")
    MATCH_SHEET = "match", _("match sheet")


OF_OPPORTUNITY = frozenset({Instrument.COMPANY_ANALYSIS, Instrument.JOB_PROFILE})


class Occasion(models.TextChoices):
    """When in a pathway a sheet is filled that is filled more than once."""

    ONCE = "", _("once")
    START = "start", _("at the start")
    MIDDLE = "middle", _("half-way")
    END = "end", _("at the end")


class Completion(models.TextChoices):
    """Whether a sheet is still being filled."""

    DRAFT = "draft", _("being filled")
    COMPLETE = "complete", _("complete")


class FileOrigin(models.TextChoices):
    """What a file is to its sheet."""

    PAPER = "paper", _("filled on paper")
    ELSEWHERE = "elsewhere", _("obtained elsewhere")
    ANSWER = "answer", _("answer to a question")


class HoursKind(models.TextChoices):
    """What was done in an hour of a secondment."""

    WORK = "work", _("work")
    TRAINING = "training", _("training")
    ABSENCE = "absence", _("absence")


class Party(models.TextChoices):
    """The four who sign an agreement."""

    OFFICE = "office", _("placement office")
    COOPERATIVE = "cooperative", _("co-operative")
    COMPANY = "company", _("company")
    WORKER = "worker", _("worker")


class Means(models.TextChoices):
    """How a signature or a consent was given."""

    ACCOUNT = "account", _("signed in")
    CODE = "code", _("short code on a phone")
    PAPER = "paper", _("on paper")


class SigningMeans(models.TextChoices):
    """How an agreement was signed."""

    ACCOUNT = "account", _("signed in")
    LINK = "link", _("link by e-mail")
    CODE = "code", _("short code on a phone")
    PAPER = "paper", _("on paper")


class SigningTool(models.TextChoices):
    """What is made for somebody who signs without an account."""

    LINK = "link", _("link by e-mail")
    CODE = "code", _("short code")


class Delivery(models.TextChoices):
    """How far a signing link or code has come."""

    QUEUED = "queued", _("waits to be sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("could not be sent")
    OPENED = "opened", _("opened by a person")
    USED = "used", _("used to sign")
    EXPIRED = "expired", _("expired")
    REVOKED = "revoked", _("withdrawn")
    BLOCKED = "blocked", _("blocked after too many tries")


class LegalBasis(models.TextChoices):
    """What a secondment rests on in law."""

    ART30_INTEREST = "ART30_INTEREST", _("interest of the co-operative (art. 30 D.Lgs 276/2003)")
    NETWORK_CONTRACT = "NETWORK_CONTRACT", _("network contract (art. 30 c. 4-ter)")
    ART12BIS = "ART12BIS", _("agreement under art. 12-bis of Law 68/1999")
    LOCAL_PROTOCOL = "LOCAL_PROTOCOL", _("local protocol")


class Pause(models.TextChoices):
    """Why a secondment rests; never a word about health itself."""

    PERSONAL = "personal", _("personal reason")
    HOLIDAY = "holiday", _("holiday")
    COMPANY_STOP = "company_stop", _("the company stopped")


class Side(models.TextChoices):
    """On whose side a secondment was broken off."""

    WORKER = "worker", _("worker")
    COMPANY = "company", _("company")
    COOPERATIVE = "cooperative", _("co-operative")
    SERVICE = "service", _("referring service")


class WhyNot(models.TextChoices):
    """Why a worker does not want to, where the worker says it; nothing sensitive is on the list."""

    OTHER_PLANS = "other_plans", _("other plans")
    DISTANCE = "distance", _("too far away")
    TIMES = "times", _("the times do not suit")
    TASKS = "tasks", _("the work does not suit")
    NOT_NOW = "not_now", _("not now")


class OutcomeKind(models.TextChoices):
    """How a pathway ended."""

    HIRED = "hired", _("hired by the company")
    RETURNED = "returned", _("back in the same job at the co-operative")
    ELSEWHERE = "elsewhere", _("hired elsewhere")
    TRAINING = "training", _("in training")
    RESIGNED = "resigned", _("resigned")
    OTHER = "other", _("other")


class PostEnd(models.TextChoices):
    """What became of the post that the co-operative held."""

    FREED = "freed", _("free for somebody else")
    RETURNED = "returned", _("taken up again by the worker")
    TRAINING = "training", _("not taken up: the worker is in training")
    OTHER = "other", _("not taken up: another way out")


class StatedOf(models.TextChoices):
    """What the parties state themselves, besides the agreement."""

    SHARING = "sharing", _("sharing meeting")
    TASKS = "tasks", _("other tasks than now")
    EARLY_END = "early_end", _("end before the planned hours")
    REPORT = "report", _("final report")


class IssueKind(models.TextChoices):
    """What a difficulty is about; never a clinical word."""

    RELATIONAL = "relational", _("relations")
    TECHNICAL = "technical", _("the work itself")
    ATTENDANCE = "attendance", _("attendance")
    SAFETY = "safety", _("safety")
    EXTERNAL = "external", _("outside work")
    TASKS = "tasks", _("other tasks than agreed")


class NetworkKind(models.TextChoices):
    """Who around the worker can be asked to help; never a clinical word."""

    SERVICE = "service", _("the referring service")
    EMPLOYMENT = "employment", _("the employment service")
    TRAINING = "training", _("a training body")
    ASSOCIATION = "association", _("an association")
    FAMILY = "family", _("the family")


class InterviewKind(models.TextChoices):
    """With whom a periodic interview is held."""

    WORKER = "worker", _("with the worker")
    COMPANY = "company", _("with the company")


class CostKind(models.TextChoices):
    """What a pathway costs."""

    WAGES = "wages", _("wages reimbursed")
    TUTORING = "tutoring", _("tutoring")
    COORDINATION = "coordination", _("coordination")
    OTHER = "other", _("other")


class RepresentativeKind(models.TextChoices):
    """As what somebody was appointed."""

    GUARDIAN = "guardian", _("guardian")
    ADMINISTRATOR = "administrator", _("support administrator")


class Manner(models.TextChoices):
    """Whether an appointment acts in the worker's place or helps."""

    FOR = "for", _("for the worker")
    BESIDE = "beside", _("beside the worker")


class Area(models.TextChoices):
    """What an appointment is for; reading the case comes with each."""

    FILL = "fill", _("fill in hours and sheets")
    DECIDE = "decide", _("say yes or no, choose who reads")
    SIGN = "sign", _("sign the agreement")


class MeetingKind(models.TextChoices):
    """With whom the placement office meets."""

    COOPERATIVES = "cooperatives", _("with co-operatives")
    TUTORS = "tutors", _("with tutors")
    SERVICES = "services", _("with services")


class Recipient(models.TextChoices):
    """Who is let see something, or may do something, by the worker's yes."""

    COMPANY = "company", _("the company")
    SERVICE = "service", _("the service that follows me")
    OFFICE = "office", _("the placement office")


class Purpose(models.TextChoices):
    """What a yes is for."""

    SHARE = "share", _("to see a part of my data")
    PHOTO = "photo", _("to take and use photos of me")
    FOLLOW_UP = "follow_up", _("to ask me later how it goes")
