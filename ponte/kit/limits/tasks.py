"""Nightly: forget counts that no limit looks at."""

from procrastinate.contrib.django import app

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.limits.allow import forget_old


@app.task(name="limits.forget_old")
def forget_old_tries(timestamp: int) -> None:
    """Delete yesterday's windows."""
    with acting(Actor.job("limits.forget_old")):
        forget_old()
