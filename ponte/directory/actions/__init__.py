"""What happens to listings: one verb a function."""
