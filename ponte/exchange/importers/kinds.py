"""The kinds of import there are."""

from ponte.exchange.importers import cards, enterprises
from ponte.exchange.importers.fields import Kind

KINDS: dict[str, Kind] = {kind.code: kind for kind in (enterprises.KIND, cards.KIND)}
