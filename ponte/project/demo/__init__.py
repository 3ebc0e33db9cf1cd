"""The demonstration territory: real places and organizations, dated cards, made-up accounts.

`load` writes it, the same identifiers each time: a second load of the same data does nothing.
"""

from ponte.project.demo.loading import load
from ponte.project.demo.people import accounts
from ponte.project.demo.practice_cases import example_cases

__all__ = ["accounts", "example_cases", "load"]
