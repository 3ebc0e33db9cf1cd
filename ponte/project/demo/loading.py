"""The order in which the demonstration is written, and whether there is anything to do."""

from collections.abc import Callable
from uuid import UUID

from ponte.directory.public import recount_words
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.ids import uuid_from
from ponte.kit.journal.models import Entry
from ponte.project.demo import (
    centres,
    documents,
    examples,
    people,
    practice,
    seeds,
    shipped,
    waiting,
)
from ponte.territory.public import load_areas, load_places

ACTOR = Actor.job("demo")
LOADED = "demonstration.loaded"
SUBJECT: UUID = uuid_from("demo", "territory")
Progress = Callable[[str], object]


def load(progress: Progress = lambda line: None) -> bool:
    """Write the demonstration territory; False when this very data is here already."""
    digest = shipped.digest()
    with acting(ACTOR):
        if _loaded_digest() == digest:
            progress("The demonstration territory is already here.")
            return False
    for title, part in PARTS:
        progress(f"{title} ...")
        with acting(ACTOR):
            progress(f"{title}: {part()}")
    with acting(ACTOR):
        _remember(digest)
    return True


def _places() -> str:
    counts = load_places(by=ACTOR)
    areas = load_areas(by=ACTOR)
    return f"{counts['municipalities']} with {counts['code_changes']} old codes, {areas} areas"


PARTS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("Municipalities", _places),
    ("Organizations that nobody has claimed", lambda: seeds.load_organizations(by=ACTOR)),
    ("Their entries in the directory", lambda: seeds.load_entries(by=ACTOR)),
    ("Family counselling centres", lambda: centres.load(by=ACTOR)),
    ("Cards from documents", lambda: documents.load(by=ACTOR)),
    ("Made-up organizations", lambda: examples.load_organizations(by=ACTOR)),
    ("Demonstration accounts", lambda: people.load(by=ACTOR)),
    ("Made-up listings", lambda: examples.load_listings(by=ACTOR)),
    ("What waits for somebody", waiting.load),
    ("Cases of the accounts", practice.load),
    ("Words of the search", lambda: str(recount_words())),
)


def _loaded_digest() -> str:
    line = Entry.objects.filter(subject_id=SUBJECT, what=LOADED).first()
    return line.facts.get("digest", "") if line else ""


def _remember(digest: str) -> None:
    Entry.objects.create(
        actor_kind=ACTOR.kind.value,
        actor_name=ACTOR.name,
        what=LOADED,
        subject_type="demo.territory",
        subject_id=SUBJECT,
        facts={"digest": digest},
    )
