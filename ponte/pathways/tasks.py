"""Jobs of pathways: each calls one action, in a row context of its own.

Those that write or delete in many places let the action open one context for each of them.
"""

from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.pathways.actions import (
    access,
    calls,
    consents,
    emergencies,
    opportunities,
    proposals,
    reminding,
    representatives,
    retention,
    signers,
    watching,
    yard,
)

# What a mail server said no to is tried again; jobs so marked find what has left already.
LETTERS = RetryStrategy(max_attempts=5, linear_wait=600, retry_exceptions=[OSError])


@app.task(name="pathways.deliver_signing_pass")
def deliver_signing_pass(signing_pass: str) -> None:
    """Send a link or a code to its signatory."""
    with acting(Actor.job("pathways.deliver_signing_pass")) as context:
        signers.deliver(signing_pass=UUID(signing_pass), by=context.actor)


@app.task(name="pathways.deliver_worker_invitation")
def deliver_worker_invitation(worker: str, address: str = "") -> None:
    """Send a worker the link by which they sign in by e-mail."""
    with acting(Actor.job("pathways.deliver_worker_invitation")) as context:
        told = {"worker": UUID(worker), "address": address}
        access.deliver_worker_invitation(**told, by=context.actor)


@app.task(name="pathways.send_links_again")
def send_links_again(email: str) -> None:
    """Send an address a new link for everything that waits for it; often there is nothing."""
    with acting(Actor.job("pathways.send_links_again")) as context:
        signers.send_links_again(email=email, by=context.actor)


@app.task(name="pathways.remind_agreements")
def remind_agreements(timestamp: int) -> None:
    """Daily: remind those whose signature is missing, and tutors of what may not start yet."""
    reminding.remind_agreements(by=Actor.job("pathways.remind_agreements"))


@app.task(name="pathways.remind_of_turns")
def remind_of_turns(timestamp: int) -> None:
    """Daily: remind those whose turn it is of steps that have waited past their day."""
    reminding.remind_of_turns(by=Actor.job("pathways.remind_of_turns"))


@app.task(name="pathways.tell_firms", retry=LETTERS)
def tell_firms(call: str) -> None:
    """Write to the firms of an association that it has published a call."""
    calls.tell_firms(call=UUID(call), by=Actor.job("pathways.tell_firms"))


@app.task(name="pathways.tell_of_emergency", retry=LETTERS)
def tell_of_emergency(reading: str) -> None:
    """Write to the head of an office and to the data protection officer that glass was broken."""
    by = Actor.job("pathways.tell_of_emergency")
    emergencies.tell_of_emergency(reading=UUID(reading), by=by)


@app.task(name="pathways.work_out_proposal")
def work_out_proposal(proposal_id: str) -> None:
    """Work out a best overall proposal; nothing is applied by it."""
    try:
        proposals.work_out(UUID(proposal_id), by=proposals.JOB)
    except Exception:
        proposals.fail_proposal(UUID(proposal_id), by=proposals.JOB)
        raise


@app.task(name="pathways.watch_secondments")
def watch_secondments(timestamp: int) -> None:
    """Each morning: what tutors should look at."""
    with acting(Actor.job("pathways.watch_secondments")) as context:
        watching.watch_secondments(by=context.actor)


@app.task(name="pathways.close_representatives")
def close_representatives(timestamp: int) -> None:
    """Right after midnight: appointments of a court whose last day has passed."""
    with acting(Actor.job("pathways.close_representatives")) as context:
        representatives.close_expired_representatives(by=context.actor)


@app.task(name="pathways.expire_openings")
def expire_openings(timestamp: int) -> None:
    """Right after midnight: openings whose last day has passed take nobody any more."""
    with acting(Actor.job("pathways.expire_openings")) as context:
        opportunities.expire_openings(by=context.actor)


@app.task(name="pathways.let_go")
def let_go(timestamp: int) -> None:
    """Each night: what has been kept long enough goes by rule, with its certificate."""
    retention.let_go(by=Actor.job("pathways.let_go"))


@app.task(name="pathways.expire_consents")
def expire_consents(timestamp: int) -> None:
    """Right after midnight: a yes whose last day has passed opens nothing any more."""
    with acting(Actor.job("pathways.expire_consents")) as context:
        consents.expire_consents(by=context.actor)


@app.task(name="pathways.tidy_yard")
def tidy_yard(timestamp: int) -> None:
    """Daily: a fresh key for phones; old keys and receipts go."""
    with acting(Actor.job("pathways.tidy_yard")) as context:
        yard.tidy_yard(by=context.actor)
