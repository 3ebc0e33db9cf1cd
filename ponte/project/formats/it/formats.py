"""3 ottobre 2026: no zero before the day, and the month with a small letter (data/library_words.yaml)."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i"
