"""What source asks to have translated is read as GNU gettext reads it."""

import pytest
from babel.messages.catalog import Catalog

from dev import wording

CODE = """
from django.utils.translation import gettext as _, ngettext_lazy, pgettext
A = _("Where a "
      "line breaks")
B = ngettext_lazy("%(n)s hour", "%(n)s hours", "n")
C = pgettext("month", "May")
D = f"{_('inside')} and {len('not asked')}"
E = ("not asked", "gettext")
"""
PAGE = """
<h1>{% translate "A title" %}</h1>
    <p title="{% translate 'Said twice' as said %}">It isn't Python {{ a|default:_("By default") }}
  {% blocktranslate count n=n trimmed %}
     {{ n }} hour
  {% plural %}
     {{ n }} hours
  {% endblocktranslate %}
{# {% translate "Left out" %} #}
{% translate "May" context "may do" %} {% comment %}{% translate "Gone" %}{% endcomment %}
"""


def test_code_is_asked():
    asked = {(None, "Where a line breaks"), (None, "%(n)s hour"), ("month", "May")}
    assert wording.asked_in(CODE) - {(None, "inside")} == asked


def test_templates_are_asked():
    assert wording.asked_in(PAGE, template=True) == {
        (None, "A title"),
        (None, "Said twice"),
        (None, "By default"),
        (None, "%(n)s hour"),
        ("may do", "May"),
    }


@pytest.fixture
def catalogue():
    made = Catalog()
    made.add("Kept", "Tenuto")
    made.add(("%(n)s hour", "%(n)s hours"), ("%(n)s ora", "%(n)s ore"))
    made.add("May", "maggio", context="month")
    return made


def test_a_current_catalogue_is_not_behind(catalogue):
    asked = {(None, "Kept"), (None, "%(n)s hour"), ("month", "May")}
    assert wording.behind(asked, wording.known_to(catalogue)) == []


def test_a_new_text_a_lost_one_and_another_context_are_told(catalogue):
    asked = {(None, "New"), (None, "%(n)s hour"), (None, "May")}
    assert wording.behind(asked, wording.known_to(catalogue)) == [
        "not in the catalogue: 'May'",
        "not in the catalogue: 'New'",
        "asked by nothing: 'May'",
        "asked by nothing: 'Kept'",
    ]


def test_a_new_text_in_a_file_of_the_folder_is_found(tmp_path):
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "served.html").write_text('{% translate "As it is" %}')
    (tmp_path / "page.html").write_text('{% translate "Brand new" %}')
    (tmp_path / "module.py").write_text('_("Newer still")')
    asked = wording.asked_by(tmp_path)
    assert {(None, "Brand new"), (None, "Newer still")} <= asked
    assert (None, "As it is") not in asked
