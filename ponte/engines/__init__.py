"""Pure functions on plain values: no Django, no clock, no input or output but package data."""
