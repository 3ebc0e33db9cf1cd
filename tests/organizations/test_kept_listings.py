"""A network's list of what it keeps: who was told and how, on paper too; filters, pages, a file."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from ponte.kit.errors import RuleBroken
from ponte.kit.journal.record import story_of
from ponte.organizations import actions
from ponte.organizations.models import Keeping
from tests.organizations import factories as make

pytestmark = [
    pytest.mark.usefixtures("rows"),
    pytest.mark.django_db(databases=["default", "aside"]),
]


@pytest.fixture
def network():
    made = make.organization("Consorzio", legal_form="consortium", claimed=True)
    shown = {"standing": "from_register", "source": "Albo", "stated_on": timezone.localdate()}
    make.qualification(made, "consortium", **shown)
    return made


@pytest.fixture
def who(network, client):
    person = make.member(network)
    client.force_login(person)
    return person


def kept(network, name, *, days=0, **more):
    since = timezone.now() - timedelta(days=days)
    fields = {"kept": make.organization(name, **more), "ground": "Statute", "since": since}
    return Keeping.objects.create(keeper=network, **fields)


def listed(network):
    return reverse("organizations:keeping-list", args=[network.slug])


def letter(keeping):
    return reverse("organizations:keeping-letter", args=[keeping.pk])


def test_whom_no_e_mail_reaches_is_told_on_paper_and_the_page_says_so(client, network, who):
    small = make.organization("Piccola", tax_code=make.tax_code(77))
    typed = {"kept": small.tax_code, "ground": "Member"}
    answer = client.post(listed(network), typed, follow=True)
    keeping = Keeping.objects.get()
    assert answer.redirect_chain[-1][0] == letter(keeping)
    page = answer.content.decode()
    assert "tell it on paper" in page and "told by e-mail" not in page
    assert f"/organizations/{small.slug}/claim/" in page, "an address that can be typed"
    assert make.told() == [], "no letter leaves"
    assert "not told: no e-mail address is known" in client.get(listed(network)).content.decode()


def test_whom_an_e_mail_reaches_is_told_by_it(client, network, who):
    small = make.organization("Piccola", tax_code=make.tax_code(77), email="p@example.org")
    typed = {"kept": small.tax_code, "ground": "Member"}
    answer = client.post(listed(network), typed, follow=True)
    page = answer.content.decode()
    assert "It is told by e-mail" in page and "the e-mail is on its way" in page
    make.send_letters()
    assert "on its way" not in client.get(listed(network)).content.decode()


def test_only_a_letter_that_leaves_counts_towards_the_day(settings, network, who):
    settings.LETTERS_A_DAY = {"person": 1, "officer": 1, "address": 1}
    cache.clear()

    def keep(name, **more):
        with make.acting_as(who) as by:
            small = make.organization(name, **more)
            return actions.keep_listings(keeper=network, kept=small, ground="x", by=by)

    for number in range(3):
        keep(f"Piccola {number}")
    keep("Con posta", email="p@example.org")
    with pytest.raises(RuleBroken, match="as many letters"):
        keep("Altra con posta", email="q@example.org")


def test_the_keeper_notes_the_day_on_which_it_was_told(client, network, who):
    keeping = kept(network, "Piccola", days=5)
    today = timezone.localdate()
    for wrong in ("", "x", today + timedelta(days=1), today - timedelta(days=9)):
        answer = client.post(letter(keeping), {"on": str(wrong)})
        assert answer.status_code == 422, wrong
        assert 'aria-invalid="true"' in answer.content.decode()
    keeping.refresh_from_db()
    assert keeping.told_on is None
    on = today - timedelta(days=2)
    assert client.post(letter(keeping), {"on": on.isoformat()}).status_code == 302
    keeping.refresh_from_db()
    assert keeping.told_on == on
    with make.acting_as(who):
        for organization in (keeping.keeper, keeping.kept):
            assert "keeping.told" in {entry.what for entry in story_of(organization)}
    assert client.post(letter(keeping), {"on": today.isoformat()}).status_code == 422, "once"
    page = client.get(letter(keeping)).content.decode()
    assert "Note the day" not in page


def test_who_does_not_keep_listings_may_read_the_letter_and_note_nothing(client, network):
    keeping = kept(network, "Piccola")
    on = {"on": timezone.localdate().isoformat()}
    client.force_login(make.member(network, "organization_editor"))
    assert client.get(letter(keeping)).status_code == 200
    assert client.post(letter(keeping), on).status_code == 403
    client.force_login(make.member(make.organization("Altra")))
    assert client.get(letter(keeping)).status_code == 404
    assert client.post(letter(keeping), on).status_code == 404


def test_what_has_ended_is_told_nobody(network, who):
    keeping = kept(network, "Piccola")
    with make.acting_as(who) as by:
        actions.end_keeping(keeping=keeping, by=by)
        with pytest.raises(RuleBroken, match="ended already"):
            actions.note_told_on_paper(keeping=keeping, on=timezone.localdate(), by=by)


def test_the_list_is_counted_narrowed_paged_and_taken_away(client, network, who):
    for number in range(27):
        kept(network, f"Ente {number:02}", days=number)
    told = kept(network, "Aquilone", days=40)
    Keeping.objects.filter(pk=told.pk).update(told_at=timezone.now())
    kept(make.organization("Altra rete"), "Di altri")
    where, file = listed(network), reverse("organizations:keeping-export", args=[network.slug])
    page = client.get(where).content.decode()
    assert "28 organizations" in page
    assert "page=2" in page and "Di altri" not in page
    assert page.index("Aquilone") < page.index("Ente 00")
    newest = client.get(where, {"sort": "newest"}).content.decode()
    assert newest.index("Ente 00") < newest.index("Ente 01") and "Aquilone" not in newest
    assert "1 organization<" in client.get(where, {"told": "told"}).content.decode()
    assert "27 organizations" in client.get(where, {"told": "not"}).content.decode()
    assert "Nothing fits these filters" in client.get(where, {"words": "zzz"}).content.decode()
    for forged in ({"told": "x"}, {"sort": "x"}, {"page": "x"}):
        assert "28 organizations" in client.get(where, forged).content.decode()
    lines = client.get(file).content.decode("utf-8-sig").splitlines()
    assert len(lines) == 29 and lines[1].startswith("Aquilone")
    assert len(client.get(file, {"words": "ente 0"}).content.decode().splitlines()) == 11
