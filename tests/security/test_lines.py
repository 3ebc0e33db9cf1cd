"""A field of one line takes one line: no letter, file or log is split by what somebody typed."""

import importlib
import pkgutil

import pytest
from django import forms
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse

import ponte
from ponte.kit import mail as post
from ponte.organizations import actions
from ponte.organizations.models import Organization
from tests.organizations import factories as make
from tests.security.pages import finish
from tests.security.where import addresses, path_to

pytestmark = pytest.mark.django_db(databases=["default", "aside"])
BREAKS = ("\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")


def kinds_of_form() -> list[type[forms.BaseForm]]:
    """Every form of the house, allauth's as we use them included."""
    for module in pkgutil.walk_packages(ponte.__path__, "ponte."):
        if "forms" in module.name or module.name in ("ponte.project.pages",):
            importlib.import_module(module.name)
    found, left = [], [forms.BaseForm]
    while left:
        kind = left.pop()
        left += kind.__subclasses__()
        if kind.__module__.startswith("ponte."):
            found.append(kind)
    return found


def single_lines():
    for kind in kinds_of_form():
        for name, field in kind.base_fields.items():
            # allauth takes the user name away from its form: nobody has one here.
            typed = isinstance(field, forms.CharField) and name != "username"
            if typed and not isinstance(field.widget, forms.Textarea | forms.PasswordInput):
                yield pytest.param(field, id=f"{kind.__module__}.{kind.__name__}.{name}")


def test_there_are_forms_to_look_at():
    assert len(list(single_lines())) > 30


@pytest.mark.parametrize("field", list(single_lines()))
def test_a_field_of_one_line_loses_or_refuses_what_breaks_lines(field, rows):
    for mark in BREAKS:
        try:
            kept = field.to_python(f"00893140{mark}Bcc: b@example.org")
            field.run_validators(kept)
        except ValidationError:
            continue
        assert len(kept.splitlines()) == 1


def test_a_name_with_a_line_break_forges_no_header(rows):
    manager = make.person()
    by = make.actor(manager)
    organization = make.organization("Sole\r\nBcc: victim@example.org")
    make.member(organization, who=manager)
    Organization.objects.filter(pk=organization.pk).update(name="Sole\r\nBcc: victim@example.org")
    with make.acting_as(manager):
        actions.invite_member(
            organization=organization, email="new@example.org", role="organization_editor", by=by
        )
    make.send_letters()
    letter = mail.outbox[-1]
    assert letter.recipients() == ["new@example.org"]
    assert "\n" not in letter.subject
    assert "Bcc" not in letter.message()


@pytest.mark.parametrize("address", ["a@example.org\r\nBcc: b@example.org", "a@b\nc", "a,b@c.it"])
def test_no_letter_goes_to_an_address_of_two_lines(address, rows):
    with pytest.raises(ValueError, match="one address"):
        post.send(template="site_problem", to=address, language="en", context={"what": "x"})
    assert mail.outbox == []


def test_the_office_may_have_a_name_before_its_address(rows):
    words = {"what": "x", "page": "", "email": ""}
    post.send(template="site_problem", to="Ponte <o@example.org>", language="en", context=words)
    assert mail.outbox[0].to == ["Ponte <o@example.org>"]


def test_whatever_answers_get_answers_head_alike_and_without_a_body(city, client_of):
    """HEAD is how links are checked: by caches, by search engines, by whoever counts dead links."""
    unlike = []
    for role in ("anonymous", "manager", "officer"):
        client = client_of(role)
        for name in addresses():
            if name.startswith(("account_", "mfa_", "socialaccount", "openid", "en/accounts")):
                continue
            path = path_to(name, city.things)
            got, head = client.get(path), client.head(path)
            finish(got)
            finish(head)
            if got.status_code != head.status_code and 429 not in (
                got.status_code,
                head.status_code,
            ):
                unlike.append((role, name, got.status_code, head.status_code))
    assert unlike == []


def test_head_counts_no_answer(city, client_of):
    path = reverse("directory:service-useful", args=[city.things["card_slug"]])
    assert client_of("anonymous").head(f"{path}?answer=yes").status_code == 200
