"""The `ponte` command: one module a verb, thin over what does the work."""
