"""Papers of a pathway and of the office, the same on the page and as tagged PDF."""

from ponte.pathways.documents.candidate import candidate_paper
from ponte.pathways.documents.funding import funding_paper
from ponte.pathways.documents.meeting import meeting_paper
from ponte.pathways.documents.paper import Paper, Part, Table
from ponte.pathways.documents.sharing import sharing_paper

__all__ = [
    "Paper",
    "Part",
    "Table",
    "candidate_paper",
    "funding_paper",
    "meeting_paper",
    "sharing_paper",
]
