"""Public listings, service cards and enterprises, and the search over both."""
