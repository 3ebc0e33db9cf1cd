"""The web server's worker: each takes its share of the connections, and no more.

Browsers and proxies keep their connections. Whichever worker is quickest when many arrive
would keep most of them, and their requests would queue there while another worker idles.
"""

import os
import time
from multiprocessing.sharedctypes import RawArray

from gunicorn.workers.gthread import ThreadWorker

SEATS = 256
TURN = 0.01  # seconds that a worker leaves to others which hold fewer connections


class FairWorker(ThreadWorker):
    """Threads as gunicorn's own, with a look at the other workers before it takes one more."""

    # Made before the workers part from their parent: each reads what all of them hold.
    pids = RawArray("i", SEATS)
    held = RawArray("i", SEATS)

    def init_process(self) -> None:
        """Take a seat; that of a worker which has died is free."""
        self.seat = os.getpid() % SEATS
        self.held[self.seat] = 0
        self.pids[self.seat] = os.getpid()
        super().init_process()

    def accept(self, listener) -> None:
        """Take a new connection, unless another takes it in its turn."""
        if self.nr_conns > fewest(self.pids, self.held, but=self.seat, most=self.nr_conns):
            time.sleep(TURN)
        super().accept(listener)
        self.held[self.seat] = self.nr_conns

    def wait_for_and_dispatch_events(self, timeout) -> None:
        """Say what is held before waiting: connections have ended meanwhile."""
        self.held[self.seat] = self.nr_conns
        super().wait_for_and_dispatch_events(timeout)


def fewest(pids, held, *, but: int, most: int) -> int:
    """Return the fewest connections that any other living worker holds, at most `most`.

    >>> fewest([os.getpid(), 0, os.getpid()], [9, 0, 4], but=0, most=9)
    4
    """
    seats = [seat for seat, pid in enumerate(pids) if pid and seat != but and held[seat] < most]
    return min((held[seat] for seat in seats if is_alive(pids[seat])), default=most)


def is_alive(pid: int) -> bool:
    """Say whether a process of this user is there."""
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True
