"""Each party states the end itself: the report, and an end before the planned hours."""

import pytest

from ponte.kit.errors import Refused, RuleBroken
from ponte.pathways import actions
from ponte.pathways.models import PaperWord, Statement
from ponte.pathways.queries.statements import stated, subject
from ponte.pathways.queries.waiting import waiting_for
from ponte.pathways.rules.reasons import NotReady
from ponte.pathways.states import PathwayState
from tests.pathways import factories as make
from tests.pathways.browsers import browser

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("rows"),
]
P = PathwayState


@pytest.fixture
def one():
    return make.cast()


def reported(one):
    case = make.case_at(one, P.COMPLETED)
    with one.as_("tutor") as by:
        make.sheet(case, "I10", by)
    return case


def at(case, of="report", rest="") -> str:
    return f"/en/pathways/{case.pk}/ending/{of}/{rest}"


def test_nobody_signs_the_report_for_another(one):
    case = reported(one)
    told = {"pathway": case, "of": "report", "seen": subject(case.pk, "report")}
    for who, party in (("tutor", "worker"), ("worker", "company"), ("signatory", "cooperative")):
        with one.as_(who) as by, pytest.raises(Refused):
            actions.state_ending(party=party, by=by, **told)
    with one.as_("officer") as by:
        with pytest.raises(NotReady) as broken:
            actions.evaluate_pathway(pathway=case, by=by)
        lacks = {one.code for one in broken.value.missing}
        assert lacks == {"report_cooperative", "report_company", "report_worker"}
    make.state(one, case, "report")
    with one.as_("officer") as by:
        assert actions.evaluate_pathway(pathway=case, by=by).state == P.EVALUATED


def test_each_signs_on_its_page_once_and_reads_what_the_others_did(one):
    case = reported(one)
    for who, party in (("tutor", "cooperative"), ("referent", "company"), ("worker", "worker")):
        client = browser(getattr(one, who))
        shown = client.get(at(case))
        assert [one.value for one in shown.context["shown"].mine] == [party]
        typed = {"party": party, "seen": shown.context["shown"].seen}
        for _twice in range(2):
            assert client.post(at(case), typed).status_code == 302
        assert client.get(at(case)).context["shown"].mine == ()
    assert Statement.objects.filter(pathway=case).count() == 3
    stranger = make.member(make.organization("Altrove"), "placement_lead")
    assert browser(stranger).get(at(case)).status_code == 404
    assert browser(one.officer).get(at(case, "nothing")).status_code == 404


def test_who_has_not_signed_the_report_finds_it_among_what_waits(one):
    case = reported(one)
    verb = "Read and sign the final report"
    for who, party in (("tutor", "cooperative"), ("referent", "company"), ("worker", "worker")):
        with one.as_(who) as by:
            [line] = [line for line in waiting_for(by) if line.verb == verb]
            assert line.url == at(case)
        make.state(one, case, "report", party)
        with one.as_(who) as by:
            assert verb not in [line.verb for line in waiting_for(by)]


def test_the_page_shows_each_objective_with_its_score_and_who_gave_it(one):
    text = browser(one.officer).get(at(reported(one))).content.decode()
    assert "The objectives, from the start to the end" in text
    assert "Scored by" in text and one.tutor.name in text


def test_a_report_written_anew_asks_everybody_again(one):
    case = reported(one)
    seen = subject(case.pk, "report")
    make.state(one, case, "report", "worker")
    with one.as_("tutor") as by:
        report = case.documents.get(instrument="I10")
        renewed = actions.renew_document(document=report, by=by)
        actions.complete_document(document=renewed, by=by)
    assert stated(case.pk, "report") == frozenset()
    with one.as_("worker") as by, pytest.raises(RuleBroken):
        actions.state_ending(pathway=case, of="report", party="worker", seen=seen, by=by)


def test_a_word_on_paper_counts_once_a_second_person_has_seen_it(one):
    case = reported(one)
    client, path = browser(one.officer), at(case, rest="paper/")
    typed = {"party": "worker", "name": "Rosa Lavoratrice", "signed_on": make.today().isoformat()}
    typed["seen"] = client.get(path).context["form"]["seen"].value()
    assert client.post(path, typed).status_code == 422
    typed |= {"reference": "Folder 3", "without_scan": "Sent by post"}
    assert client.post(path, typed).status_code == 302
    assert not Statement.objects.filter(pathway=case).exists()
    word = PaperWord.objects.get(pathway=case)
    confirm = f"/en/pathways/{case.pk}/papers/{word.pk}/confirm/"
    client.post(confirm)
    assert not Statement.objects.filter(pathway=case).exists(), "who wrote it confirms nothing"
    assert browser(one.lead).post(confirm).status_code == 302
    kept = Statement.objects.get(pathway=case)
    assert (kept.means, kept.name) == ("paper", "Rosa Lavoratrice")
    assert kept.evidence == "Folder 3 (without scan: Sent by post)"
    assert client.post(path, typed).status_code == 422
    assert browser(one.tutor).get(path).status_code == 403


def test_a_report_scores_every_objective_of_the_plan(one):
    case = make.case_at(one, P.COMPLETED)
    with one.as_("tutor") as by, pytest.raises(RuleBroken) as broken:
        scores = [{"objective": "Something else", "score": 3}]
        make.sheet(case, "I10", by, objective_scores=scores)
    assert "has no score yet" in str(broken.value)


def test_an_early_end_is_everybodys_own_word(one):
    case = make.case_at(one, P.IN_SECONDMENT)
    make.work(one, case, 250)
    make.last_talks(one, case)
    make.state(one, case, "early_end", "office", "cooperative", "worker")
    with one.as_("tutor") as by:
        with pytest.raises(NotReady) as broken:
            actions.complete_secondment(pathway=case, by=by)
        assert {one.code for one in broken.value.missing} == {"early_end_company"}
    make.state(one, case, "early_end", "company")
    with one.as_("tutor") as by:
        done = actions.complete_secondment(pathway=case, by=by)
    assert done.early_end_agreed


def test_the_service_confirms_the_meeting_where_it_is_in_the_case(one):
    case = make.case_at(one, P.CANDIDATE)
    with one.as_("manager") as by:
        actions.assign_role(pathway=case, person=one.operator.pk, role="service", by=by)
    told = {"pathway": case, "shared_on": make.today(), "support_actions": "Weekly talk"}
    with one.as_("tutor") as by:
        with pytest.raises(NotReady) as broken:
            actions.share_proposal(by=by, **told)
        assert {one.code for one in broken.value.missing} == {"sharing_service"}
        with pytest.raises(Refused):
            actions.state_ending(pathway=case, of="sharing", party="service", seen="x", by=by)
    client = browser(one.operator)
    shown = client.get(at(case, "sharing")).context["shown"]
    typed = {"party": "service", "seen": shown.seen}
    assert client.post(at(case, "sharing"), typed).status_code == 302
    with one.as_("tutor") as by:
        assert actions.share_proposal(by=by, **told).state == P.PROPOSED


def test_who_decides_for_the_worker_writes_what_the_worker_says(one):
    case = make.case_at(one, P.PROPOSED)
    guardian = make.person()
    make.represented(one, case, guardian, scope=["decide"])
    client, path = browser(guardian), f"/en/pathways/{case.pk}/steps/accept_proposal/"
    assert client.post(path, {}).status_code == 422
    assert client.post(path, {"own_opinion": "I like the yard"}).status_code == 302
    case.refresh_from_db()
    assert (case.state, case.own_opinion) == (P.ACCEPTED, "I like the yard")
    page = f"/en/pathways/{case.pk}/"
    assert "I like the yard" in browser(one.officer).get(page).content.decode()
