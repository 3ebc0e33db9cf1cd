"""The door of `directory`: what other flats may call."""

from ponte.directory.actions.importing import (
    Came,
    Imported,
    ListingRow,
    import_listing,
    import_listings,
    retire_listings,
)
from ponte.directory.actions.index import index_organizations, recount_words, reindex
from ponte.directory.actions.unimporting import PutBack, undo_imported
from ponte.directory.figures import Failed, failed_searches
from ponte.directory.models import CostUnit
from ponte.directory.permissions import (
    ANSWER_VOICES,
    EDIT_LISTING,
    MODERATE_LISTINGS,
    PUBLISH_LISTING,
)
from ponte.directory.queries.front import Shown, desks, seasonal
from ponte.directory.queries.front import figures as front_figures
from ponte.directory.queries.importing import (
    StoredListing,
    listing_standings,
    listings_digest,
    listings_of_source,
    stored_listings,
)
from ponte.directory.queries.waiting import Waiting, waiting_for
from ponte.directory.rules.catalogues import terms

__all__ = [
    "ANSWER_VOICES",
    "Came",
    "CostUnit",
    "EDIT_LISTING",
    "Failed",
    "Imported",
    "ListingRow",
    "MODERATE_LISTINGS",
    "PUBLISH_LISTING",
    "PutBack",
    "Shown",
    "StoredListing",
    "Waiting",
    "desks",
    "failed_searches",
    "front_figures",
    "import_listing",
    "import_listings",
    "index_organizations",
    "listing_standings",
    "listings_digest",
    "listings_of_source",
    "recount_words",
    "reindex",
    "retire_listings",
    "seasonal",
    "stored_listings",
    "terms",
    "undo_imported",
    "waiting_for",
]
