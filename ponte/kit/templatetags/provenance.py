"""Who says so: declared, from a register, or verified, told apart by word, shape and date."""

from datetime import date

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()

WORDS = {
    "declared": _("declared"),
    "register": _("from a register"),
    "verified": _("verified"),
    "document": _("from a document"),
    "client": _("confirmed by the client"),
    "address": _("said by an address of this domain, not checked"),
}
SHAPES = {
    "declared": "comment",
    "register": "file",
    "verified": "check-circle",
    "document": "clip",
    "client": "check-circle",
    "address": "comment",
}


@register.inclusion_tag("components/provenance.html")
def provenance(
    kind: str, source: str = "", on: date | None = None, by: str = ""
) -> dict[str, object]:
    """Show where a statement comes from; an unknown kind counts as declared."""
    known = kind if kind in WORDS else "declared"
    return {
        "kind": known,
        "word": WORDS[known],
        "shape": SHAPES[known],
        "source": source,
        "on": on,
        "by": by,
    }
