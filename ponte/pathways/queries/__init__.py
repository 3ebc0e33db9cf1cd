"""Reading, scoped to the actor; the row policies judge once more."""
