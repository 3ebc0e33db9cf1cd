"""Backups: one tar with the database, the files, the keys and the digests that prove them."""
