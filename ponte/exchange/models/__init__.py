from ponte.exchange.models.mapping import SavedMapping
from ponte.exchange.models.run import ImportProgress, ImportRun
from ponte.exchange.models.staged import StagedRow

__all__ = ["ImportProgress", "ImportRun", "SavedMapping", "StagedRow"]
