"""Dates as our languages write them, where Django's own formats differ from their use."""
