"""Mechanisms that know no noun of the social economy; two users needed to enter."""
