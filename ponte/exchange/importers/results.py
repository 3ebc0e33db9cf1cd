"""The digest of what an import made: the same for every way of getting there."""

import json
from hashlib import sha256
from itertools import islice

from ponte.directory.public import stored_listings
from ponte.exchange.importers.kinds import KINDS
from ponte.exchange.importers.records import freeze
from ponte.exchange.models import ImportRun, StagedRow
from ponte.organizations.public import known_organizations

BATCH = 1_000


def result_digest(run: ImportRun) -> str:
    """Return one digest over what the applied records say now, without times of writing."""
    found = sha256()
    kind = KINDS[run.kind].listing
    rows = StagedRow.objects.filter(run=run, applied=True).order_by("record_id")
    ids = rows.values_list("record_id", flat=True).iterator(chunk_size=BATCH)
    while batch := list(islice(ids, BATCH)):
        listings = stored_listings(kind, ids=batch)
        owners = [one.organization_id for one in listings if one.organization_id]
        organizations = {one.id: one for one in known_organizations(ids=owners)}
        for one in sorted(listings, key=lambda one: one.id):
            owner = organizations.get(one.organization_id)
            said = [
                str(one.id),
                one.slug,
                one.origin,
                one.state,
                one.version,
                freeze(one.values),
                [owner.slug, owner.source, str(owner.facts)] if owner else None,
            ]
            found.update(json.dumps(said, sort_keys=True, ensure_ascii=False).encode())
    return found.hexdigest()
