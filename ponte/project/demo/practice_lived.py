"""A secondment that is lived: talks, difficulties, observations, diary, consents, costs."""

from datetime import timedelta

from django.utils import timezone

from ponte.engines.questionnaires.sample import sample
from ponte.engines.questionnaires.spec import Kind
from ponte.pathways import actions
from ponte.pathways.actions.consents import give_consent
from ponte.pathways.actions.rights import ask_about_data
from ponte.pathways.models import Pathway, Worker
from ponte.pathways.queries.sheets import answerable
from ponte.pathways.rules import instruments
from ponte.pathways.states import Instrument, IssueKind, Occasion, Purpose, Recipient
from ponte.project.demo import steps
from ponte.project.demo.practice_cases import WORDS, Example

DONE_HOURS, UNCONFIRMED_DAYS = 120, 7
TALKS = (("worker", 34, 3), ("company", 32, 3), ("worker", 20, 4), ("company", 10, 4))
# Days ago, the face, what was said, and whom the page is for.
DIARY = (
    (30, 2, {"did": "Ho preparato le scatole.", "hard": "C'era tanto rumore."}, ("tutor",)),
    (16, 3, {"did": "Ho usato il carrello.", "learned": "A leggere le etichette."}, ("tutor",)),
    (3, 4, {"did": "Ho finito da sola.", "good": "I colleghi mi hanno fatto i complimenti."}, ()),
)
AGREED = (
    (Purpose.SHARE, Recipient.COMPANY, ("skills",)),
    (Purpose.SHARE, Recipient.SERVICE, ("skills", "observation")),
    (Purpose.FOLLOW_UP, Recipient.OFFICE, ()),
)


def live(one: Example, case: Pathway) -> None:
    """Six weeks of a secondment."""
    steps.work(one.parts, case, DONE_HOURS, unconfirmed=UNCONFIRMED_DAYS)
    _accompany(one, case)
    _observe(one, case)
    _tell(one, case)


def _ago(days: int):
    return timezone.localdate() - timedelta(days=days)


def _accompany(one: Example, case: Pathway) -> None:
    with steps.acting_as(one.parts.tutor) as by:
        for kind, days, rating in TALKS:
            actions.hold_interview(
                pathway=case, kind=kind, held_on=_ago(days), rating=rating, by=by
            )
        issue = actions.raise_issue(
            pathway=case, kind=IssueKind.RELATIONAL, raised_on=_ago(25), by=by
        )
        done = "Parlato con il capo reparto: turni con la stessa collega."
        actions.act_on_issue(issue=issue, action=done, on=_ago(22), by=by)
        actions.activate_network(pathway=case, whom="family", by=by)
    with steps.acting_as(one.account) as by:
        told = {"kind": IssueKind.TECHNICAL, "raised_on": _ago(2)}
        actions.raise_issue(pathway=case, by=by, **told)


def _observe(one: Example, case: Pathway) -> None:
    """Two grids: what was seen at the start, and half-way."""
    code = Instrument.OBSERVATION
    spec = instruments.newest(code)
    with steps.acting_as(one.parts.tutor) as by:
        for occasion, days, better in ((Occasion.START, 40, 0), (Occasion.MIDDLE, 18, 1)):
            day = _ago(days)
            seen = sample(spec, WORDS, today=day, only=answerable(by, case, code))
            seen |= {"moment": occasion.value} | _levels(spec, seen, better)
            told = {"occasion": occasion, "held_on": day, "answers": seen}
            sheet = actions.save_document(of=case, instrument=code, by=by, **told)
            actions.complete_document(document=sheet, by=by)


def _levels(spec, seen: dict, better: int) -> dict[str, int]:
    scales = [q for q in spec.questions if q.kind is Kind.SCALE and q.code in seen]
    found = {}
    for place, question in enumerate(scales):
        levels = [one.value for one in question.levels]
        found[question.code] = levels[min(1 + place % 2 + better, len(levels) - 1)]
    return found


def _tell(one: Example, case: Pathway) -> None:
    """The worker's own: diary, consents, and a question to the office."""
    with steps.acting_as(one.account) as by:
        for days, face, words, readers in DIARY:
            told = {"feeling": face, **words}
            actions.write_logbook(pathway=case, told=told, readers=readers, day=_ago(days), by=by)
        worker = Worker.objects.get(pk=case.worker_id)
        for purpose, recipient, data in AGREED:
            give_consent(worker=worker, purpose=purpose, recipient=recipient, data=data, by=by)
        note = "Il mio numero di telefono è cambiato: finisce con 0001."
        ask_about_data(worker=worker, kind="correction", note=note, by=by)
