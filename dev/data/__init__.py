"""Makes the data files that Ponte ships out of the public files they come from."""
