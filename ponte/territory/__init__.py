"""Places: municipalities, provinces, regions, free areas; versioned, with their old codes."""
