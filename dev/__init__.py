"""Developer verbs and the bootstrap: standard library only, nothing is installed yet."""
