import re

import pytest
from django.urls import reverse

from ponte.directory.models import ServiceCard
from ponte.directory.rules.steps import CARD_STEPS, ENTERPRISE_STEPS
from ponte.directory.states import ListingState
from tests.directory.editing import factories as make

pytestmark = pytest.mark.django_db(databases=["default", "aside"])


@pytest.fixture
def coop(rows):
    return make.organization("Coop Sole", phone="0171 1")


@pytest.fixture
def ada(coop):
    return make.member(coop)


@pytest.fixture
def browser(client, ada):
    client.force_login(ada)
    return client


def url(name, listing=None, **more):
    if listing is not None:
        more["kind"] = "card" if isinstance(listing, ServiceCard) else "enterprise"
        more["pk"] = listing.pk
    return reverse(f"directory:{name}", kwargs=more)


def errors_of(answer):
    return re.findall(r'<li><a href="#[^"]*">([^<]*)', answer.content.decode())


def no_rows(name):
    return {f"{name}-TOTAL_FORMS": "0", f"{name}-INITIAL_FORMS": "0"}


STEPS = {
    "what": {
        "name": "Shopping help",
        "categories": ["light_home_care"],
        "service_type": "accompaniment",
        "description": "A volunteer goes shopping with you. " * 8,
    },
    "whom": {"target_groups": ["elderly"], "min_age": "65"},
    "how": {"delivery_modes": ["home"], "access_modes": ["phone_first"], "who_may_ask": ["person"]},
    "where": {
        **no_rows("card_places"),
        "served_add": "Cuneo (CU)",
        "day_0": "9-12:30, 14.00 - 18:00",
    },
    "costs": {**no_rows("cost_options"), "fee_kind": "free"},
    "contacts": {
        "contacts-TOTAL_FORMS": "1",
        "contacts-INITIAL_FORMS": "0",
        "contacts-0-kind": "phone",
        "contacts-0-value": "0171 123456",
        "review_months": "6",
        "confirm": "on",
    },
}


def test_a_card_is_begun_filled_step_by_step_and_published(browser, coop):
    make.municipality()
    answer = browser.post(
        url("listing-start"), {"kind": "card", "organization": str(coop.pk), "name": "Help"}
    )
    card = ServiceCard.objects.get()
    assert answer.headers["Location"] == url("listing-step", card, step="what")
    for number, (step, typed) in enumerate(STEPS.items()):
        page = browser.get(url("listing-step", card, step=step)).content.decode()
        version = re.search(r'name="version" value="(\d+)"', page).group(1)
        answer = browser.post(url("listing-step", card, step=step), {**typed, "version": version})
        assert answer.status_code == 302, errors_of(answer)
        assert f"Step {number + 1} of 6" in page
    overview = browser.get(answer.headers["Location"]).content.decode()
    assert "Everything that must be said is there." in overview
    answer = browser.post(url("listing-move", card, verb="publish"))
    assert answer.status_code == 302
    card.refresh_from_db()
    assert card.state == ListingState.PUBLISHED
    assert card.served == ["M004078"]
    assert [f"{h.opens:%H:%M}-{h.closes:%H:%M}" for h in card.hours.all()] == [
        "09:00-12:30",
        "14:00-18:00",
    ]


@pytest.mark.parametrize("step", CARD_STEPS)
def test_every_step_of_a_full_card_shows_again_what_was_stored(browser, coop, step):
    card = make.published(coop, served=["P004"])
    page = browser.get(url("listing-step", card, step=step))
    assert page.status_code == 200
    posted = _as_posted(page.content.decode())
    answer = browser.post(url("listing-step", card, step=step), posted)
    assert answer.status_code == 302, errors_of(answer)
    card.refresh_from_db()
    assert card.content_version == 1, "posting a page unchanged changes nothing"


@pytest.mark.parametrize("step", ENTERPRISE_STEPS)
def test_every_step_of_a_profile_shows_again_what_was_stored(browser, coop, step):
    profile = make.whole_enterprise(coop, certifications=["ISO 9001"], review_months=4)
    page = browser.get(url("listing-step", profile, step=step)).content.decode()
    answer = browser.post(url("listing-step", profile, step=step), _as_posted(page))
    assert answer.status_code == 302, errors_of(answer)
    profile.refresh_from_db()
    assert profile.content_version == (2 if step == "offers" else 1)


def _as_posted(page: str) -> dict:
    """Return what a browser would send if somebody pressed Save at once."""
    from lxml import html

    form = html.fromstring(page).xpath("//form[@data-ponte-draft]")[0]
    found: dict = {}
    for field in form.xpath(".//*[@name][self::input or self::textarea or self::select]"):
        if field.get("type") in ("radio", "checkbox") and field.get("checked") is None:
            continue
        if field.tag == "textarea":
            value = (field.text or "").removeprefix("\n")
        elif field.tag == "select":
            value = field.value or ""
        else:
            value = field.get("value", "")
        found.setdefault(field.get("name"), []).append(value)
    return found


def test_errors_stand_beside_the_field_and_at_the_top_and_nothing_typed_is_lost(browser, coop):
    card = make.card(coop)
    typed = {"name": "x" * 10_000, "summary": "kept words", "version": "1"}
    answer = browser.post(url("listing-step", card, step="what"), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_name"' in page and "error-summary" in page
    assert "kept words" in page and "x" * 10_000 in page
    card.refresh_from_db()
    assert (card.content_version, card.summary) == (1, "")


@pytest.mark.parametrize(
    "step, typed, words",
    [
        ("what", {"name": "A", "categories": ["nothing_known"]}, "nothing_known"),
        ("whom", {"min_age": "80", "max_age": "20"}, "lower than the one before"),
        ("whom", {"min_age": "many"}, "whole number"),
        ("where", {**no_rows("card_places"), "served_add": "Xyzzyx"}, "no place called"),
        ("where", {**no_rows("card_places"), "served": ["P999"]}, "P999"),
        ("where", {**no_rows("card_places"), "day_2": "18-9"}, "Write times like this"),
        ("where", {**no_rows("card_places"), "day_2": "9-12, 11-13"}, "overlap"),
        (
            "where",
            {**no_rows("card_places"), "valid_from": "2027-02-01", "valid_to": "2027-01-01"},
            "ends before it begins",
        ),
        ("costs", {**no_rows("cost_options"), "fee_kind": "stolen"}, "stolen"),
        ("contacts", {**no_rows("contacts"), "review_months": "600"}, "600"),
        ("contacts", {"review_months": "6"}, "ManagementForm"),
    ],
)
def test_bad_or_forged_fields_are_refused_in_words(browser, coop, step, typed, words):
    make.municipality()
    card = make.card(coop, served=["P004"])
    answer = browser.post(url("listing-step", card, step=step), {**typed, "version": "1"})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    card.refresh_from_db()
    assert card.content_version == 1


@pytest.mark.parametrize(
    "kind, value, words",
    [
        ("phone", "call me", "phone number"),
        ("email", "not-an-address", "e-mail address"),
        ("website", "javascript:alert(1)", "web address"),
        ("fax", "0171", "fax"),
    ],
)
def test_a_contact_that_reaches_nobody_is_refused(browser, coop, kind, value, words):
    card = make.card(coop)
    typed = {
        "contacts-TOTAL_FORMS": "1",
        "contacts-INITIAL_FORMS": "0",
        "contacts-0-kind": kind,
        "contacts-0-value": value,
        "review_months": "6",
        "version": "1",
    }
    answer = browser.post(url("listing-step", card, step="contacts"), typed)
    assert answer.status_code == 422 and words in answer.content.decode()
    assert not card.contacts.exists()


NASTY = "<script>alert(1)</script>'; DROP TABLE directory_servicecard; -- {{ 7|add:7 }} {% now %}"


def test_sql_and_script_in_every_text_come_back_as_they_were_and_escaped(browser, coop):
    card = make.card(coop)
    texts = {
        "what": ["name", "summary", "description"],
        "whom": ["eligibility"],
        "how": ["how_to", "required_documents", "outcome", "conditions"],
        "costs": ["fee_note"],
    }
    for step, names in texts.items():
        card.refresh_from_db()
        typed = {name: NASTY for name in names} | {"version": card.content_version}
        typed |= no_rows("cost_options") if step == "costs" else {}
        answer = browser.post(url("listing-step", card, step=step), typed)
        assert answer.status_code == 302, errors_of(answer)
        page = browser.get(url("listing-step", card, step=step)).content.decode()
        assert "<script>alert(1)" not in page and "&lt;script&gt;alert(1)" in page
    card.refresh_from_db()
    assert {getattr(card, name) for names in texts.values() for name in names} == {NASTY}
    for name in ("listing-edit", "listing-undo", "listing-preview"):
        assert "<script>alert(1)" not in browser.get(url(name, card)).content.decode()


def test_a_conflict_shows_both_texts_and_keeps_mine_in_the_form(browser, coop):
    card = make.card(coop, content_version=1)
    browser.post(url("listing-step", card, step="what"), {"name": "Theirs", "version": "1"})
    answer = browser.post(url("listing-step", card, step="what"), {"name": "Mine", "version": "1"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs" in page and 'value="Mine"' in page
    version = re.search(r'name="version" value="(\d+)"', page).group(1)
    browser.post(url("listing-step", card, step="what"), {"name": "Mine", "version": version})
    card.refresh_from_db()
    assert card.name == "Mine"


@pytest.mark.parametrize("version", ["", "-1", "abc", "9" * 40, "1; DROP TABLE x"])
def test_a_forged_version_writes_over_nothing(browser, coop, version):
    card = make.card(coop)
    typed = {"name": "Over", "version": version}
    assert browser.post(url("listing-step", card, step="what"), typed).status_code == 409
    card.refresh_from_db()
    assert card.name == "Shopping help"


def test_the_organization_of_somebody_else_is_not_offered_and_not_taken(browser, coop):
    other = make.organization("Other")
    typed = {"kind": "card", "organization": str(other.pk), "name": "Stolen"}
    answer = browser.post(url("listing-start"), typed)
    assert answer.status_code == 422
    assert not ServiceCard.objects.exists()
    assert "Other" not in browser.get(url("listing-start")).content.decode()


PAGES = [
    ("get", "listing-edit", {}),
    ("get", "listing-step", {"step": "what"}),
    ("post", "listing-step", {"step": "what"}),
    ("post", "listing-move", {"verb": "publish"}),
    ("get", "listing-undo", {}),
    ("post", "listing-undo", {}),
    ("get", "listing-preview", {}),
    ("get", "listing-translate", {"language": "fr"}),
    ("post", "listing-translate", {"language": "fr"}),
]


@pytest.mark.parametrize("method, name, more", PAGES)
def test_a_card_of_somebody_else_is_as_missing_as_one_that_never_was(
    browser, coop, method, name, more
):
    card = make.published(make.organization("Other"))
    assert getattr(browser, method)(url(name, card, **more)).status_code == 404


@pytest.mark.parametrize("method, name, more", PAGES)
def test_whoever_has_not_signed_in_is_sent_to_the_door(client, coop, method, name, more):
    answer = getattr(client, method)(url(name, make.published(coop), **more))
    assert answer.status_code == 302 and "login" in answer.headers["Location"]


@pytest.mark.parametrize(
    "path",
    [
        "steps/nothing/",
        "move/nothing/",
        "in/xx/",
        "in/it/",
    ],
)
def test_unknown_steps_verbs_and_languages_are_missing_pages(browser, coop, path):
    card = make.card(coop)
    base = url("listing-edit", card)
    call = browser.post if path.startswith("move") else browser.get
    assert call(base + path).status_code == 404
    assert browser.get(base.replace("/card/", "/house/")).status_code == 404


def test_publishing_too_early_says_what_is_missing_and_where_to_mend_it(browser, coop):
    card = make.card(coop)
    answer = browser.post(url("listing-move", card, verb="publish"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Costs and payment" in page and url("listing-step", card, step="costs") in page


def test_the_last_change_is_shown_in_words_and_taken_back(browser, coop):
    card = make.card(coop)
    typed = {"name": "Shopping help", "service_type": "workshop", "version": "1"}
    browser.post(url("listing-step", card, step="what"), typed)
    page = browser.get(url("listing-undo", card)).content.decode()
    assert "Activity or workshop" in page and "(nothing)" in page
    browser.post(url("listing-undo", card), {"version": "2"})
    card.refresh_from_db()
    assert card.service_type == ""
