"""Row history of tables that files fill: one statement, and still a line for each row."""

from ponte.kit.copying import copy_in
from ponte.organizations.models import Organization


def history() -> list[tuple[str, str]]:
    events = Organization.history.rel.related_model.objects.order_by("pgh_id")
    return list(events.values_list("pgh_label", "slug"))


def test_each_row_of_many_has_its_own_history_in_order(rows):
    names = ["uno", "due", "tre"]
    copy_in([Organization(name=name, slug=name) for name in names])
    assert history() == [("insert", name) for name in names]
    Organization.objects.update(phone="1")
    Organization.objects.exclude(slug="due").delete()
    assert sorted(history()[3:6]) == sorted(("update", name) for name in names)
    assert sorted(history()[6:]) == [("delete", "tre"), ("delete", "uno")]


def test_a_statement_without_rows_leaves_no_history(rows):
    Organization.objects.filter(slug="nobody").delete()
    assert history() == []


def test_history_says_under_which_context_rows_came(rows):
    copy_in([Organization(name="uno", slug="uno"), Organization(name="due", slug="due")])
    events = Organization.history.rel.related_model.objects.all()
    assert len({event.pgh_context_id for event in events}) == 1
    assert all(event.pgh_context_id for event in events)
    assert {event.pgh_context["kind"] for event in events} == {"job"}
