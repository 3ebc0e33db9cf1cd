"""What a story does beside its pages: sheets, many hours, a case that runs already.

Run as a program with the stage's environment; prints what it made.
"""

import sys
from datetime import date, timedelta

import django

django.setup()

from django.utils import timezone  # noqa: E402

from ponte.accounts.models import Person  # noqa: E402
from ponte.engines.questionnaires.sample import sample  # noqa: E402
from ponte.kit.acting import acting  # noqa: E402
from ponte.kit.actor import Actor  # noqa: E402
from ponte.organizations.models import Organization  # noqa: E402
from ponte.pathways import actions  # noqa: E402
from ponte.pathways.models import Document, Opportunity, Pathway, PostHeld  # noqa: E402
from ponte.pathways.queries.sheets import answerable  # noqa: E402
from ponte.pathways.queries.special import kept_answers  # noqa: E402
from ponte.pathways.queries.statements import subject  # noqa: E402
from ponte.pathways.rules.instruments import newest  # noqa: E402
from ponte.project.demo.examples import organization_id  # noqa: E402
from tests.pathways import factories as make  # noqa: E402
from tests.pathways import rows  # noqa: E402

BODIES = ("consorzio-esempio", "cooperativa-esempio-pulito", "esempio-industria")


def person(role: str) -> Person:
    return Person.objects.get(email=f"{role}@ponte.example")


def sheet(role: str, pk: str, instrument: str) -> str:
    """Fill a whole sheet of a case or of an opening."""
    with make.acting_as(person(role)) as by:
        of = Pathway.objects.filter(pk=pk).first() or Opportunity.objects.get(pk=pk)
        return str(make.sheet(of, instrument, by).pk)


def rest(role: str, pk: str, instrument: str) -> str:
    """Answer what is left of a sheet that was begun in the pages, and complete it."""
    with make.acting_as(person(role)) as by:
        document = Document.objects.get(pathway_id=pk, instrument=instrument)
        spec, told = newest(instrument), kept_answers(document)
        may = answerable(by, document.pathway, instrument)
        whole = sample(spec, "seen", today=timezone.localdate(), only=may)
        left = {code: value for code, value in whole.items() if code not in told}
        made = actions.save_document(
            of=document.pathway, instrument=instrument, document=document, answers=left, by=by
        )
        actions.complete_document(document=made, by=by)
    return ",".join(sorted(told))


def hours(role: str, pk: str, count: str, until: str) -> str:
    """Enter so many hours, ten a day, on the days before one day."""
    with make.acting_as(person(role)) as by:
        case, day = Pathway.objects.get(pk=pk), date.fromisoformat(until)
        for _number in range(int(count) // 10):
            day -= timedelta(days=1)
            actions.enter_hours(pathway=case, day=day, minutes=600, by=by)
    return count


def stated(pk: str) -> str:
    """The tutor signs the final report, the others signed it on paper."""
    case = Pathway.objects.get
    told = {"of": "report"}
    with make.acting_as(person("tutor")) as by:
        told["seen"] = subject(pk, "report")
        actions.state_ending(pathway=case(pk=pk), party="cooperative", by=by, **told)
    paper = {"name": "Sul foglio", "reference": "Folder 3", "without_scan": "Sent by post"}
    paper["signed_on"] = timezone.localdate()
    for party in ("company", "worker"):
        with make.acting_as(person("placement")) as by:
            word = actions.write_paper_statement(
                pathway=case(pk=pk), party=party, by=by, **paper, **told
            )
        with make.acting_as(person("placement-lead")) as by:
            actions.confirm_paper(word=word, by=by)
    return pk


def running(name: str) -> str:
    """A case in secondment since a month, with its post held."""
    office, cooperative, company = (
        Organization.objects.get(pk=organization_id(code)) for code in BODIES
    )
    with acting(Actor.job("journeys")):
        tutor = person("tutor")
        who = rows.worker(office, cooperative, name=name)
        case = rows.pathway(office, cooperative, company, worker=who, tutor=tutor, state=110)
        started = timezone.localdate() - timedelta(days=30)
        Pathway.objects.filter(pk=case.pk).update(starts_on=started, safety_checked_on=started)
        rows.role(case, tutor, "tutor")
        rows.agreement(case)
        PostHeld.objects.create(
            pathway=case, title="Giardiniere", cover="Ugo Esempio", held_since=started
        )
    return str(case.pk)


if __name__ == "__main__":
    verb = {
        **{"sheet": sheet, "rest": rest, "hours": hours, "running": running},
        **{"stated": stated},
    }[sys.argv[1]]
    sys.stdout.write(verb(*sys.argv[2:]))
