"""English texts of the demonstration, written with the cards themselves."""

from collections.abc import Mapping
from uuid import UUID

from ponte.directory.models import Translation
from ponte.directory.states import TranslationStatus
from ponte.kit.ids import uuid_from

LANGUAGE = "en"


def write(texts: Mapping[UUID, Mapping[str, str]]) -> None:
    """Keep the texts by listing; those who wrote both languages answer for them."""
    Translation.objects.bulk_create(
        [
            Translation(
                id=uuid_from("demo.translation", f"{listing}.{LANGUAGE}"),
                listing_id=listing,
                language=LANGUAGE,
                texts={name: text for name, text in said.items() if text},
                status=TranslationStatus.SIGNED,
            )
            for listing, said in texts.items()
        ],
        update_conflicts=True,
        unique_fields=["listing_id", "language"],
        update_fields=["texts", "status"],
    )
