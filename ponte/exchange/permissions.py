"""What may be brought in and taken out."""

IMPORT_RECORDS = "exchange.import_records"
