"""Duties: one ledger of reminders per thing somebody must do, with a cap and a stop."""
