"""A person's own account: name, language, addresses; demonstration people; the mail folder."""

from email.message import EmailMessage

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from ponte.accounts import actions, queries
from ponte.accounts.models import Person
from ponte.accounts.public import people, person_by_email, verified_emails
from ponte.accounts.queries import mailbox
from ponte.kit.actor import Actor
from ponte.kit.errors import Refused, RuleBroken

JOB = Actor.job("test")


@pytest.fixture
def anna(rows):
    return actions.create_demo_person(
        email="Anna@example.org", name="Anna Neri", password="a long password", by=JOB
    )


def test_a_person_is_found_whatever_the_capitals(anna):
    assert person_by_email(" ANNA@example.org ") == anna
    assert people([anna.pk]) == {anna.pk: anna}
    assert verified_emails(anna.pk) == {"anna@example.org"}
    Person.objects.update(is_active=False)
    assert person_by_email("anna@example.org") is None


def test_addresses_are_kept_in_lower_case(rows):
    with pytest.raises(IntegrityError, match="person_email_lower_case"), transaction.atomic():
        Person.objects.create(email="Anna@example.org")


def test_a_demonstration_person_is_made_once_and_put_back_as_it_was(anna):
    Person.objects.update(name="Changed", is_active=False)
    again = actions.create_demo_person(
        email="anna@example.org", name="Anna Neri", password="a long password", by=JOB
    )
    assert (again.pk, again.name, again.is_active) == (anna.pk, "Anna Neri", True)
    assert again.check_password("a long password")


def test_a_real_server_makes_no_demonstration_people(rows, settings):
    settings.DEMO = False
    with pytest.raises(Refused):
        actions.create_demo_person(email="a@b.it", name="A", password="x" * 12, by=JOB)


def test_a_stranger_makes_nobody_and_edits_nobody_else(anna):
    stranger = Actor.anonymous()
    with pytest.raises(Refused):
        actions.create_demo_person(email="a@b.it", name="A", password="x" * 12, by=stranger)
    with pytest.raises(Refused):
        actions.edit_preferences(person=anna, name="X", language="it", by=stranger)
    with pytest.raises(Refused):
        actions.note_sign_in(person=anna, by=stranger)


def test_only_the_owner_adds_an_address_to_an_account_without_one(anna):
    person = Person.objects.create(email=None, name="Piero")
    told = {"person": person.pk, "email": "Piero@example.org"}
    for stranger in (Actor.anonymous(), Actor.of_person(anna), JOB):
        with pytest.raises(Refused):
            actions.add_proved_email(**told, by=stranger)
    by = Actor.of_person(person)
    with pytest.raises(RuleBroken, match="Another account"):
        actions.add_proved_email(person=person.pk, email="anna@example.org", by=by)
    actions.add_proved_email(**told, by=by)
    assert verified_emails(person.pk) == {"piero@example.org"}
    assert person_by_email("piero@example.org") == person
    with pytest.raises(RuleBroken, match="already"):
        actions.add_proved_email(person=person.pk, email="other@example.org", by=by)


@pytest.mark.parametrize("name, language, field", [(" ", "it", "name"), ("A", "xx", "language")])
def test_a_person_has_a_name_and_one_of_our_languages(anna, name, language, field):
    with pytest.raises(RuleBroken) as broken:
        actions.edit_preferences(
            person=anna, name=name, language=language, by=Actor.of_person(anna)
        )
    assert broken.value.field == field


def test_the_account_page_says_how_one_signs_in_and_saves(client, anna):
    client.force_login(anna)
    address = reverse("accounts:preferences")
    page = client.get(address).content.decode()
    assert "anna@example.org" in page
    assert reverse("mfa_list_webauthn") in page
    answer = client.post(address, {"name": "Anna Verdi", "language": "fr"})
    assert answer.url.startswith("/fr/")
    anna.refresh_from_db()
    assert (anna.name, anna.language) == ("Anna Verdi", "fr")
    wrong = client.post(address, {"name": "", "language": "fr"})
    assert wrong.status_code == 422
    assert queries.ways_in(anna)["password"]


def test_a_stranger_is_sent_to_sign_in(client, db):
    answer = client.get(reverse("accounts:preferences"))
    assert answer.status_code == 302
    assert "/accounts/login/" in answer.url


@pytest.fixture
def folder(settings, tmp_path):
    settings.EMAIL_FILE_PATH = str(tmp_path)
    for number, to in enumerate(("anna@example.org", "berto@example.org")):
        message = EmailMessage()
        message["To"], message["Subject"] = to, f"Code {number}"
        message["Date"] = "Sun, 22 Nov 2026 10:00:00 +0000"
        message.set_content(
            f"Your code is ABC{number}\nhttps://example.org/x\n<script>alert(1)</script>"
        )
        text = message.as_bytes() + b"\n" + b"-" * 79 + b"\n"
        (tmp_path / f"2026-{number}.log").write_bytes(text)
    return tmp_path


def test_the_demonstration_shows_its_mail_to_anybody_newest_first(client, db, folder):
    page = client.get(reverse("demo-mail")).content.decode()
    assert "ABC0" in page and "ABC1" in page
    assert 'href="https://example.org/x"' in page
    assert "<script>alert" not in page


def test_the_mail_of_one_address_can_be_asked_for(client, db, folder):
    page = client.get(reverse("demo-mail"), {"to": "Berto"}).content.decode()
    assert "ABC1" in page and "ABC0" not in page


def test_a_real_server_shows_no_mail(client, db, folder, settings):
    settings.DEMO = False
    assert client.get(reverse("demo-mail")).status_code == 404


def test_the_newest_letters_are_enough_and_a_wrong_date_is_none(folder):
    letter = b"To: anna@example.org\nSubject: %d\nDate: some day\n\nHello\n" + b"-" * 79 + b"\n"
    many = b"".join(letter % number for number in range(mailbox.MOST + 3))
    (folder / "2026-2.log").write_bytes(many)
    found = mailbox.letters()
    assert len(found) == mailbox.MOST
    assert (found[0].subject, found[0].at) == (str(mailbox.MOST + 2), None)


def test_a_folder_that_is_not_there_yet_is_empty(client, db, settings, tmp_path):
    settings.EMAIL_FILE_PATH = str(tmp_path / "nothing")
    assert client.get(reverse("demo-mail")).status_code == 200
