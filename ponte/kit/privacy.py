"""One declaration a model: how delicate each field is.

The house test asks for every field exactly once. The statistics role's column grants, the
processing register, exports and retention are derived from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Privacy:
    """Classes: shown to anyone; kept inside; about a person; special (GDPR art. 9 and 10)."""

    public: frozenset[str] = field(default_factory=frozenset)
    internal: frozenset[str] = field(default_factory=frozenset)
    personal: frozenset[str] = field(default_factory=frozenset)
    special: frozenset[str] = field(default_factory=frozenset)
    in_the_clear: Mapping[str, str] = field(default_factory=dict)

    def of(self, name: str) -> str | None:
        """Return the class of a field, or None where it was forgotten."""
        for label in ("public", "internal", "personal", "special"):
            if name in getattr(self, label):
                return label
        return None


def privacy(
    *,
    public: str = "",
    internal: str = "",
    personal: str = "",
    special: str = "",
    in_the_clear: Mapping[str, str] | None = None,
) -> Privacy:
    """Write a declaration as four lines of words.

    What is special is sealed; a field that cannot be says why in `in_the_clear`.

    >>> privacy(public="name", internal="id state").of("state")
    'internal'
    """
    return Privacy(
        public=frozenset(public.split()),
        internal=frozenset(internal.split()),
        personal=frozenset(personal.split()),
        special=frozenset(special.split()),
        in_the_clear=in_the_clear or {},
    )
