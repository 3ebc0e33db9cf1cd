"""Papers of a pathway, the same on the page and as tagged PDF."""

from ponte.pathways.documents.candidate import candidate_paper
from ponte.pathways.documents.paper import Paper, Part, Table

__all__ = ["Paper", "Part", "Table", "candidate_paper"]
