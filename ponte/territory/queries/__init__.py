"""Reading places; the gazetteer is built from the tables once and again when they change."""
