"""The audit log: who read special data, and what was deleted by rule, chained by hashes.

A `Reading` says who, in what role and for which purposes, read which kinds of data of which
case, when, through which interface, and whether it was shown or refused; never what was read. A
`Deletion` certifies what a rule of retention removed. The app may add to both and to the chain,
and change nothing.

    from ponte.kit.audit.record import Seen, log_readings

    log_readings(Seen(by=actor, role="tutor", data=("assessment",), subject=case, ...))

Each line gets a `Link`: number, digest of the line, hash of the link before it. There is one
chain for each controller and kind of line, so that nobody waits for another organization. A
reading is committed with its link on the second connection, before anything is shown: what
cannot be logged is not read. `ponte audit export` writes the heads of all chains, signed, into a
file outside the database; `ponte audit verify --against FILE` walks the chains and names the
first break. See docs/adr/0015-readings-are-chained.md.

Nobody calls this from a page: each flat has one door to its special data (in pathways
`queries/special.py`) and sealed fields marked `guarded` open nowhere else.
"""
