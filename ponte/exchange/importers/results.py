"""The digest of what an import made: the same for every way of getting there."""

from hashlib import sha256
from itertools import islice

from ponte.directory.public import listings_digest
from ponte.exchange.importers.kinds import KINDS
from ponte.exchange.models import ImportRun, StagedRow
from ponte.organizations.public import organizations_digest

BATCH = 5_000


def result_digest(run: ImportRun) -> str:
    """Return one digest over what the applied records say now, without times of writing."""
    found = sha256()
    kind = KINDS[run.kind].listing
    rows = StagedRow.objects.filter(run=run, applied=True).order_by("record_id")
    ids = rows.values_list("record_id", "owner_id").iterator(chunk_size=BATCH)
    while batch := list(islice(ids, BATCH)):
        found.update(listings_digest(kind, [record for record, _owner in batch]).encode())
        owners = {owner for _record, owner in batch if owner}
        found.update(organizations_digest(owners).encode())
    return found.hexdigest()
