"""The same sheet filled several times: each scale over time, by section."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ponte.engines.questionnaires.redact import visible_part, visible_spec
from ponte.engines.questionnaires.series import Filled, Gap, Point, Series, series
from ponte.kit.actor import Actor
from ponte.kit.charts import Lines, lines
from ponte.pathways.models import Document, Pathway
from ponte.pathways.permissions import CaseRoles
from ponte.pathways.permissions.audiences import keys_in
from ponte.pathways.permissions.matrix import DATA_OF, reads
from ponte.pathways.queries import special
from ponte.pathways.queries.sheet_words import said
from ponte.pathways.rules import instruments
from ponte.pathways.states import Completion, Instrument, Occasion

MOST = 12  # the latest sheets that are compared
MOST_LINES = 6  # in one picture


@dataclass(frozen=True, slots=True)
class Picture:
    """Items of one section over time, drawn, and the table that tells every value."""

    caption: str
    drawn: Lines
    rows: list[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Compared:
    """Everything that can be compared of one instrument."""

    title: str
    moments: list[str]
    columns: list[str]
    pictures: list[Picture]


def compared(
    actor: Actor,
    pathway: Pathway,
    mine: CaseRoles,
    instrument: Instrument,
    *,
    through: str = special.Interface.PAGE,
) -> Compared | None:
    """Return the sheets of an instrument over time, or None where fewer than two are readable."""
    found = [
        one
        for one in Document.objects.filter(
            pathway=pathway, instrument=instrument, state=Completion.COMPLETE
        ).order_by("-created_at")[:MOST]
        if reads(mine, pathway, DATA_OF[instrument], shared_with=one.shared_with)
    ][::-1]
    if len(found) < 2:
        return None
    answers = special.answers_of_each(found, by=actor, mine=mine, through=through)
    filled = [_filled(one, answers[one.pk], mine, pathway) for one in found]
    moments = [one.moment for one in filled]
    language = get_language()
    newest = instruments.newest(instrument)
    titles = {part.code: said(part.title, language) for part in newest.sections}
    groups: dict[str, list[Series]] = {}
    for one in series(filled):
        groups.setdefault(one.section, []).append(one)
    pictures = [
        picture
        for section, items in groups.items()
        for picture in _pictures(titles.get(section, section), items, moments, language)
    ]
    columns = ["", *moments, _("Change")]
    return Compared(said(newest.title, language), moments, columns, pictures)


def _filled(document: Document, answers: dict, mine: CaseRoles, pathway: Pathway) -> Filled:
    spec = instruments.spec_of(document.instrument, document.version)
    told = {"shared_with": document.shared_with, "answers": answers, "spec": spec}
    keys = keys_in(mine, pathway, Instrument(document.instrument), **told)
    return Filled(
        moment_of(document), visible_spec(spec, keys.read), visible_part(spec, answers, keys.read)
    )


def moment_of(document: Document) -> str:
    """Say when a sheet was filled: start, middle, end, with the day."""
    day = date_format(document.held_on or document.created_at.date(), "SHORT_DATE_FORMAT")
    if not document.occasion:
        return day
    return f"{Occasion(document.occasion).label}, {day}"


def _pictures(title: str, items: list[Series], moments: list[str], language: str) -> list[Picture]:
    """One picture of a section, or several that say which one they are."""
    parts = [items[at : at + MOST_LINES] for at in range(0, len(items), MOST_LINES)]
    many = len(parts)
    captions = (
        [title] if many == 1 else [f"{title} ({number + 1}/{many})" for number in range(many)]
    )
    return [
        _picture(caption, part, moments, language)
        for caption, part in zip(captions, parts, strict=True)
    ]


def _picture(title: str, items: list[Series], moments: list[str], language: str) -> Picture:
    levels = [(one.value, said(one.label, language)) for one in items[0].levels]
    named = [(said(one.label, language), one) for one in items]
    drawn = lines(
        moments,
        [(name, [point.value for point in one.points]) for name, one in named],
        levels=levels,
    )
    words = dict(levels)
    rows = [
        (name, *(_cell(point, words) for point in one.points), _change(one.change))
        for name, one in named
    ]
    return Picture(title, drawn, rows)


def _cell(point: Point, words: dict[float, str]) -> str:
    if point.value is not None:
        return f"{point.value}. {words.get(point.value, '')}"
    return {
        Gap.UNANSWERED: _("no answer"),
        Gap.NOT_OBSERVED: _("not observed"),
        Gap.NOT_ASKED: _("not asked"),
        Gap.OTHER_SCALE: _("another scale"),
    }[point.gap]


def _change(change: int | None) -> str:
    if change is None:
        return ""
    return _("the same") if change == 0 else f"{change:+d}"
