"""Pages of a person's own account, and the demonstration's mail folder."""
