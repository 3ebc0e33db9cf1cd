"""Where a court has somebody decide with the worker, each agrees with their own account."""

import pytest
from django.db import IntegrityError, transaction

from ponte.kit.errors import Refused
from ponte.kit.ids import uuid7
from ponte.kit.sealing import guard
from ponte.pathways.actions.consents import give_consent, withdraw_consent
from ponte.pathways.actions.documents import save_document
from ponte.pathways.models import Consent, ConsentHalf, Document
from ponte.pathways.states import PathwayState as P
from tests.pathways import factories as make
from tests.pathways.browsers import browser

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]


@pytest.fixture
def one():
    return make.cast()


@pytest.fixture
def who(one):
    return make.person()


def text_of(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize("worker_first", [True, False])
def test_two_who_decide_together_agree_each_with_their_own_account(one, who, worker_first):
    case = make.case_at(one, P.ORIENTATION)
    make.represented(one, case, who, manner="beside", scope=["decide"])
    told = {"worker": case.worker, "purpose": "share", "recipient": "company"}
    first, second = (one.worker, who) if worker_first else (who, one.worker)

    def says(person, *data: str) -> Consent | None:
        with make.acting_as(person) as by:
            return give_consent(data=data, by=by, **told)

    assert says(first, "skills") is None and says(first, "skills") is None, "twice is once"
    assert says(second, "skills", "limits_shared") is None, "not the same"
    assert not Consent.objects.exists()
    half = ConsentHalf.objects.filter(said_by_id=first.pk).latest("said_at")
    half.pk = uuid7()
    with pytest.raises(IntegrityError, match="consent_half_once_of_each"), transaction.atomic():
        half.save(force_insert=True)
    page = f"/en/pathways/mine/{case.worker_id}/consents/"
    assert "said yes. It counts once" in text_of(browser(first).get(page))
    post = f"{page}share/company/"
    answer = browser(second).post(post, {"answer": "yes", "data": ["skills"]}, follow=True)
    assert "You said yes. You can take it back" in text_of(answer)
    made = Consent.objects.get(withdrawn_at__isnull=True)
    assert made.data == ["skills"]
    assert set(made.halves.values_list("said_by_id", flat=True)) == {one.worker.pk, who.pk}
    with pytest.raises(Refused), one.as_("tutor") as by:
        give_consent(data=["skills"], by=by, **told)
    with one.as_("worker") as by:
        assert withdraw_consent(by=by, **told) == 1, "the worker takes it back alone"
    assert says(first, "skills") is None, "what was said before the taking back is gone"


def answered(case, person, **answers):
    with make.acting_as(person) as by:
        sheet = Document.objects.filter(pathway=case, instrument="I4").first()
        return save_document(of=case, instrument="I4", document=sheet, answers=answers, by=by)


def test_a_yes_ticked_in_the_assessment_is_half_of_one(one, who):
    case = make.case_at(one, P.ORIENTATION)
    make.represented(one, case, who, manner="beside", scope=["decide"])
    yes = {"share_company": "yes", "share_company_what": ["skills"]}
    sheet = answered(case, one.worker, **yes)
    assert sheet.shared_with == [] and not Consent.objects.exists(), (
        "the worker alone opens nothing"
    )
    told = {"worker": case.worker, "purpose": "share", "recipient": "company"}
    with make.acting_as(who) as by:
        made = give_consent(data=["skills"], by=by, **told)
    assert made.data == ["skills"] and made.halves.count() == 2
    assert "referent" in Document.objects.get(pk=sheet.pk).shared_with
    sheet = answered(case, one.worker, share_company_what=["skills", "limits_shared"])
    with guard.opening():
        kept = Document.objects.get(pk=sheet.pk).answers["share_company_what"]
    assert kept == ["skills"], "more is shown once both have said so"
    assert Consent.objects.get(withdrawn_at__isnull=True).data == ["skills"]
    with make.acting_as(who) as by:
        give_consent(data=["skills", "limits_shared"], by=by, **told)
    assert Consent.objects.get(withdrawn_at__isnull=True).data == ["limits_shared", "skills"]
    sheet = answered(case, one.worker, share_company="no")
    assert Document.objects.get(pk=sheet.pk).shared_with == []
    assert not Consent.objects.filter(withdrawn_at=None).exists()


def test_a_yes_half_said_in_a_sheet_is_gone_with_a_no(one, who):
    case = make.case_at(one, P.ORIENTATION)
    make.represented(one, case, who, manner="beside", scope=["decide"])
    answered(case, one.officer, professional_summary="Works with care")
    answered(case, one.worker, share_service="yes")
    assert not ConsentHalf.objects.exists(), "nothing is ticked yet"
    answered(case, one.worker, share_service_what=["skills"])
    answered(case, one.worker, share_service="no")
    with make.acting_as(who) as by:
        told = {"worker": case.worker, "purpose": "share", "recipient": "service"}
        assert give_consent(data=["skills"], by=by, **told) is None
