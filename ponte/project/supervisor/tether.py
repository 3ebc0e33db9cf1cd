"""Runs a command that ends when its supervisor ends, as another account if told to.

Used as a script: tether.py PARENT SIGNAL UID:GID|- COMMAND ...; standard library only.
Where the system has no such bond (it is Linux's) the command runs unbound.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def bind(parent: int, number: int) -> None:
    """Ask the kernel for a signal when the parent dies; end now if it is dead already."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, number, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit(0)


def run(arguments: list[str]) -> None:
    """Drop privileges, then bind (a change of account clears the bond), then become the command."""
    parent, number, who, *command = arguments
    if who != "-":
        uid, gid = (int(part) for part in who.split(":"))
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    for blocked in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(blocked, signal.SIG_DFL)
    bind(int(parent), int(number))
    os.execv(command[0], command)


if __name__ == "__main__":
    run(sys.argv[1:])
