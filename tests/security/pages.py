"""Forms as a browser reads them from a page, and what the database held before a post."""

from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from django.db import connection
from lxml import html

# Sessions are written by looking; the cache counts tries beside the request.
BESIDE = {"django_session", "ponte_cache"}
TEXTUAL = {"text", "search", "email", "url", "tel", "number", "date", "textarea"}


@dataclass
class Form:
    """Where a form goes and what its fields hold."""

    action: str
    method: str
    values: dict[str, list[str]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)


def tree_of(answer):
    content = b"".join(answer) if answer.streaming else answer.content
    return html.fromstring(content.decode() or "<html></html>")


def finish(answer) -> None:
    """Close what an answer holds open; closing it whole would end the test's transaction."""
    for close in answer._resource_closers:
        close()


def forms_of(answer, path: str) -> list[Form]:
    """Return the forms of a page."""
    return [_form(one, path) for one in tree_of(answer).iter("form")]


def _form(element, path: str) -> Form:
    action = urlsplit(element.get("action") or path)
    form = Form(action.path or path, (element.get("method") or "get").lower())
    for one in element.xpath(".//input|.//textarea|.//select"):
        if name := one.get("name"):
            _add(form, name, one)
    return form


def _add(form: Form, name: str, one) -> None:
    kind = one.get("type", "text") if one.tag == "input" else one.tag
    form.kinds[name] = kind
    values = form.values.setdefault(name, [])
    if kind in ("checkbox", "radio"):
        form.choices.setdefault(name, []).append(one.get("value", "on"))
        if one.get("checked") is not None:
            values.append(one.get("value", "on"))
    elif kind == "select":
        options = one.xpath(".//option")
        form.choices[name] = [option.get("value", "") for option in options]
        values += [o.get("value", "") for o in options if o.get("selected") is not None]
    elif kind == "textarea":
        values.append((one.text or "").removeprefix("\n"))
    elif kind not in ("submit", "button", "file"):
        values.append(one.get("value", ""))


def shown_values(answer) -> dict[str, list[str]]:
    """Return what the fields of a page hold, by name."""
    found: dict[str, list[str]] = {}
    for form in forms_of(answer, "/"):
        for name, values in form.values.items():
            found.setdefault(name, []).extend(values)
    return found


def asked_names(answer) -> set[str]:
    """Return the names a page puts in addresses: of its search forms and of its links."""
    tree = tree_of(answer)
    found = {name for name in tree.xpath("//form[@method='get']//@name")}
    for link in tree.xpath("//a/@href"):
        found |= {name for name, _value in parse_qsl(urlsplit(link).query)}
    return found


def tables() -> list[str]:
    return sorted(set(connection.introspection.table_names()) - BESIDE)


def held() -> dict[str, tuple]:
    """Return how many rows each table has and the newest change to it, as this test sees them."""
    selects = " UNION ALL ".join(
        f"SELECT '{name}', count(*), max(xmin::text::bigint) FROM \"{name}\"" for name in tables()
    )
    with connection.cursor() as cursor:
        cursor.execute(selects)
        return {name: (count, newest) for name, count, newest in cursor.fetchall()}


def changed(before: dict[str, tuple]) -> set[str]:
    """Return the tables that are no longer as they were."""
    now = held()
    return {name for name in now if now[name] != before[name]}
