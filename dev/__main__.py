"""python3 -m dev VERB: what the Makefile calls."""

import os
import sys

from dev.say import Trouble


def main(arguments: list[str]) -> int:
    """Find the verb and run it."""
    if sys.version_info < (3, 11):  # noqa: UP036 - run before any installer has looked
        from dev.environment import newer_python

        return newer_python(arguments)
    from dev import verbs

    # Container images forbid it: then each of many processes compiles all of Django anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    chosen = verbs.VERBS.get(arguments[0]) if arguments else None
    if chosen is None:
        sys.stderr.write(f"python3 -m dev VERB, where VERB is: {', '.join(sorted(verbs.VERBS))}\n")
        return 2
    try:
        return chosen(arguments[1:]) or 0
    except Trouble as trouble:
        sys.stderr.write(f"\n{trouble}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
