"""Filling the tables of places from the shipped data; only a job or a command does it."""
