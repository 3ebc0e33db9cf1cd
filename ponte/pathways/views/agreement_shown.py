"""From an agreement to what its pages show: blocks of text, lines of parties, changed words."""

import re

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ponte.pathways.models import Agreement
from ponte.pathways.queries.agreement_page import AgreementPage
from ponte.pathways.queries.agreements import Comparison
from ponte.pathways.rules.differences import ADDED, REMOVED
from ponte.pathways.states import Delivery

HEAD = re.compile(r"\d+\. ")
MOODS = {
    Delivery.USED: "good",
    Delivery.QUEUED: "waiting",
    Delivery.SENT: "waiting",
    Delivery.OPENED: "waiting",
    Delivery.FAILED: "bad",
    Delivery.BLOCKED: "bad",
}


def text_shown(agreement: Agreement | None) -> list[dict]:
    """Return the text in blocks, word for word: numbered lines are headings, blank lines part."""
    if agreement is None:
        return []
    found = [block for block in agreement.text.split("\n\n") if block.strip()]
    blocks = []
    for number, block in enumerate(found):
        first, _line, rest = block.strip("\n").partition("\n")
        is_head = number == 0 or bool(HEAD.match(first))
        head, lines = (first, rest) if is_head else ("", block.strip("\n"))
        blocks.append({"head": head, "lines": [one for one in lines.split("\n") if one]})
    return blocks


def signing_state(shown: AgreementPage) -> dict:
    """Return where the text stands, for the state component."""
    if shown.text is None:
        return {"word": _("not written yet"), "mood": "plain"}
    if shown.is_open:
        word = _("amendment being signed") if shown.is_amendment else _("being signed")
        return {"word": word, "mood": "waiting"}
    if shown.text.in_force_at:
        return {"word": _("in force"), "mood": "good"}
    return {"word": _("no longer up for signing"), "mood": "stopped"}


def parties_shown(shown: AgreementPage) -> list[dict]:
    """Return one line a party: signed or not, by whom, and who is missing."""
    return [
        {
            "party": one.party,
            "state": {
                "word": _("signed") if one.is_complete else _("not signed yet"),
                "mood": "good" if one.is_complete else "waiting",
            },
            "signatures": one.signatures,
            "missing": one.missing,
            "is_carried": one.is_carried,
        }
        for one in shown.lines
    ]


def changes_shown(compared: Comparison | None) -> list[list[str]]:
    """Return the rows of the table of changes: what, before, after, who signs again."""
    if compared is None:
        return []
    return [
        [
            str(one.label),
            one.before or "-",
            one.after or "-",
            ", ".join(str(party.label) for party in one.parties),
        ]
        for one in compared.changes
    ]


def words_shown(compared: Comparison | None) -> list[dict]:
    """Return the runs of both texts; added and removed ones are told by a word and a sign."""
    if compared is None:
        return []
    return [
        {"text": one.text, "is_added": one.kind == ADDED, "is_removed": one.kind == REMOVED}
        for one in compared.runs
    ]


def sent_shown(sent) -> dict:
    """Return one link or code with how far it came."""
    one = sent.signing_pass
    told = [
        (_("made"), one.made_at),
        (_("sent"), one.sent_at),
        (_("not sent"), one.failed_at),
        (_("opened"), one.opened_at),
        (_("used"), one.used_at),
        (_("withdrawn"), one.revoked_at),
    ]
    return {
        "pass": one,
        "tool": one.get_tool_display(),
        "state": {"word": sent.state.label, "mood": MOODS.get(sent.state, "stopped")},
        "times": [f"{word}: {date_format(at, 'DATETIME_FORMAT')}" for word, at in told if at],
        "is_alive": sent.is_alive,
    }
