"""Decisions about listings on plain values, each with its reasons."""
