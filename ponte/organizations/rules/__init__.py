"""Decisions on plain values, with their reasons; no table is read here."""
