"""What is asked about cases and openings: shapes of input, no decisions."""
