"""The shape of what people type about listings; no decision is taken here."""
