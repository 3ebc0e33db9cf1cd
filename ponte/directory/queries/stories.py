"""What happened to a listing or a voice, in sentences."""

from django.conf import settings

from ponte.directory.events import CERTIFICATE_PROOFS, OUTCOMES, PROOFS, REASONS, SENTENCES
from ponte.directory.rules.steps import title_of
from ponte.kit.journal.models import Entry
from ponte.kit.journal.record import story_of


def story_for(subject) -> list[dict]:
    """Return the newest lines first; the reader's rows decide how much is seen."""
    return [
        {"at": entry.at, "sentence": sentence(entry), "who": entry.actor_name}
        for entry in story_of(subject)
        if entry.what in SENTENCES
    ]


def sentence(entry: Entry) -> str:
    """Say one line of the journal in the reader's language."""
    facts, kind = entry.facts, entry.what.partition(".")[0]
    outcome, reason = facts.get("outcome", ""), facts.get("reason", "")
    return str(SENTENCES[entry.what]) % {
        "fields": ", ".join(title_of(name) for name in facts.get("fields_changed", ())),
        "language": dict(settings.LANGUAGES).get(facts.get("language", ""), ""),
        "proof": (PROOFS | CERTIFICATE_PROOFS).get(facts.get("proof", ""), ""),
        "name": facts.get("name", ""),
        "reason": REASONS.get(reason, reason),
        "outcome": OUTCOMES.get(kind, {}).get(outcome, outcome),
    }
