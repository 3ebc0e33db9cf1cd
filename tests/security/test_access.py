"""Who is let to what: every object by everybody who has no business with it, read and written."""

import time
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.utils import timezone

from ponte.exchange.models import StagedRow
from ponte.kit import links
from ponte.organizations.models import Keeping, Mandate, Membership
from ponte.organizations.rules.access import INVITATION_LINK, KEEPING_LINK
from ponte.pathways.notifications import SIGNING_LINK
from tests.exchange import factories as files
from tests.security.conftest import from_elsewhere
from tests.security.pages import changed, finish, held
from tests.security.where import addresses, path_to

pytestmark = pytest.mark.django_db(databases=["default", "aside"])
INSIDE = [
    *("listing-edit", "listing-step", "listing-move", "listing-undo", "listing-preview"),
    *("listing-translate", "voice-detail", "claim-detail", "claim-withdraw", "request-detail"),
    *("request-withdraw", "invitation-withdraw", "member-change", "member-end", "site-edit"),
    *("site-remove", "qualification-verify", "qualification-remove", "organization-detail"),
    *("organization-edit", "site-add", "qualification-list", "member-list", "keeping-list"),
    *("import-detail", "import-mapping", "import-progress", "import-duplicates"),
    *("import-bad-lines", "import-apply", "import-cancel", "import-undo", "keeping-end"),
    *("keeping-letter", "keeping-export", "member-export"),
]
REFUSED = {403, 404, 405}
# What an editor may not, although a member: other people's rights and the organization's facts.
NOT_FOR_EDITORS = [
    *("request-detail", "invitation-withdraw", "member-change", "site-edit", "site-remove"),
    *("qualification-verify", "qualification-remove", "import-detail", "import-bad-lines"),
    *("import-apply", "import-undo", "import-mapping", "import-new", "claim-detail"),
]
GIVEN = {
    "role": "organization_manager",
    "name": "Taken over",
    "address": "via Roma 2",
    "municipality": "Cuneo",
    "email": "evil@example.org",
    "accept": "yes",
    "answer": "You are in, welcome.",
    "outcome": "called",
    "kind": "social_cooperative_a",
    "stated_on": "2026-01-01",
    "source": "a register",
    "target_groups": "elderly",
    "kept": files.tax_code(501),
    "ground": "Statute",
    "version": "1",
}


def tries(client, paths) -> tuple[dict[str, set], set[str]]:
    """Return the answers to reading, writing and asking for heads; and what was written."""
    before, answers = held(), {}
    for path in paths:
        answers[path] = set()
        for verb in ("get", "post", "head", "put", "patch", "delete"):
            answer = getattr(client, verb)(path, GIVEN, **from_elsewhere())
            answers[path].add(answer.status_code)
            finish(answer)
    return answers, changed(before)


def let_in(answers) -> dict:
    return {path: found for path, found in answers.items() if found - REFUSED}


@pytest.mark.parametrize("role", ["stranger", "keeper", "nobody", "claimant", "invited"])
def test_objects_of_an_organization_are_not_there_for_others(role, city, client_of):
    own = {
        "claimant": {"claim-detail", "claim-withdraw"},
        "keeper": {"keeping-end", "keeping-letter"},
    }
    paths = [path_to(name, city.things) for name in INSIDE if name not in own.get(role, ())]
    answers, wrote = tries(client_of(role), paths)
    assert let_in(answers) == {}
    assert wrote == set()


def test_whoever_has_not_signed_in_is_sent_to_the_sign_in(city):
    before = held()
    for name in INSIDE:
        path = path_to(name, city.things)
        for verb in ("get", "post", "head", "put", "delete"):
            answer = getattr(Client(), verb)(path, **from_elsewhere())
            assert answer.status_code == 302, (name, verb)
            assert answer.headers["Location"].startswith("/en/accounts/login/?next=/en/"), name
    assert changed(before) == set()


def test_an_editor_is_no_manager(city, client_of):
    paths = [path_to(name, city.things) for name in NOT_FOR_EDITORS]
    posts = ("organization-edit", "member-list", "keeping-list", "site-add", "qualification-list")
    before = signed_in(client_of, "editor")
    answers = {path: client_of("editor").post(path, GIVEN).status_code for path in paths}
    answers |= {
        name: client_of("editor").post(path_to(name, city.things), GIVEN).status_code
        for name in posts
    }
    assert {path: code for path, code in answers.items() if code not in (403, 404, 405)} == {}
    assert changed(before) == set()


def seen(client, city, names) -> set[int]:
    return {client.get(path_to(name, city.things)).status_code for name in names}


def test_a_member_sees_nothing_any_more_when_the_membership_ends(city, client_of):
    paths = ["organization-detail", "listing-edit", "voice-detail", "member-list"]
    assert seen(client_of("editor"), city, paths) == {200}
    Membership.objects.filter(person=city.people["editor"]).update(ended_at=timezone.now())
    answers, wrote = tries(client_of("editor"), [path_to(name, city.things) for name in INSIDE])
    assert (let_in(answers), wrote) == ({}, set())


def test_a_keeper_loses_the_listings_when_the_keeping_ends(city, client_of):
    path = path_to("listing-edit", {**city.things, "draft": city.things["kept_draft"]})
    assert client_of("keeper").get(path).status_code == 200
    Keeping.objects.update(ended_at=timezone.now())
    assert client_of("keeper").get(path).status_code == 404
    assert client_of("keeper").post(path + "move/publish/").status_code == 404


def test_an_ex_officer_is_nobody(city, client_of):
    names = ["claim-list", "claim-detail", "request-detail", "organization-detail", "import-detail"]
    assert seen(client_of("officer"), city, names) == {200}
    Mandate.objects.update(ended_at=timezone.now())
    answers, wrote = tries(client_of("officer"), [path_to(name, city.things) for name in INSIDE])
    assert (let_in(answers), wrote) == ({}, set())
    assert seen(client_of("officer"), city, ["claim-list", "import-list", "import-new"]) == {403}


def test_a_person_switched_off_is_out_at_once(city, client_of):
    client = client_of("manager")
    assert client.get("/en/home/").status_code == 200
    type(city.people["manager"]).objects.filter(pk=city.people["manager"].pk).update(
        is_active=False
    )
    assert client.get("/en/home/").status_code == 302


def test_exports_hold_only_listings_of_the_reader(city, client_of):
    path = path_to("listing-export", city.things)
    ours = client_of("manager").get(path).content.decode()
    others = client_of("stranger").get(path).content.decode()
    assert "Coop Sole" in ours
    assert "Coop Sole" not in others
    assert "Shopping help" not in others


def test_an_import_for_another_organization_is_refused(city, client_of):
    told = {"kind": "enterprises", "source": "x", "source_date": "2026-01-01"}
    before = held()
    for whose in ("platform", str(city.ours.pk), "x"):
        sent = {**told, "whose": whose, "file": SimpleUploadedFile("a.csv", b"Nome\nx\n")}
        answer = client_of("stranger").post(path_to("import-new", city.things), sent)
        assert answer.status_code in (403, 422), whose
    assert changed(before) == set()


def test_a_listing_is_not_begun_for_another_organization(city, client_of):
    before = held()
    sent = {"kind": "card", "organization": str(city.ours.pk), "name": "Intruder"}
    answer = client_of("stranger").post(path_to("listing-start", city.things), sent)
    assert answer.status_code == 422
    assert changed(before) == set()


def test_rows_named_in_a_form_must_be_of_the_object_in_the_address(city, client_of):
    """A duplicate of another import, accepted through an import of one's own."""
    theirs = build_import_of(city)
    before = held()
    client_of("stranger").post(
        path_to("import-duplicates", {**city.things, "previewed": str(theirs)}),
        {"row": row_of(city), "accept": "yes"},
    )
    assert "exchange_stagedrow" not in changed(before)


def build_import_of(city):
    other = Membership.objects.get(person=city.people["stranger"]).organization_id
    sheet = files.csv_bytes(files.HEADER, [files.enterprise(9)])
    return files.previewed(sheet, organization=other).pk


def row_of(city) -> str:
    row = StagedRow.objects.filter(run_id=city.things["previewed"]).first()
    row.verdict = "duplicate"
    row.save(update_fields=["verdict"])
    return str(row.pk)


def signed_in(client_of, *roles: str):
    """Sign in first, which notes the day; return what is held after it."""
    for role in roles:
        client_of(role)
    return held()


LINKED = {
    "keeping-link": (KEEPING_LINK, "keeping"),
    "invitation": (INVITATION_LINK, "invitation"),
    "signing-page": (SIGNING_LINK, "pass"),
}


@pytest.mark.parametrize("name", LINKED)
@pytest.mark.parametrize("fault", ["forged", "cut", "other purpose", "expired"])
def test_a_link_that_is_not_right_changes_nothing(name, fault, city, client_of, monkeypatch):
    purpose, key = LINKED[name]
    good = links.make(purpose, {key: city.things[key]}, days=7)
    token = {
        "forged": good[:-2] + ("aa" if not good.endswith("aa") else "bb"),
        "cut": good[: len(good) // 2],
        "other purpose": links.make("voice.sent", {key: city.things[key]}, days=7),
        "expired": good,
    }[fault]
    if fault == "expired":
        later = time.time() + timedelta(days=8).total_seconds()
        monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    before = signed_in(client_of, "anonymous", "invited")
    for role in ("anonymous", "invited"):
        for verb in ("get", "head", "post"):
            path = path_to(name, city.things, token=token)
            answer = getattr(client_of(role), verb)(path, **from_elsewhere())
            assert answer.status_code < 500
    assert changed(before) == set()


@pytest.mark.parametrize(
    "name",
    [
        *("keeping-link", "invitation", "listing-confirm", "reference-confirm"),
        *("signing-page", "worker-invitation"),
    ],
)
def test_opening_a_link_changes_nothing(name, city, client_of):
    roles = ("anonymous", "invited", "stranger")
    before = signed_in(client_of, *roles)
    for role in roles:
        for verb in ("get", "head", "options"):
            with transaction.atomic():
                getattr(client_of(role), verb)(path_to(name, city.things), **from_elsewhere())
    assert changed(before) == set()


def test_an_invitation_serves_once_and_only_the_invited(city, client_of):
    path = path_to("invitation", city.things)
    client_of("stranger").post(path)
    assert members(city, "stranger") == 0
    client_of("invited").post(path)
    assert members(city, "invited") == 1
    Membership.objects.filter(person=city.people["invited"]).update(ended_at=timezone.now())
    client_of("invited").post(path)
    assert members(city, "invited") == 0


def members(city, role: str) -> int:
    mine = Membership.objects.filter(person=city.people[role], organization=city.ours)
    return mine.filter(ended_at__isnull=True).count()


def test_reading_writes_nothing_whoever_reads(city, client_of):
    """GET and HEAD on every address; signing in aside, nothing is kept."""
    before = signed_in(client_of, "anonymous", "manager")
    for role in ("anonymous", "manager"):
        for name in addresses():
            if name.startswith(("account_", "mfa_", "socialaccount", "openid", "en/accounts")):
                continue
            for verb in ("get", "head"):
                answer = getattr(client_of(role), verb)(
                    path_to(name, city.things), **from_elsewhere()
                )
                finish(answer)
                assert answer.status_code < 500, name
    assert changed(before) == set()
