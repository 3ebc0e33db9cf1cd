"""The keys of what is sealed in the database: see them, renew them.

`rotate` puts a new master key into the secrets and wraps every data key with it. With --data the
data keys are renewed too, and every sealed value is sealed again, history included; this may run
while Ponte serves. Where PONTE_SEALING_KEYS gives the keys, put the new one first in that list
(openssl rand -base64 32), restart, then run this: it wraps with the first one.
"""

import argparse
import os
from pathlib import Path

from ponte.project.cli import environment
from ponte.project.supervisor import keys
from ponte.project.supervisor.say import Trouble, plain, say

NAME = "keys"
HELP = "the keys of sealed fields: list, rotate"
GIVEN = "PONTE_SEALING_KEYS"
ADDRESSES = ("DATABASE_URL", "DATABASE_OWNER_URL")


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    verbs.add_parser("list", help="master keys by fingerprint, and which are in use")
    one = verbs.add_parser("rotate", help="a new master key; again makes another")
    one.add_argument("--data", action="store_true", help="renew data keys, seal all rows again")
    one.add_argument(
        "--forget", action="store_true", help="drop master keys that wrap nothing any more"
    )


def run(chosen: argparse.Namespace) -> int:
    with environment.database(*ADDRESSES):
        environment.start_django()
        environment.become_owner()
        if chosen.what == "list":
            return show()
        return rotate(data=chosen.data, forget=chosen.forget)


def show() -> int:
    """Fingerprints only: no key is ever printed."""
    from ponte.kit.sealing import masters, rotation
    from ponte.project.settings.environment import sealing_keys

    used = rotation.masters_in_use()
    names = [masters.fingerprint(masters.decoded(text)) for text in sealing_keys()]
    for place, name in enumerate(names):
        words = ["newest" if place == 0 else "older", "in use" if name in used else "not in use"]
        plain(f"  {name}  {', '.join(words)}")
    for name in sorted(used - set(names)):
        plain(f"  {name}  MISSING from the secrets, in use")
    return 1 if used - set(names) else 0


def rotate(*, data: bool, forget: bool) -> int:
    """First the secrets, then the database: whatever is cut short, everything still opens."""
    from ponte.accounts.public import seal_codes_again
    from ponte.kit.acting import acting
    from ponte.kit.actor import Actor
    from ponte.kit.sealing import masters, rotation
    from ponte.pathways.public import renew_yard_key

    path = Path(os.environ["PONTE_SECRET_FILE"])
    given = bool(os.environ.get(GIVEN))
    if given and forget:
        raise Trouble(f"The master keys come from {GIVEN}: drop the older ones there yourself.")
    if not given:
        keys.add_sealing_key(path)
    say(f"{rotation.wrap_again()} data key(s) wrapped with the new master key")
    by = Actor.job("console")
    with acting(by):
        if data:
            say(f"{rotation.renew_data_keys()} data key(s) renewed")
            if renew_yard_key(by=by):
                say("a new key pair for phones in the yard")
        say(f"{seal_codes_again(by=by)} person(s) whose one-time codes were sealed again")
    if data:
        say(f"{rotation.seal_again()} value(s) sealed again")
    if forget:
        used = rotation.masters_in_use()
        gone = keys.keep_sealing_keys(
            path, lambda text: masters.fingerprint(masters.decoded(text)) in used
        )
        say(f"{gone} master key(s) dropped from the secrets")
    return 0
