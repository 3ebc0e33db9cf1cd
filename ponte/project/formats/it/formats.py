"""3 ottobre 2026: no zero before the day; months with a small letter are in the catalogue."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i"
