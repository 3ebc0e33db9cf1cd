"""The outside: bulk import now; API, open data and federation as they are built."""
