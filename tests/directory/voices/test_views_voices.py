import pytest
from django.urls import reverse
from django.utils import timezone

from ponte.directory.models import CallbackRequest, MistakeReport
from ponte.directory.public import waiting_for
from ponte.kit.actor import Actor
from tests.directory.editing import factories as make

pytestmark = pytest.mark.django_db(databases=["default", "aside"])
NASTY = "<script>alert(1)</script>'; DROP TABLE directory_callbackrequest; --"
MARIO = {"name": "Mario Rossi", "phone": "333 1234567"}


@pytest.fixture
def coop(rows):
    return make.organization("Coop Sole")


@pytest.fixture
def ada(coop):
    return make.member(coop)


@pytest.fixture
def card(coop, ada):
    return make.published(coop)


@pytest.fixture(autouse=True)
def fresh_limits(monkeypatch):
    """Give each test an hour of its own."""
    monkeypatch.setattr("ponte.directory.views.voices.SECONDS", 3600)


def page_of(card, what="callback"):
    return reverse(f"directory:service-{what}", kwargs={"slug": card.slug})


def ask(client, card, what="callback", address="10.0.0.1", **typed):
    return client.post(page_of(card, what), typed, REMOTE_ADDR=address)


def test_a_citizen_asks_to_be_called_and_reads_what_happens_then(client, card):
    page = client.get(page_of(card))
    assert page.status_code == 200 and not page.cookies
    answer = ask(client, card, **MARIO)
    assert answer.status_code == 302 and not answer.cookies
    sent = client.get(answer.headers["Location"]).content.decode()
    assert "The provider of the service will call you" in sent
    assert "You get an answer by" in sent and "Mario" not in sent
    assert CallbackRequest.objects.get().name == "Mario Rossi"


def test_an_enterprise_can_be_asked_too(client, coop, ada):
    profile = make.whole_enterprise(coop, state="published", published_at=timezone.now())
    page = reverse("directory:enterprise-mistake", kwargs={"slug": profile.slug})
    answer = client.post(page, {"text": "They moved"}, REMOTE_ADDR="10.0.0.2")
    assert answer.status_code == 302
    assert MistakeReport.objects.get().listing_id == profile.pk


@pytest.mark.parametrize(
    "what, typed, words",
    [
        ("callback", {"name": "Mario"}, "phone number or an e-mail"),
        ("callback", {"phone": "333 1234567"}, "required"),
        ("callback", {**MARIO, "phone": "call me"}, "digits only"),
        ("callback", {"name": "Mario", "email": "not-an-address"}, "valid email"),
        ("callback", {**MARIO, "note": "x" * 10_000}, "1000"),
        ("callback", {**MARIO, "homepage": "http://spam"}, "trap for programs"),
        ("mistake", {"text": ""}, "required"),
        ("mistake", {"text": "x" * 10_000}, "2000"),
    ],
)
def test_what_cannot_be_answered_is_refused_beside_its_field(client, card, what, typed, words):
    answer = ask(client, card, what, **typed)
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page and "error-summary" in page
    for text in typed.values():
        assert text in page, "nothing typed is lost"
    assert not CallbackRequest.objects.exists() and not MistakeReport.objects.exists()


def test_a_sixth_message_in_an_hour_is_asked_to_wait(client, card):
    codes = [ask(client, card, address="10.9.9.9", **MARIO).status_code for _ in range(6)]
    assert codes == [302] * 5 + [429]
    assert ask(client, card, address="10.9.9.8", **MARIO).status_code == 302


def test_a_form_posted_from_another_site_is_refused(client, card):
    answer = client.post(page_of(card), MARIO, headers={"origin": "https://evil.example"})
    assert answer.status_code == 403
    assert not CallbackRequest.objects.exists()


def test_script_and_sql_arrive_as_text_and_are_shown_escaped(client, card, ada):
    assert (
        ask(
            client, card, address="10.0.0.3", name=NASTY[:110], phone="333 1234567", note=NASTY
        ).status_code
        == 302
    )
    voice = CallbackRequest.objects.get()
    assert voice.note == NASTY
    client.force_login(ada)
    page = client.get(detail(voice)).content.decode()
    assert "&lt;script&gt;" in page and "<script>alert" not in page


def detail(voice, kind="callback"):
    return reverse("directory:voice-detail", kwargs={"kind": kind, "pk": voice.pk})


@pytest.mark.parametrize("state", ["draft", "suspended"])
def test_a_hidden_card_takes_no_messages(client, coop, state):
    card = make.card(coop, state=state)
    assert client.get(page_of(card)).status_code == 404
    assert ask(client, card, address="10.0.0.4", **MARIO).status_code == 404


def test_those_who_were_asked_see_it_wait_and_settle_it(client, card, ada):
    ask(client, card, address="10.0.0.5", **MARIO)
    voice = CallbackRequest.objects.get()
    with make.as_person(ada, card.organization) as context:
        (waiting,) = waiting_for(context.actor)
    assert (str(waiting.verb), waiting.about, waiting.is_late) == ("Call back", card.name, False)
    client.force_login(ada)
    page = client.get(reverse("directory:voice-list")).content.decode()
    assert card.name in page and "Mario" not in page
    page = client.get(detail(voice)).content.decode()
    assert "Mario Rossi" in page and "tel:333 1234567" in page
    assert client.post(detail(voice), {"outcome": "stolen"}).status_code == 422
    assert client.post(detail(voice), {"outcome": "reached"}).status_code == 302
    assert client.post(detail(voice), {"outcome": "reached"}).status_code == 422
    page = client.get(reverse("directory:voice-list"), {"state": "answered"}).content.decode()
    assert card.name in page
    assert "we spoke" in client.get(detail(voice)).content.decode()


def test_a_stranger_finds_neither_the_list_nor_the_request(client, card):
    ask(client, card, address="10.0.0.6", **MARIO)
    voice = CallbackRequest.objects.get()
    assert client.get(detail(voice)).status_code == 302
    other = make.organization("Other")
    client.force_login(make.member(other, name="Eve"))
    assert client.get(detail(voice)).status_code == 404
    assert client.post(detail(voice), {"outcome": "reached"}).status_code == 404
    assert client.get(detail(voice, kind="nothing")).status_code == 404
    assert card.name not in client.get(reverse("directory:voice-list")).content.decode()


def test_drafts_and_checks_wait_for_their_editors_only(rows, coop, ada):
    make.card(coop, name="Half written")
    make.published(coop, days_ago=175, name="Old card")
    make.published(coop, name="Fresh card")
    with make.as_person(ada, coop) as context:
        found = [(str(one.verb), one.about) for one in waiting_for(context.actor)]
    assert found == [("Confirm", "Old card"), ("Finish the draft", "Half written")]
    with make.as_person(make.officer(), platform=True) as context:
        assert waiting_for(context.actor) == []
    assert waiting_for(Actor.anonymous()) == []
