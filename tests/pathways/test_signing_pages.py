"""Signing signed in and by link, asking again, and what goes wrong."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from ponte.kit import pdf
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.pathways import actions
from ponte.pathways.actions.signers import send_links_again
from ponte.pathways.models import Signature, SigningPass
from ponte.pathways.queries.agreements import text_up_for_signing
from ponte.pathways.queries.signers import pass_state
from ponte.pathways.rules.signing import TRIES
from ponte.pathways.states import Delivery, PathwayState
from tests.pathways import factories as make
from tests.pathways.browsers import browser
from tests.pathways.signing import (
    GUARDIAN,
    base,
    hidden,
    linked,
    named,
    opened,
    signed_by_link,
    text_of,
)

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows", "no_tries"),
]
P = PathwayState


@pytest.fixture
def one():
    return make.cast()


@pytest.fixture
def case(one):
    return make.case_at(one, P.AGREEMENT_DRAFT)


# Signed in


def test_four_read_the_text_and_sign_it_signed_in(one, case):
    for party, who in make.SIGNERS.items():
        client = browser(getattr(one, who))
        page = client.get(base(case))
        assert "CONVENZIONE DI ESPERIENZA FORMATIVA" in text_of(page)
        told = {"party": party, "seen": hidden(page, "seen")}
        receipt = client.post(base(case) + "sign/", told, follow=True)
        assert "Receipt of a signature" in text_of(receipt)
    case.refresh_from_db()
    assert case.state == P.AGREEMENT_SIGNED
    check = browser(one.signatory).get(base(case) + "versions/1/check/")
    assert "all four parties have signed" in text_of(check)
    kept = browser(one.worker).get(base(case) + "versions/1/pdf/")
    assert kept.content.startswith(b"%PDF") if pdf.is_possible() else kept.status_code == 404


def test_nobody_is_shown_a_button_for_another_party(one, case):
    assert "I have read it: sign" not in text_of(browser(one.tutor).get(base(case)))
    told = {"party": "company", "seen": text_up_for_signing(case).text_hash}
    assert browser(one.manager).post(base(case) + "sign/", told).status_code == 403


def test_signing_a_changed_text_is_refused_and_said(one, case):
    client = browser(one.manager)
    page = client.get(base(case))
    with one.as_("officer") as by:
        actions.revise_agreement(pathway=case, terms=make.terms(planned_hours=400), by=by)
    told = {"party": "cooperative", "seen": hidden(page, "seen")}
    answer = client.post(base(case) + "sign/", told, follow=True)
    assert "The text has changed since you read it" in text_of(answer)
    assert Signature.objects.count() == 0


def test_pressing_twice_signs_once(one, case):
    client = browser(one.manager)
    told = {"party": "cooperative", "seen": hidden(client.get(base(case)), "seen")}
    first, second = (client.post(base(case) + "sign/", told) for _twice in range(2))
    assert first["Location"] == second["Location"]
    assert Signature.objects.count() == 1


def test_the_page_says_what_may_not_start_yet_and_why(one, case):
    page = text_of(browser(one.tutor).get(base(case)))
    assert "May not start yet" in page
    assert "The worker has not signed yet." in page and "Send the mandatory" in page


# By link


def test_opening_a_link_tells_nothing_and_changes_nothing(one, case):
    made, path = linked(one, case, named(one, case))
    client = browser()
    for _again in range(3):
        page = client.get(path)
        assert page.status_code == 200 and not page.cookies
    for word in ("Rosa", GUARDIAN, "Officina", case.code, "CONVENZIONE"):
        assert word not in text_of(page)
    made.refresh_from_db()
    assert pass_state(made) == Delivery.SENT and made.opened_at is None


def test_a_link_signs_once_for_its_person_and_shows_the_receipt(one, case):
    made, path = linked(one, case, named(one, case))
    make.sign(one, case, "office", "cooperative", "company")
    client = browser()
    assert "CONVENZIONE" in text_of(opened(client, path, "tutrice ADA"))
    answer, told = signed_by_link(client, path)
    assert "You have signed" in text_of(answer)
    again = client.post(path, told)
    assert "You have signed" in text_of(again), "a lost connection signs once"
    assert Signature.objects.filter(party="worker").count() == 1
    case.refresh_from_db()
    assert case.state == P.AGREEMENT_SIGNED
    made.refresh_from_db()
    assert pass_state(made) == Delivery.USED
    dead = client.get(path)
    assert dead.status_code == 410 and "has been used" in text_of(dead)
    assert GUARDIAN not in text_of(dead)


def test_a_stranger_with_a_forwarded_link_reads_nothing_and_kills_it(one, case):
    made, path = linked(one, case, named(one, case))
    client = browser()
    for _try in range(TRIES):
        answer = opened(client, path, "Sandro Straniero")
        assert answer.status_code == 422 and "CONVENZIONE" not in text_of(answer)
    assert opened(client, path).status_code == 410
    made.refresh_from_db()
    assert pass_state(made) == Delivery.BLOCKED


def test_the_name_is_asked_before_the_signature_whatever_is_posted(one, case):
    _made, path = linked(one, case, named(one, case))
    seen = text_up_for_signing(case).text_hash
    for told in ({"then": "sign", "seen": seen}, {"then": "sign", "seen": seen, "opened": "x"}):
        browser().post(path, told)
    assert Signature.objects.count() == 0


def test_a_link_of_another_does_not_open_mine(one, case):
    _mine, path = linked(one, case, named(one, case))
    _other, elsewhere = linked(
        one, case, named(one, case, "company", "Carla Capo", "carla@example.org")
    )
    token = hidden(opened(browser(), elsewhere, "Carla Capo"), "opened")
    told = {"then": "sign", "seen": text_up_for_signing(case).text_hash, "opened": token}
    browser().post(path, told)
    assert Signature.objects.count() == 0


@pytest.mark.parametrize("end", ["expired", "revoked", "newer", "revised", "ended"])
def test_a_link_that_is_over_says_so_and_signs_nothing(one, case, end):
    signatory = named(one, case)
    made, path = linked(one, case, signatory)
    read = opened(browser(), path)
    told = {"then": "sign", "opened": hidden(read, "opened"), "seen": hidden(read, "seen")}
    with one.as_("officer") as by:
        if end == "expired":
            past = timezone.now() - timedelta(minutes=1)
            SigningPass.objects.filter(pk=made.pk).update(expires_at=past)
        elif end == "revoked":
            made.refresh_from_db()
            actions.revoke_signing_pass(signing_pass=made, by=by)
        elif end == "newer":
            actions.send_signing_link(signatory=signatory, by=by)
        elif end == "revised":
            actions.revise_agreement(pathway=case, terms=make.terms(place="X"), by=by)
        else:
            actions.end_signatory(signatory=signatory, by=by)
    for answer in (browser().get(path), browser().post(path, told)):
        assert answer.status_code == 410
        assert "Send me my link again" in text_of(answer)
    assert Signature.objects.count() == 0


def test_a_forged_link_opens_nothing(one, case):
    _made, path = linked(one, case, named(one, case))
    assert browser().get(path[:-3] + "x/").status_code == 410


# Send me my link again


def test_everybody_may_ask_again_and_learns_nothing(one, case):
    old, _path = linked(one, case, named(one, case))
    said = set()
    for address in ("ada@example.org", "nobody@example.org"):
        answer = browser().post("/en/pathways/sign/again/", {"email": address})
        said.add((answer.status_code, text_of(answer)))
    assert len(said) == 1 and next(iter(said))[0] == 200
    mail.outbox.clear()
    with acting(Actor.job("test")) as context:
        assert send_links_again(email="ADA@example.org", by=context.actor) == 1
        assert send_links_again(email="nobody@example.org", by=context.actor) == 0
    assert [letter.to for letter in mail.outbox] == [["ada@example.org"]]
    old.refresh_from_db()
    assert pass_state(old) == Delivery.REVOKED


def test_asking_again_is_limited_and_what_was_typed_stays(one, case):
    answers = [
        browser().post("/en/pathways/sign/again/", {"email": "ada@example.org"}) for _n in range(6)
    ]
    assert [one.status_code for one in answers] == [200] * 5 + [429]
    assert "ada@example.org" in text_of(answers[-1])
