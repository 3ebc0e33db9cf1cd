"""The tests' own guard: a template cannot ask for what nobody gave."""

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.template import engines

from tests.undefined import UndefinedInTemplate


def shown(text: str, **context) -> str:
    return engines["django"].from_string(text).render(context)


@pytest.mark.parametrize(
    "text",
    [
        "{{ gone }}",
        "{{ here.gone }}",
        "{{ gone|upper }}",
        "{{ gone|default_if_none:'x' }}",
        "{% for one in gone %}{% endfor %}",
        "{% with one=gone %}{% endwith %}",
        "{% url gone %}",
        "{% load i18n %}{% blocktranslate %}Hello {{ gone }}{% endblocktranslate %}",
    ],
)
def test_an_undefined_name_fails(text):
    with pytest.raises(UndefinedInTemplate, match="gone"):
        shown(text, here={"name": "Rosa"})


@pytest.mark.parametrize(
    "text",
    ["{% if gone %}x{% endif %}", "{{ gone|default:'' }}", "{% firstof gone here.none '' %}"],
)
def test_a_page_may_ask_whether_a_name_is_there(text):
    assert shown(text, here={"name": "Rosa"}) == ""


def test_a_relation_without_a_row_stays_empty():
    class Person:
        @property
        def card(self):
            raise ObjectDoesNotExist

    assert shown("{{ who.card }}{% if who.card %}x{% endif %}", who=Person()) == ""
    assert shown("{{ none }}{% for one in empty %}x{% endfor %}", none="", empty=[]) == ""
