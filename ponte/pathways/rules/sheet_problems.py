"""What is wrong with an answer, said to a person."""

from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ponte.engines.questionnaires.answers import Problem, Wrong

SENTENCES: dict[Wrong, str | Promise] = {
    Wrong.NOT_TEXT: _("Write it in words."),
    Wrong.TOO_LONG: _("This is longer than %(most)s characters; it has %(length)s."),
    Wrong.NOT_A_NUMBER: _("Write a number, in digits."),
    Wrong.TOO_MANY_DECIMALS: _("Write at most %(most)s digits after the comma."),
    Wrong.TOO_LOW: _("Write a number that is not below %(least)s."),
    Wrong.TOO_HIGH: _("Write a number that is not above %(most)s."),
    Wrong.NOT_A_DATE: _("Write a day that exists, like 31/12/2026."),
    Wrong.YEAR_OUT_OF_RANGE: _("Check the year."),
    Wrong.IN_THE_FUTURE: _("This day has not come yet."),
    Wrong.IN_THE_PAST: _("This day is over."),
    Wrong.BEFORE_OTHER: _("This day comes before the one it should follow."),
    Wrong.NOT_YES_OR_NO: _("Choose yes or no."),
    Wrong.NOT_AN_OPTION: _("Choose one of the answers."),
    Wrong.NOT_A_LEVEL: _("Choose one of the steps."),
    Wrong.TOO_MANY: _("At most %(most)s; there are %(given)s."),
    Wrong.TOO_FEW: _("At least %(least)s; there are %(given)s."),
    Wrong.NOT_ROWS: _("Fill in the table."),
    Wrong.NOT_A_FILE: _("Choose a file."),
    Wrong.UNKNOWN_QUESTION: _("This question is not on the sheet any more."),
    Wrong.UNKNOWN_COLUMN: _("This column is not on the sheet any more."),
    Wrong.MISSING: _("An answer is missing."),
    Wrong.UNREAD: _("This answer could not be read. Write it again."),
}


def sentence(problem: Problem) -> str:
    """Say one problem; a table says in which row."""
    facts = {name: _plain(value) for name, value in problem.facts.items()}
    said = str(SENTENCES[problem.code]) % facts
    if "row" in facts:
        return str(_("Row %(row)s: %(said)s")) % {"row": facts["row"], "said": said}
    return said


def _plain(value: str | date | int | Decimal) -> str:
    if isinstance(value, date):
        return date_format(value)
    return value if isinstance(value, str) else number_format(value)
