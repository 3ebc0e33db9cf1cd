from ponte.directory.models.card import (
    CardContact,
    CardCost,
    CardHours,
    CardPlace,
    CostUnit,
    ServiceCard,
)
from ponte.directory.models.document import (
    FailedSearch,
    FailedSearchAsk,
    SearchDocument,
    SearchPrefix,
    SearchWord,
)
from ponte.directory.models.enterprise import Enterprise, Offer, Reference
from ponte.directory.models.listing import Translation
from ponte.directory.models.usefulness import Usefulness
from ponte.directory.models.voice import CallbackRequest, MistakeReport

__all__ = [
    "CallbackRequest",
    "CardContact",
    "CardCost",
    "CardHours",
    "CardPlace",
    "CostUnit",
    "Enterprise",
    "FailedSearch",
    "FailedSearchAsk",
    "MistakeReport",
    "Offer",
    "Reference",
    "SearchDocument",
    "SearchPrefix",
    "SearchWord",
    "ServiceCard",
    "Translation",
    "Usefulness",
]
