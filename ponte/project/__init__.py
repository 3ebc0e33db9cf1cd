"""Wiring only: settings, addresses, the `ponte` command and the supervisor."""
