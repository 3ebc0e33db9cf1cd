"""Jobs of the directory: each opens its own row context and calls one action."""

from uuid import UUID

from procrastinate.contrib.django import app

from ponte.directory.actions import failed, freshness, index, voices
from ponte.kit.acting import acting
from ponte.kit.actor import Actor


@app.task(name="directory.remind_stale_listings")
def remind_stale_listings(timestamp: int) -> None:
    """Hourly: ask whether listings near their review day are still right."""
    freshness.remind_stale_listings(by=Actor.job("directory.remind_stale_listings"))


@app.task(name="directory.retire_stale_listings")
def retire_stale_listings(timestamp: int) -> None:
    """Nightly: take out of the results what nobody has confirmed for too long."""
    freshness.retire_stale_listings(by=Actor.job("directory.retire_stale_listings"))


@app.task(name="directory.tell_voice")
def tell_voice(kind: str, voice: str) -> None:
    """Tell those who answer that somebody waits."""
    with acting(Actor.job("directory.tell_voice")) as context:
        voices.tell_voice(kind=kind, voice_id=UUID(voice), by=context.actor)


@app.task(name="directory.escalate_voices")
def escalate_voices(timestamp: int) -> None:
    """Hourly: remind of unanswered voices, then tell the office."""
    with acting(Actor.job("directory.escalate_voices")) as context:
        voices.escalate_voices(by=context.actor)


@app.task(name="directory.forget_voices")
def forget_voices(timestamp: int) -> None:
    """Nightly: delete what citizens sent and was settled long ago."""
    with acting(Actor.job("directory.forget_voices")) as context:
        voices.forget_voices(by=context.actor)


@app.task(name="directory.fold_failed_searches")
def fold_failed_searches(timestamp: int) -> None:
    """Nightly: count yesterday's searches without a result, and forget who asked."""
    with acting(Actor.job("directory.fold_failed_searches")) as context:
        failed.fold_failed_searches(by=context.actor)


@app.task(name="directory.reindex")
def reindex(timestamp: int) -> None:
    """Nightly: make the search index again, after lapsed statements and new releases too."""
    index.reindex()
