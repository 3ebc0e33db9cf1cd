"""A client confirms a reference, or denies it; nobody confirms their own."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from ponte.directory.actions import cards, references
from ponte.directory.models import Reference
from ponte.directory.public import waiting_for
from ponte.directory.rules.references import check_client_address, domain_of
from ponte.kit.acting import acting
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken
from ponte.organizations.models import Membership
from ponte.organizations.public import proven_with_domain
from tests.directory.editing import factories as make

pytestmark = pytest.mark.django_db(databases=["default", "aside"])


@pytest.fixture
def coop(rows):
    return make.organization(
        "Coop Sole", phone="0171 1", email="info@sole.example", website="https://www.sole.example"
    )


@pytest.fixture
def profile(coop):
    return make.whole_enterprise(coop, state="published", published_at=timezone.now())


@pytest.fixture
def reference(profile):
    told = {"client_name": "Comune di Prova", "what": "Pulizie", "year": 2025}
    return Reference.objects.create(enterprise=profile, **told)


@pytest.fixture
def ada(coop):
    return make.member(coop)


def ask_page(reference):
    where = {"pk": reference.enterprise_id, "reference": reference.pk}
    return reverse("directory:reference-ask", kwargs=where)


def public(client, profile) -> str:
    path = reverse("directory:enterprise-detail", kwargs={"slug": profile.slug})
    return " ".join(client.get(path).content.decode().split())


def link_sent() -> str:
    return re.search(r"https?://[^/\s]+(/\S+/reference/\S+)", mail.outbox[-1].body).group(1)


def fresh(reference) -> Reference:
    return Reference.objects.get(pk=reference.pk)


def test_a_client_is_asked_by_letter_and_confirms_with_one_button(client, profile, reference, ada):
    assert "confirmed by the client" not in public(client, profile)
    client.force_login(ada)
    edit = reverse("directory:listing-edit", kwargs={"kind": "enterprise", "pk": profile.pk})
    assert ask_page(reference) in client.get(edit).content.decode()
    answer = client.post(ask_page(reference), {"email": "acquisti@comune.example"})
    assert (answer.status_code, answer["Location"]) == (302, edit)
    assert "the client was asked:" in client.get(edit).content.decode()
    assert mail.outbox[-1].to == ["acquisti@comune.example"]
    client.logout()
    page = client.get(link_sent())
    assert page.status_code == 200 and not page.cookies
    assert "Yes, it is right" in page.content.decode()
    assert fresh(reference).confirmed_on is None, "opening the link changes nothing"
    client.post(link_sent(), {"then": "right"})
    now = fresh(reference)
    assert (now.confirmed_on, now.confirmed_by) == (timezone.localdate(), "comune.example")
    shown = public(client, profile)
    assert not now.is_checked and "confirmed by the client" not in shown
    assert "said by an address of this domain, not checked: comune.example" in shown
    assert "acquisti" not in shown, "the address itself is nobody's to read"


def confirmed_from(client, reference, ada, email: str) -> Reference:
    client.force_login(ada)
    assert client.post(ask_page(reference), {"email": email}).status_code == 302
    client.logout()
    client.post(link_sent(), {"then": "right"})
    return fresh(reference)


KNOWN = {"tax_code": "00000000017", "website": "https://www.comune.example/it", "claimed": True}


@pytest.mark.parametrize(
    "known, email, is_checked",
    [
        (KNOWN, "acquisti@comune.example", True),
        (KNOWN, "acquisti@mail.comune.example", True),
        (KNOWN, "acquisti@altrocomune.example", False),
        (KNOWN, "acquisti@example", False),
        (KNOWN | {"website": "", "email": "info@comune.example"}, "a@comune.example", True),
        (KNOWN | {"tax_code": ""}, "acquisti@comune.example", False),
        (KNOWN | {"claimed": False}, "acquisti@comune.example", False),
        (
            KNOWN | {"website": "", "email": "info@comune.example", "email_unproven": True},
            "a@comune.example",
            False,
        ),
    ],
)
def test_an_address_counts_where_its_domain_is_a_known_organizations(
    client, profile, reference, ada, known, email, is_checked
):
    make.organization("Comune di Prova", **known)
    if email.endswith("@example"):
        assert not proven_with_domain("example")
        return
    assert confirmed_from(client, reference, ada, email).is_checked is is_checked
    assert ("confirmed by the client" in public(client, profile)) is is_checked


def test_a_second_organization_of_ones_own_confirms_nothing(client, profile, reference, ada):
    second = make.organization("Seconda Insegna", **KNOWN)
    Membership.objects.create(organization=second, person=ada, role="organization_manager")
    now = confirmed_from(client, reference, ada, "acquisti@comune.example")
    assert now.confirmed_on and not now.is_checked


def test_a_client_that_denies_it_is_no_longer_named(client, profile, reference, ada):
    client.force_login(ada)
    client.post(ask_page(reference), {"email": "acquisti@comune.example"})
    client.logout()
    client.post(link_sent(), {"then": "wrong"})
    assert "Comune di Prova" not in public(client, profile)
    answer = client.post(link_sent(), {"then": "right"})
    assert answer.status_code == 422 and fresh(reference).confirmed_on is None
    client.force_login(ada)
    edit = reverse("directory:listing-edit", kwargs={"kind": "enterprise", "pk": profile.pk})
    page = client.get(edit).content.decode()
    assert "the client says that this is not right" in page and ask_page(reference) not in page


@pytest.mark.parametrize(
    "typed, words",
    [
        ({}, "required"),
        ({"email": "nobody"}, "valid email"),
        ({"email": "me@gmail.com"}, "Everybody can have an address"),
        ({"email": "friend@sole.example"}, "your own domain"),
        ({"email": "friend@mail.sole.example"}, "your own domain"),
        ({"client": str(uuid4()), "email": "a@comune.example"}, ""),
    ],
)
def test_what_would_confirm_oneself_is_refused_and_nothing_is_sent(
    client, coop, reference, ada, typed, words
):
    if "client" in typed:  # somebody of that name is here, so that there is a list to forge
        make.organization("Comune di Prova", claimed=True)
    client.force_login(ada)
    answer = client.post(ask_page(reference), typed)
    assert answer.status_code == 422 and words in answer.content.decode()
    assert typed.get("email", "") in answer.content.decode(), "nothing typed is lost"
    assert not mail.outbox and fresh(reference).asked_on is None


def test_a_client_that_is_here_answers_on_the_platform(client, coop, reference, ada):
    town = make.organization("Comune di Prova", claimed=True, tax_code="00000000017")
    bruna = make.member(town, name="Bruna")
    client.force_login(ada)
    assert "Comune di Prova" in client.get(ask_page(reference)).content.decode()
    assert client.post(ask_page(reference), {"client": str(town.pk)}).status_code == 302
    assert [one.to for one in mail.outbox] == [[bruna.email]]
    with make.as_person(bruna, town) as context:
        [waits] = [one for one in waiting_for(context.actor) if "reference" in str(one.verb)]
    client.force_login(bruna)
    assert "Coop Sole" in client.get(waits.url).content.decode()
    client.post(waits.url, {"then": "right"})
    assert fresh(reference).confirmed_by == "Comune di Prova"
    assert fresh(reference).is_checked
    with make.as_person(bruna, town) as context:
        assert not [one for one in waiting_for(context.actor) if "reference" in str(one.verb)]


def test_who_writes_the_profile_never_answers_for_the_client(coop, reference, ada):
    town = make.organization("Comune di Prova", claimed=True, email="")
    Membership.objects.create(organization=town, person=ada, role="organization_manager")
    with make.as_person(ada, coop, town) as context, pytest.raises(RuleBroken):
        references.ask_client(reference=reference, client=town, by=context.actor)
    Reference.objects.filter(pk=reference.pk).update(client=town, asked_on=timezone.localdate())
    with make.as_person(ada, coop, town) as context:
        assert not [one for one in waiting_for(context.actor) if "reference" in str(one.verb)]


def test_nobody_is_asked_twice_in_a_fortnight_nor_after_an_answer(coop, reference, ada):
    def ask():
        with make.as_person(ada, coop) as context:
            references.ask_client(reference=reference, email="a@comune.example", by=context.actor)

    ask()
    with pytest.raises(RuleBroken, match="short time ago"):
        ask()
    today = timezone.localdate()
    Reference.objects.update(asked_on=today - timedelta(days=14))
    ask()
    Reference.objects.update(confirmed_on=today, confirmed_by="comune.example", asked_on=None)
    with pytest.raises(RuleBroken, match="confirmed this already"):
        ask()
    Reference.objects.update(confirmed_on=None, confirmed_by="", denied_on=today)
    with pytest.raises(RuleBroken, match="not right"):
        ask()


def test_a_stranger_neither_asks_nor_answers(client, coop, reference):
    elsewhere = make.organization("Altrove")
    eve = make.member(elsewhere, name="Eve")
    client.force_login(eve)
    assert client.get(ask_page(reference)).status_code == 404
    assert client.post(ask_page(reference), {"email": "a@comune.example"}).status_code == 404
    with make.as_person(eve, elsewhere) as context:
        with pytest.raises(Refused):
            references.ask_client(reference=reference, email="a@comune.example", by=context.actor)
        with pytest.raises(Refused):
            references.answer_reference(
                reference=reference, is_right=True, who="x", by=context.actor
            )
    other = Actor.link("directory.answer_by_link", uuid4())
    with acting(other), pytest.raises(Refused):
        references.answer_reference(reference=reference, is_right=True, who="x", by=other)


def test_a_reference_that_says_something_else_is_another_one(client, coop, profile, reference, ada):
    client.force_login(ada)
    client.post(ask_page(reference), {"email": "acquisti@comune.example"})
    same = {"client_name": "Comune di Prova", "what": "Pulizie", "year": 2025}

    def save(rows):
        with make.as_person(ada, coop) as context:
            profile.refresh_from_db()
            cards.save_step(
                listing=profile,
                step="references",
                values={"references": rows},
                version=profile.content_version,
                by=context.actor,
            )

    save([same, {**same, "year": 2024}])
    assert fresh(reference).asked_on, "what stays the same stays asked"
    save([{**same, "what": "Giardini"}])
    assert client.post(link_sent(), {"then": "right"}).status_code == 410
    assert Reference.objects.get().confirmed_on is None


@pytest.mark.parametrize("token", ["x", "a:b:c", "%00"])
def test_a_forged_link_is_told_apart_and_changes_nothing(client, token, rows):
    path = reverse("directory:reference-confirm", kwargs={"token": token})
    assert client.get(path).status_code in (400, 410)
    assert client.post(path, {"then": "right"}).status_code in (400, 410)


def test_domains_are_read_from_addresses_of_mail_and_web():
    assert domain_of("A@B.Example") == domain_of("https://www.b.example/x") == "b.example"
    assert domain_of("") == ""
    assert check_client_address("a@notsole.example", {"sole.example"}) == "notsole.example"
