"""The journal: who did what to which thing, and when, in words a person can read.

Row history says how each column changed; the journal says what happened and why.
"""
