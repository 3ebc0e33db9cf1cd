"""What a worker may say yes to, in which words, and what a yes opens."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ponte.kit.described import described
from ponte.pathways.states import CaseRoleKind, Instrument, Purpose, Recipient

FOLDER = Path(__file__).resolve().parents[1] / "data" / "consents"
# Who in a case stands for a recipient; the office has its rights without a yes.
ROLES_OF = {
    Recipient.COMPANY: (CaseRoleKind.REFERENT, CaseRoleKind.SIGNATORY),
    Recipient.SERVICE: (CaseRoleKind.SERVICE,),
    Recipient.OFFICE: (),
}
# Parts of the skills assessment are ticked in the sheet itself; other parts are whole sheets.
IN_ASSESSMENT = frozenset({"skills", "assessment", "own_words", "limits", "limits_shared"})
SHEET_OF = {
    "worker_interview": Instrument.INTERVIEW_WORKER,
    "observation": Instrument.OBSERVATION,
    "report": Instrument.FINAL_REPORT,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it is put to the worker, in the words of one version."""

    purpose: Purpose
    recipient: Recipient
    version: str
    months: int
    data: dict[str, dict[str, str]]
    text: dict[str, str]
    easy: dict[str, str]

    def said(self, language: str, *, easy: bool) -> str:
        """Return the words in a language, else in the first there is."""
        words = self.easy if easy else self.text
        return words.get(language) or next(iter(words.values()))

    def written_in(self, language: str) -> str:
        """Return the language that the worker was shown."""
        return language if language in self.text else next(iter(self.text))

    def label_of(self, code: str, language: str) -> str:
        """Return the words of one part."""
        words = self.data[code]
        return words.get(language) or next(iter(words.values()))


@cache
def questions(on: date | None = None) -> tuple[Asked, ...]:
    """Return what is asked: in the newest text, or in the one that stood on a day."""
    texts = sorted(FOLDER.glob("*.yaml"))
    standing = [one for one in texts if on is None or one.stem <= on.isoformat()]
    told = described((standing or texts[:1])[-1])
    return tuple(
        Asked(
            purpose=Purpose(one["purpose"]),
            recipient=Recipient(one["recipient"]),
            version=str(told["from"]),
            months=one["months"],
            data={part["code"]: part["label"] for part in one["data"]},
            text=one["text"],
            easy=one["easy"],
        )
        for one in told["asked"]
    )


def question(purpose: str, recipient: str, on: date | None = None) -> Asked | None:
    """Return what is asked for a purpose and a recipient; None where nothing is."""
    found = (one for one in questions(on) if (one.purpose, one.recipient) == (purpose, recipient))
    return next(found, None)


def is_in_force(today: date, *, withdrawn: bool, expires_on: date | None) -> bool:
    """Say whether a yes counts today, whatever the night's job has closed.

    >>> is_in_force(date(2026, 3, 2), withdrawn=False, expires_on=date(2026, 3, 1))
    False
    """
    return not withdrawn and (expires_on is None or today <= expires_on)


def hindering_paper(
    today: date, signed_on: date, *, later_yes: date | None, later_no: date | None
) -> str | Promise:
    """Return why a yes on paper cannot be kept; blank where it can.

    >>> hindering_paper(date(2026, 3, 2), date(2026, 3, 1), later_yes=None, later_no=None)
    ''
    """
    if signed_on > today:
        return _("This day has not come yet.")
    if later_no and later_no >= signed_on:
        return _("The worker took it back after this paper was signed.")
    if later_yes and later_yes > signed_on:
        return _("The worker said yes again after this paper was signed: that one counts.")
    return ""


def last_day(given_on: date, months: int) -> date:
    """Return the day on which a yes runs out.

    >>> last_day(date(2026, 1, 31), 1), last_day(date(2026, 3, 15), 24)
    (datetime.date(2026, 2, 28), datetime.date(2028, 3, 15))
    """
    year, month = divmod(given_on.month - 1 + months, 12)
    year, month = given_on.year + year, month + 1
    return date(year, month, min(given_on.day, monthrange(year, month)[1]))


def answers_after(answers: dict[str, Any], recipient: str, ticked: set[str]) -> dict[str, Any]:
    """Return a skills assessment's answers after a yes or a no to one recipient."""
    name = f"share_{recipient}"
    if not ticked:
        kept = {code: value for code, value in answers.items() if code != f"{name}_what"}
        return {**kept, name: False} if name in answers else kept
    return {**answers, name: True, f"{name}_what": sorted(ticked)}
