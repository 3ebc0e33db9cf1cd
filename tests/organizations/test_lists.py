"""My organizations and the members of one: counted, narrowed, sorted, paged, taken away."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ponte.organizations.models import Keeping, Membership
from tests.organizations import factories as make

pytestmark = [
    pytest.mark.usefixtures("rows"),
    pytest.mark.django_db(databases=["default", "aside"]),
]
MINE = reverse("organizations:organization-list")
MINE_FILE = reverse("organizations:organization-export")


@pytest.fixture
def coop():
    return make.organization("Coop Sole", claimed=True)


@pytest.fixture
def manager(coop, client):
    person = joined(coop, "zoe manager", role="organization_manager").person
    client.force_login(person)
    return person


def members_of(organization) -> tuple[str, str]:
    arguments = [organization.slug]
    return tuple(
        reverse(f"organizations:{name}", args=arguments)
        for name in ("member-list", "member-export")
    )


def joined(organization, name, *, role="organization_editor", days=0):
    since = timezone.now() - timedelta(days=days)
    return Membership.objects.create(
        organization=organization, person=make.person(name), role=role, since=since
    )


def works_for(person, *names, role="organization_editor"):
    for name in names:
        organization = make.organization(name)
        Membership.objects.create(organization=organization, person=person, role=role)


def lines(answer) -> list[str]:
    return answer.content.decode("utf-8-sig").splitlines()


def asked_of_the_database(client, path) -> int:
    client.get(path)  # what a process reads once and keeps is no question of the list
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_my_organizations_are_counted_paged_and_sorted(client, manager):
    works_for(manager, *(f"Ente {number:02}" for number in range(27)))
    page = client.get(MINE).content.decode()
    assert "28 organizations" in page and "page=2" in page
    assert page.index("Coop Sole") < page.index("Ente 00")
    assert "Ente 26" in client.get(MINE, {"page": "2"}).content.decode()
    for forged in ({"held": "x"}, {"sort": "x"}, {"page": "x"}):
        assert "28 organizations" in client.get(MINE, forged).content.decode()
    assert len(lines(client.get(MINE_FILE))) == 29
    assert len(lines(client.get(MINE_FILE, {"words": "ente 0"}))) == 11


def test_my_organizations_are_narrowed_by_words_and_by_what_i_am_there(client, coop, manager):
    kept = make.organization("Piccola", municipality=make.municipality())
    Keeping.objects.create(keeper=coop, kept=kept, ground="Statute")
    Membership.objects.filter(person=manager).update(role="organization_manager")
    for asked, there, gone in (
        ({"held": "keeper"}, "Piccola", "Coop Sole"),
        ({"held": "member"}, "Coop Sole", "Piccola"),
        ({"words": kept.municipality.name[:5].lower()}, "Piccola", "Coop Sole"),
    ):
        page = client.get(MINE, asked).content.decode()
        shown = page[page.index('role="status"') :]
        assert "1 organization<" in shown and there in shown and gone not in shown, asked
        assert [there in line for line in lines(client.get(MINE_FILE, asked))[1:]] == [True]
    by_town = client.get(MINE, {"sort": "town"}).content.decode()
    assert by_town.index("Piccola</a>") < by_town.index("Coop Sole</a>"), "no town comes last"
    row = lines(client.get(MINE_FILE, {"held": "keeper"}))[1]
    assert row.startswith(f"Piccola;{kept.municipality.name};BG;{kept.tax_code};")


def test_nothing_found_says_what_to_do_and_none_at_all_something_else(client, manager):
    page = client.get(MINE, {"words": "zzz"}).content.decode()
    assert "Nothing fits these filters" in page and "Show all" in page
    client.force_login(make.person("Nobody"))
    page = client.get(MINE).content.decode()
    assert "You work for no organization yet" in page and "Filter and sort" not in page
    assert lines(client.get(MINE_FILE))[1:] == []


def test_members_are_counted_narrowed_sorted_and_paged(client, coop, manager):
    where, file = members_of(coop)
    for number in range(27):
        joined(coop, f"anna {number:02}", role="buyer", days=number + 1)
    joined(make.organization("Altra"), "di altri")
    page = client.get(where).content.decode()
    assert "28 members" in page and "page=2" in page and "Di Altri" not in page
    assert page.index("Anna 26") < page.index("Anna 25"), "longest there first"
    newest = client.get(where, {"sort": "newest"}).content.decode()
    assert newest.index("Zoe Manager</h3>") < newest.index("Anna 00</h3>")
    by_name = client.get(where, {"sort": "name"}).content.decode()
    assert by_name.index("Anna 00</h3>") < by_name.index("Anna 01</h3>")
    assert "Zoe Manager</h3>" not in by_name, "on the second page"
    assert "1 member<" in client.get(where, {"words": "zoe"}).content.decode()
    assert "27 members" in client.get(where, {"role": "buyer"}).content.decode()
    assert "Nothing fits these filters" in client.get(where, {"words": "zzz"}).content.decode()
    for forged in ({"role": "x"}, {"sort": "x"}, {"page": "x"}):
        assert "28 members" in client.get(where, forged).content.decode()
    assert len(lines(client.get(file))) == 29
    assert len(lines(client.get(file, {"words": "anna 0"}))) == 11


def test_no_two_fields_of_the_members_page_share_an_id(client, coop, manager):
    page = client.get(members_of(coop)[0]).content.decode()
    assert page.count('id="id_role"') == 1 and page.count('id="narrow_role"') == 1


def test_an_address_is_told_and_looked_for_only_where_it_is_shown(client, coop, manager):
    where, file = members_of(coop)
    assert "zoe.manager@example.org" in client.get(file).content.decode()
    client.force_login(joined(coop, "ugo editor").person)
    assert "Zoe Manager" in client.get(file).content.decode()
    assert "@" not in client.get(file).content.decode()
    for words in ("example.org", "zoe.manager"):
        page = client.get(where, {"words": words}).content.decode()
        assert "Nothing fits these filters" in page
        assert lines(client.get(file, {"words": words}))[1:] == []


def test_each_list_asks_as_often_for_thirty_as_for_two(client, coop, manager):
    works_for(manager, "Ente 1")
    joined(coop, "anna")
    paths = (MINE, MINE_FILE, *members_of(coop))
    few = [asked_of_the_database(client, path) for path in paths]
    works_for(manager, *(f"Ente {number}" for number in range(2, 30)))
    for number in range(28):
        joined(coop, f"anna {number}")
    assert [asked_of_the_database(client, path) for path in paths] == few
