"""A page of the diary: four faces, five short texts, and whom it may be shown to."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from ponte.pathways.rules.reasons import Missing
from ponte.pathways.states import CaseRoleKind

TEXTS = ("did", "learned", "hard", "good", "need")
FACES = {
    4: ("very-good", _("Very good")),
    3: ("good", _("Good")),
    2: ("bad", _("Bad")),
    1: ("very-bad", _("Very bad")),
}
# As the sheet calls readers, and what they are in the case.
READERS = {"tutor": CaseRoleKind.TUTOR.value, "office": CaseRoleKind.OFFICER.value}
QUIET_DAYS = 10  # after which the worker is asked, once and kindly


def lacking_in_page(told: Mapping[str, object], day: date, today: date) -> Iterator[Missing]:
    """A face or a word is enough; only a day that has not come is refused.

    >>> [one.code for one in lacking_in_page({}, date(2026, 5, 2), date(2026, 5, 1))]
    ['day', 'empty']
    """
    if day > today:
        yield Missing("day", _("Choose a day that is not in the future."), "day")
    face = told.get("feeling")
    if face is not None and face not in FACES:
        yield Missing("face", _("Choose one of the faces."), "feeling")
    if face is None and not any(str(told.get(name) or "").strip() for name in TEXTS):
        yield Missing("empty", _("Choose a face, or write a word."), "feeling")
