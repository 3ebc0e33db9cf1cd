"""Which counts of persons may be printed, so that none that must stay hidden can be worked out.

Nothing here knows what is counted. Counts and the sums that tie them are frozen values
(`table`); the attacker who has everything printed and unlimited patience is here too
(`attack`), and judges what is hidden (`suppress`), release after release (`releases`).
"""
