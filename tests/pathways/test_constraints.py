"""What the database itself refuses, whoever asks."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from ponte.kit.ids import uuid7
from ponte.kit.sealing import guard
from ponte.pathways import models
from tests.pathways import factories as make
from tests.pathways import rows as row

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]


@pytest.fixture
def scene():
    office, coop, company = (make.organization(name) for name in ("Ufficio", "Coop", "Ditta"))
    tutor = make.member(coop, "integration_tutor")
    return row.whole_case(office, coop, company, tutor, code="P-1")


def again(case, **more):
    """Another case of the same bodies."""
    told = {"opportunity": case.opportunity, **more}
    return row.pathway(case.office, case.cooperative, case.company, **told)


def signature(case, **more):
    text = in_force(case)
    told = {"party": "office", "signer_name": "X", "means": "account", "text_hash": "0" * 64}
    return models.Signature.objects.create(
        agreement=text, pathway=case, recorded_by_id=uuid7(), **{**told, **more}
    )


def hours(case, **more):
    told = {"client_id": uuid7(), "day": row.DAY, "minutes": 1, "entered_by_id": uuid7()}
    return models.HoursEntry.objects.create(pathway=case, **{**told, **more})


def sheet(case, **more):
    told = {"pathway": case, "office": case.office, "instrument": "I4", "author_id": uuid7()}
    return models.Document.objects.create(**{**told, **more})


def step(case, **more):
    told = {"pathway": case, "new": "10", "by_kind": "person", "by_id": uuid7()}
    return models.Transition.objects.create(**{**told, **more})


def freed(case):
    """A post that a hire freed, taken by one and the same worker."""
    found = again(case, worker=row.worker(case.office, case.cooperative), state=160)
    return models.PostHeld.objects.create(
        pathway=found,
        title="Gardener",
        held_since=row.DAY,
        ended_on=row.DAY,
        ended_how="freed",
        taken_by=case.worker,
        taken_on=row.DAY,
    )


def opening(case, **more):
    return row.opportunity(case.office, case.company, **more)


def outcome(case, **more):
    case = again(case, code="P-2")
    return models.Outcome.objects.create(pathway=case, on=row.DAY, recorded_by_id=uuid7(), **more)


def look_back(case, month):
    return models.FollowUp.objects.create(
        pathway=case, month=month, checked_on=row.DAY, recorded_by_id=uuid7()
    )


def in_force(case):
    return models.Agreement.objects.filter(pathway=case, voided_at=None).earliest("version")


def again_passed(case):
    one = models.SigningPass.objects.get(pathway=case)
    one.pk = uuid7()
    one.save(force_insert=True)


EARLIER = row.DAY - timedelta(days=1)
BROKEN = {
    "opportunity_has_a_seat": lambda case: opening(case, seats=0),
    "opportunity_of_another_company": lambda case: row.opportunity(case.office, case.office),
    "worker_code_once_per_office": lambda case: row.worker(
        case.office, case.cooperative, code=case.worker.code
    ),
    "pathway_code_once_per_office": lambda case: again(case, code="P-1"),
    "pathway_one_open_per_worker": lambda case: again(case, worker=case.worker),
    "pathway_planned_hours_within": lambda case: again(case, planned_hours=501),
    "pathway_has_an_opportunity_once_requested": lambda case: again(
        case, opportunity=None, state=40
    ),
    "pathway_ends_after_it_starts": lambda case: again(case, ends_on=EARLIER),
    "pathway_leads_elsewhere": lambda case: row.pathway(
        case.office, case.cooperative, case.cooperative, opportunity=case.opportunity
    ),
    "case_role_once_while_open": lambda case: [
        row.role(case, case.tutor, "officer") for _twice in range(2)
    ],
    "case_role_one_tutor": lambda case: row.role(case, make.person(), "tutor"),
    "transition_of_one_thing": lambda case: step(case, opportunity=case.opportunity),
    "transition_has_its_actor": lambda case: step(case, by_id=None),
    "document_of_one_thing": lambda case: sheet(case, opportunity=case.opportunity),
    "document_completed_at_iff_complete": lambda case: sheet(case, state="complete"),
    "sheet_file_answers_a_question_or_none": lambda case: row.scan(
        sheet(case), uuid7(), question="voice_note"
    ),
    "sheet_file_holds_something": lambda case: row.scan(sheet(case), uuid7(), size=0),
    "sitting_one_open_per_sheet": lambda case: models.Sitting.objects.create(
        document=models.Sitting.objects.get().document, office=case.office, held_by_id=uuid7()
    ),
    "sitting_ends_after_it_begins": lambda case: models.Sitting.objects.update(
        last_at="2020-01-01T00:00Z"
    ),
    "hours_sent_once": lambda case: [hours(case, client_id=case.pk) for _twice in range(2)],
    "hours_within_a_day": lambda case: hours(case, minutes=1441),
    "hours_confirmed_by_somebody": lambda case: hours(case, confirmed_by_id=uuid7()),
    "hours_paid_once_confirmed": lambda case: models.HoursEntry.objects.update(
        paid_by=models.CostLine.objects.first(), confirmed_at=None, confirmed_by_id=None
    ),
    "statement_once_per_speaker": lambda case: row.statement(case, uuid7()),
    "statement_has_its_proof": lambda case: row.statement(
        case, uuid7(), party="office", evidence=""
    ),
    "post_held_taken_once_freed": lambda case: models.PostHeld.objects.update(taken_on=row.DAY),
    "post_held_one_for_each_worker": lambda case: [freed(case), freed(case)],
    "cost_line_late_hours_are_its_own": lambda case: models.CostLine.objects.update(
        kind="wages", paid_from=row.DAY, paid_minutes=5, late_minutes=6
    ),
    "agreement_version_once": lambda case: row.agreement(case, voided_at="2026-01-01T00:00Z"),
    "agreement_one_in_force": lambda case: row.agreement(case, version=2),
    "agreement_hours_within": lambda case: row.agreement(case, version=2, planned_hours=249),
    "agreement_far_only_with_a_reason": lambda case: row.agreement(case, version=2, distance_km=51),
    "agreement_ends_after_it_starts": lambda case: row.agreement(case, version=2, ends_on=EARLIER),
    "signature_once_per_person": lambda case: [
        signature(case, signer=case.tutor) for _twice in range(2)
    ],
    "signature_once_per_signatory": lambda case: [
        signature(case, signer=case.tutor, signatory=models.Signatory.objects.get())
        for _twice in range(2)
    ],
    "signature_once_per_name_on_paper": lambda case: [
        signature(case, means="paper", evidence="Folder 3") for _twice in range(2)
    ],
    "signature_has_its_proof": lambda case: signature(case),
    "agreement_one_amendment_at_a_time": lambda case: [
        row.agreement(case, version=2 + number, proposed=True, revises=in_force(case))
        for number in range(2)
    ],
    "agreement_amends_something": lambda case: row.agreement(case, version=2, proposed=True),
    "signatory_named_once": lambda case: row.signatory(case, in_force(case), uuid7()),
    "signatory_person_named_once": lambda case: [
        row.signatory(case, in_force(case), uuid7(), name=name, person=case.tutor)
        for name in ("Ugo Canary", "Another Name")
    ],
    "signing_pass_one_at_a_time": lambda case: again_passed(case),
    "signing_pass_knows_its_text": lambda case: models.SigningPass.objects.update(of="report"),
    "signing_pass_read_before_used": lambda case: models.SigningPass.objects.update(
        used_at="2026-01-01T00:00Z"
    ),
    "outcome_hire_has_its_contract": lambda case: outcome(case, kind="hired"),
    "post_held_ended_how_iff_ended": lambda case: models.PostHeld.objects.filter(
        pathway=case
    ).update(ended_on=row.DAY),
    "follow_up_once_a_month": lambda case: look_back(case, 3),
    "follow_up_at_a_known_month": lambda case: look_back(case, 4),
    "cost_line_is_an_amount": lambda case: models.CostLine.objects.update(cents=0),
    "interview_rating_within": lambda case: models.Interview.objects.update(rating=5),
    "issue_acted_on_in_words": lambda case: models.Issue.objects.update(acted_on=row.DAY),
    "training_once_per_person": lambda case: models.TutorTraining.objects.create(
        office=case.office, employer=case.cooperative, person=case.tutor, recorded_by_id=uuid7()
    ),
}


def test_the_database_refuses_what_breaks_a_constraint(scene):
    kept = []
    for name, attempt in BROKEN.items():
        try:
            with transaction.atomic():
                attempt(scene)
                transaction.set_rollback(True)
        except IntegrityError as broken:
            if name not in str(broken):
                kept.append((name, str(broken).splitlines()[0]))
        else:
            kept.append((name, "was let in"))
    assert kept == []


def test_the_disadvantage_and_the_answers_lie_sealed_in_the_database(scene):
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, referring_service FROM pathways_disadvantage")
        raw = b"".join(bytes(one) for one in cursor.fetchone())
        cursor.execute("SELECT answers FROM pathways_document")
        raw += b"".join(bytes(answers) for (answers,) in cursor.fetchall())
    assert b"PSYCHIC" not in raw and b"Canary" not in raw and b"canary" not in raw
    with guard.opening():
        assert models.Disadvantage.objects.get().kind == "PSYCHIC"
