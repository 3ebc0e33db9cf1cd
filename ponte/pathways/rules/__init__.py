"""Decisions about opportunities and cases, on plain values and with reasons."""
