"""Pages of cases and openings."""
