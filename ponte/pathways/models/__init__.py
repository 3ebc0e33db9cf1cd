from ponte.pathways.models.agreement import Agreement, Signature
from ponte.pathways.models.document import Document
from ponte.pathways.models.ending import FollowUp, Outcome, PostHeld
from ponte.pathways.models.hours import Amendment, HoursEntry
from ponte.pathways.models.matching import MatchingWeights, MatchProposal, PairReview
from ponte.pathways.models.money import CostLine
from ponte.pathways.models.opportunity import Opportunity
from ponte.pathways.models.pathway import CaseRole, Pathway, Transition
from ponte.pathways.models.profiles import AbilityProfile, JobConditions
from ponte.pathways.models.representative import Representative
from ponte.pathways.models.sheet_file import SheetFile
from ponte.pathways.models.signing import Signatory, SigningPass
from ponte.pathways.models.sitting import Sitting
from ponte.pathways.models.tutoring import Interview, Issue, TutorTraining
from ponte.pathways.models.worker import Disadvantage, Worker

__all__ = [
    "AbilityProfile",
    "Agreement",
    "Amendment",
    "CaseRole",
    "CostLine",
    "Disadvantage",
    "Document",
    "FollowUp",
    "HoursEntry",
    "Interview",
    "Issue",
    "JobConditions",
    "MatchProposal",
    "MatchingWeights",
    "Opportunity",
    "Outcome",
    "PairReview",
    "Pathway",
    "PostHeld",
    "Representative",
    "SheetFile",
    "Signatory",
    "Signature",
    "SigningPass",
    "Sitting",
    "Transition",
    "TutorTraining",
    "Worker",
]
