"""What somebody stored is shown as text everywhere: no element, no script, no formula, no link."""

import csv
import io
import json
import re
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.db import models
from django.utils import timezone
from lxml import etree
from python_calamine import CalamineWorkbook

from ponte.accounts.models import Person
from ponte.directory.actions.index import reindex
from ponte.directory.models import (
    CallbackRequest,
    CardContact,
    CardPlace,
    Enterprise,
    MistakeReport,
    Offer,
    ServiceCard,
    Translation,
)
from ponte.exchange.models import ImportRun, StagedRow
from ponte.kit import mail as letters
from ponte.organizations.models import AccessRequest, Claim, Organization, Qualification, Site
from tests.exchange import factories as files
from tests.security import hostile
from tests.security.conftest import from_elsewhere
from tests.security.pages import finish, tree_of
from tests.security.where import addresses, path_to

pytestmark = pytest.mark.django_db(databases=["default", "aside"])
ENDS = hostile.SCRIPT + hostile.CLOSES + "{{ 7*7 }}{% now 'Y' %}"
POISON = "=1+1 xq" + ENDS
SCHEMES = {"http", "https", "mailto", "tel", ""}
FORMULA = re.compile(r"^[=+\-@\t\r\n]")
# Codes and keys are looked up in catalogues, and have tests of their own.
TEXTS = {
    ServiceCard: "name summary description eligibility how_to required_documents outcome "
    "hours_note waiting_time campaign fee_note conditions provider_name source source_locator",
    Organization: "name address phone source",
    Enterprise: "tagline description capacity_note minimum_lot source source_locator",
    Offer: "name description",
    Site: "name address phone",
    Qualification: "source reference",
    CallbackRequest: "name phone best_time note",
    MistakeReport: "text",
    AccessRequest: "message answer",
    Claim: "function message answer",
    Person: "name",
    CardContact: "label value",
    CardPlace: "name address",
    ImportRun: "source file_name actor_name trouble",
    StagedRow: "title",
}


def poison(model) -> None:
    """Put the poison in every text of every row, as long as it may be there."""
    values = {}
    for name in TEXTS[model].split():
        most = model._meta.get_field(name).max_length or len(POISON)
        values[name] = POISON[:most]
    model.objects.update(**values)


@pytest.fixture
def poisoned(city):
    for model in TEXTS:
        poison(model)
    card = ServiceCard.objects.get(pk=city.things["card"])
    texts = dict.fromkeys(("name", "summary", "description"), POISON[:150])
    Translation.objects.create(listing_id=card.pk, language="en", texts=texts, status="signed")
    ServiceCard.objects.update(language="it", booking_url="javascript:alert(3)")
    Organization.objects.update(website="javascript:alert(4)", email="", source_url="javascript:5")
    CardContact.objects.update(kind="website", value="javascript:alert(6)")
    CardContact.objects.create(card=card, kind="email", value="a@b.it?bcc=c@d.it", label=ENDS[:60])
    Enterprise.objects.update(certifications=[POISON[:80]])
    wrong = dict.fromkeys(("column", "value", "text"), POISON)
    twin = {"title": POISON, "url": "javascript:7"}
    StagedRow.objects.update(raw=[POISON] * 7, errors=[wrong], twin=twin)
    reindex()
    return city


def pages(city, client, names=None):
    for name in names or addresses():
        answer = client.get(path_to(name, city.things), **from_elsewhere())
        assert answer.status_code < 500, name
        if answer.status_code == 200:
            yield name, answer
        finish(answer)


@pytest.mark.parametrize("role", ["anonymous", "editor", "manager", "officer", "claimant"])
def test_no_page_runs_what_is_stored(role, poisoned, client_of):
    shown = 0
    for name, answer in pages(poisoned, client_of(role)):
        if "html" not in answer.headers["Content-Type"]:
            continue
        text = answer.content.decode()
        shown += "1+1 xq" in text
        assert "<script>alert" not in text, name
        assert "49" not in re.findall(r"xq.{0,120}", text), name
        tree = tree_of(answer)
        for script in tree.iter("script"):
            assert script.get("src") or "json" in script.get("type", ""), name
        for link in tree.xpath("//@href|//@src|//@action|//@formaction|//@*[local-name()='href']"):
            assert urlsplit(link.strip()).scheme.lower() in SCHEMES, (name, link)
        assert not tree.xpath("//@*[starts-with(name(), 'on')]"), name
    assert shown > 3


def test_structured_data_stays_data(poisoned, client_of):
    for name in ("service-detail", "enterprise-detail"):
        answer = client_of("anonymous").get(path_to(name, poisoned.things))
        blocks = tree_of(answer).xpath("//script[@type='application/ld+json']")
        assert blocks
        for block in blocks:
            said = json.loads(block.text)
            assert "1+1 xq" in json.dumps(said)
            assert "javascript:" not in json.dumps(said), name


def test_what_programs_read_is_well_formed(poisoned, client_of):
    client = client_of("anonymous")
    for name in ("suggest", "suggest-place", "place-suggest"):
        who = client if name != "place-suggest" else client_of("manager")
        answer = who.get(path_to(name, poisoned.things) + "?q=scr")
        assert answer.status_code == 200, name
        if "json" in answer.headers["Content-Type"]:
            json.loads(answer.content)
            assert "nosniff" in answer.headers["X-Content-Type-Options"]
        else:
            assert b"<script>alert" not in answer.content
    answer = client.get("/sitemap.xml")
    content = b"".join(answer) if answer.streaming else answer.content
    assert b"<script" not in content
    etree.fromstring(content)


def cells_of_csv(answer) -> list[str]:
    text = answer.getvalue().decode("utf-8-sig")
    dialect = csv.Sniffer().sniff(text.splitlines()[0], delimiters=",;\t")
    return [cell for row in csv.reader(io.StringIO(text), dialect) for cell in row]


def test_no_exported_cell_is_a_formula(poisoned, client_of):
    client = client_of("manager")
    cells = cells_of_csv(client.get(path_to("listing-export", poisoned.things)))
    assert any("1+1 xq" in cell for cell in cells)
    assert [cell for cell in cells if FORMULA.match(cell)] == []
    book = client.get(path_to("listing-export", poisoned.things, form="xlsx"))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book.content)).get_sheet_by_index(0)
    cells = [str(cell) for row in sheet.to_python() for cell in row]
    assert any("1+1 xq" in cell for cell in cells)
    assert [cell for cell in cells if FORMULA.match(cell)] == []


def test_lines_to_mend_hold_no_formula(poisoned, client_of):
    StagedRow.objects.update(verdict="error")
    answer = client_of("manager").get(path_to("import-bad-lines", poisoned.things))
    cells = cells_of_csv(answer)
    assert any("1+1 xq" in cell for cell in cells)
    assert [cell for cell in cells if FORMULA.match(cell)] == []
    name = answer.headers["Content-Disposition"]
    assert "\n" not in name and "<script>" not in name


def test_a_title_with_line_breaks_adds_no_header_and_stops_no_letter(poisoned):
    for title in ("a\rBcc: b@example.org", "a\nBcc: b@example.org", "a\u2028b", "a\x0bb" + ENDS):
        context = {"title": title, "due_at": timezone.now(), "days": 7, "last": False}
        context |= {"edit": "/", "confirm": "/"}
        letters.send(template="confirm_listing", to="a@example.org", language="it", context=context)
    for letter in mail.outbox:
        message = letter.message()
        assert message["Bcc"] is None
        assert not re.search(r"[\r\n](?![ \t])", str(message["Subject"]))
        assert letter.recipients() == ["a@example.org"]


@pytest.mark.parametrize(
    "address",
    [
        *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x"),
        *("java\tscript:alert(1)", "//evil.example", "file:///etc/passwd", "ftp://a.example"),
    ],
)
def test_no_form_takes_an_address_that_a_browser_would_run(address, city, client_of):
    client, things = client_of("manager"), city.things
    told = {"name": "Coop Sole", "tax_code": files.tax_code(500), "website": address}
    client.post(path_to("organization-edit", things), told)
    assert safe_or_blank(Organization.objects.get(pk=city.ours.pk).website)
    step = path_to("listing-step", {**things, "draft": things["card"]}, step="contacts")
    sent = {"version": "1", "review_months": "6", "booking_url": address}
    sent |= {"contacts-TOTAL_FORMS": "1", "contacts-INITIAL_FORMS": "0"}
    sent |= {"contacts-0-kind": "website", "contacts-0-value": address}
    client.post(step, sent)
    card = ServiceCard.objects.get(pk=things["card"])
    assert safe_or_blank(card.booking_url)
    assert all(safe_or_blank(one.value) for one in card.contacts.filter(kind="website"))


def safe_or_blank(link: str) -> bool:
    return not link or re.fullmatch(r"https?://[^\s\"<>]+", link) is not None


def test_every_text_of_these_models_is_poisoned():
    """A new text field must be poisoned too, or be a code, a key or an address."""
    known = {"slug", "sort_key", "language", "file_key", "file_digest", "result_digest", "key"}
    for model in TEXTS:
        for field in model._meta.local_fields:
            long_text = isinstance(field, models.TextField) or (
                type(field) is models.CharField and not field.choices and field.max_length >= 80
            )
            if long_text and field.name not in known | {"password", "campaign"}:
                assert field.name in TEXTS[model].split() or field.name.endswith("_by"), field
