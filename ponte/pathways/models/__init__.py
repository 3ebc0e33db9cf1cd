from ponte.pathways.models.agreement import Agreement, Signature
from ponte.pathways.models.association_member import AssociationMember
from ponte.pathways.models.call import Call, CallAnswer
from ponte.pathways.models.consent import Consent
from ponte.pathways.models.consent_half import ConsentHalf
from ponte.pathways.models.consent_paper import ConsentPaper
from ponte.pathways.models.document import Document
from ponte.pathways.models.emergency import EmergencyReading, EmergencyWord
from ponte.pathways.models.ending import FollowUp, Outcome, PostHeld
from ponte.pathways.models.funding import Funding
from ponte.pathways.models.hours import HoursEntry
from ponte.pathways.models.matching import MatchingWeights, MatchProposal, PairReview
from ponte.pathways.models.meeting import AgendaItem, Meeting, MeetingGuest, MeetingTask
from ponte.pathways.models.money import CostLine
from ponte.pathways.models.opportunity import Opportunity
from ponte.pathways.models.paper_word import PaperKind, PaperWord
from ponte.pathways.models.pathway import CaseRole, Pathway, Transition
from ponte.pathways.models.profiles import AbilityProfile, JobConditions
from ponte.pathways.models.reading_need import NeedPurpose, ReadingNeed, Shut
from ponte.pathways.models.release import FiguresRelease
from ponte.pathways.models.representative import Representative
from ponte.pathways.models.retention_hold import RetentionHold
from ponte.pathways.models.rights_request import RightsRequest
from ponte.pathways.models.sheet_file import SheetFile
from ponte.pathways.models.signing import Signatory, SigningPass
from ponte.pathways.models.sitting import Sitting
from ponte.pathways.models.statement import Statement
from ponte.pathways.models.tutoring import Interview, Issue, TutorTraining
from ponte.pathways.models.worker import Disadvantage, JusticeNote, Worker
from ponte.pathways.models.yard import YardEntry, YardKey, YardPhone, YardState

__all__ = [
    "AbilityProfile",
    "AgendaItem",
    "Agreement",
    "AssociationMember",
    "Call",
    "CallAnswer",
    "CaseRole",
    "Consent",
    "ConsentHalf",
    "ConsentPaper",
    "CostLine",
    "Disadvantage",
    "Document",
    "EmergencyReading",
    "EmergencyWord",
    "FiguresRelease",
    "FollowUp",
    "Funding",
    "HoursEntry",
    "Interview",
    "Issue",
    "JobConditions",
    "JusticeNote",
    "MatchProposal",
    "MatchingWeights",
    "Meeting",
    "MeetingGuest",
    "MeetingTask",
    "NeedPurpose",
    "Opportunity",
    "Outcome",
    "PairReview",
    "PaperKind",
    "PaperWord",
    "Pathway",
    "PostHeld",
    "ReadingNeed",
    "Representative",
    "RetentionHold",
    "RightsRequest",
    "SheetFile",
    "Shut",
    "Signatory",
    "Signature",
    "SigningPass",
    "Sitting",
    "Statement",
    "Transition",
    "TutorTraining",
    "Worker",
    "YardEntry",
    "YardKey",
    "YardPhone",
    "YardState",
]
