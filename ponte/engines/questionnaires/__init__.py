"""Questionnaires as data: what a sheet asks, what was answered, and who may see which answer.

Nothing here knows workers or companies. A sheet is read from YAML (`load`) into frozen values
(`spec`); answers are plain JSON values, tidied so that a digest of them is stable (`answers`),
saved in part at any time and judged complete when somebody says so (`validate`), shown by
audience (`redact`), carried over to newer versions (`versions`), compared over time (`series`),
summed (`score`) and filled in short sittings (`progress`). Wording is the caller's.
"""
