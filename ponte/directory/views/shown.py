"""What the pages of editing show, put into words."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ponte.directory import permissions
from ponte.directory.actions.translations import texts_of
from ponte.directory.forms.cards import WEEKDAYS
from ponte.directory.forms.steps import served_in_words
from ponte.directory.models import CostUnit, Enterprise
from ponte.directory.queries import editing
from ponte.directory.queries.versions import fields_of, in_order, steps_of, values_of
from ponte.directory.rules import catalogues
from ponte.directory.rules.freshness import Age
from ponte.directory.rules.steps import title_of
from ponte.directory.rules.versions import Change
from ponte.kit.templatetags.amounts import euros
from ponte.territory.public import towns

MOODS = {"draft": "plain", "published": "good", "suspended": "waiting", "retired": "stopped"}
AGES = {
    Age.FRESH: (gettext_lazy("checked"), "good"),
    Age.DUE: (gettext_lazy("to be checked soon"), "waiting"),
    Age.STALE: (gettext_lazy("out of date"), "bad"),
    Age.EXPIRED: (gettext_lazy("out of date for long"), "bad"),
    Age.UNCONFIRMED: (gettext_lazy("never confirmed"), "plain"),
}
LISTS = {
    "categories": catalogues.SERVICE_CATEGORIES,
    "service_type": "service_types",
    "fee_kind": "fee_kinds",
    "prevailing_mission": "missions",
    "other_missions": "missions",
}
EXPORT_COLUMNS = [
    gettext_lazy("Kind"),
    gettext_lazy("Name"),
    gettext_lazy("Organization"),
    gettext_lazy("State"),
    gettext_lazy("Quality"),
    gettext_lazy("Missing"),
    gettext_lazy("Last confirmed"),
    gettext_lazy("Last changed"),
]


def state_shown(listing) -> dict[str, str]:
    """Return a listing's state as a word and a shape."""
    return {"word": listing.get_state_display(), "mood": MOODS[listing.state]}


def row_shown(judged) -> dict[str, Any]:
    """Return one line of my listings."""
    age = age_shown(judged.freshness.age)
    return {"judged": judged, "state": state_shown(judged.listing), "age": age}


def age_shown(age: Age) -> dict[str, Any]:
    """Return how old a listing's facts are, as a word and a shape."""
    word, mood = AGES[age]
    return {"word": word, "mood": mood}


def page_bones(actor, listing) -> dict[str, Any]:
    """Return what every page about one listing shows around its subject."""
    judged = editing.judge(listing)
    return {
        "listing": listing,
        "kind": judged.kind,
        "judged": judged,
        "title": judged.title,
        "state": state_shown(listing),
        "age": age_shown(judged.freshness.age),
        "keeper": editing.kept_by(listing),
        "may_publish": permissions.may_publish(actor, listing),
        "may_certify": _is_to_certify(listing) and permissions.may_certify(actor),
        "lacks": _with_steps(listing, judged.kind, judged.quality.lacks),
        "missing": _with_steps(listing, judged.kind, judged.verdict.missing),
        "steps": steps_shown(listing, judged),
    }


def _is_to_certify(listing) -> bool:
    """Whether it declares a share of disadvantaged workers or a certificate not seen yet."""
    if not isinstance(listing, Enterprise):
        return False
    share = listing.disadvantaged_share
    is_share = share is not None and listing.disadvantaged_share_standing != "verified"
    return is_share or bool(set(listing.certifications) - set(listing.certifications_seen))


def _with_steps(listing, kind: str, items) -> list[dict[str, Any]]:
    return [{"item": item, "url": step_url(listing, kind, item.step)} for item in items]


def step_url(listing, kind: str, step: str) -> str:
    """Return the address of one step."""
    return reverse("directory:listing-step", kwargs={"kind": kind, "pk": listing.pk, "step": step})


def steps_shown(listing, judged, current: str = "") -> list[dict[str, Any]]:
    """Return the steps with what is missing in each."""
    wrong = [lack.step for lack in judged.verdict.missing]
    return [
        {
            "code": step.code,
            "title": step.title,
            "url": step_url(listing, judged.kind, step.code),
            "is_current": step.code == current,
            "missing": wrong.count(step.code),
        }
        for step in steps_of(listing).values()
    ]


def translations_shown(listing) -> list[dict[str, Any]]:
    """Return each other language: not begun, a draft, signed, or older than its source."""
    known = editing.translations_of(listing)
    where = {"kind": editing.kind_of(listing), "pk": listing.pk}
    return [
        {
            "code": code,
            "name": name,
            "translation": known.get(code),
            "outdated": editing.changed_since(listing, known[code]) if code in known else [],
            "url": reverse("directory:listing-translate", kwargs={**where, "language": code}),
        }
        for code, name in settings.LANGUAGES
        if code != listing.language
    ]


def texts_to_translate(listing) -> list[str]:
    """Return the fields that have something to translate."""
    return [name for name in texts_of(listing) if getattr(listing, name)]


def change_in_words(change: Change) -> dict[str, Any]:
    """Return a change as a title and two texts that a person compares."""
    return {
        "title": title_of(change.field),
        "before": value_in_words(change.field, change.before),
        "after": value_in_words(change.field, change.after),
    }


def value_in_words(field: str, value: Any) -> str:
    """Say a stored value as a reader would."""
    if value is None or value == "" or value == []:
        return _("(nothing)")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if field == "served":
        return served_in_words(value)
    if field == "review_months":
        return ngettext("every month", "every %(n)s months", value) % {"n": value}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "\n".join(_row_in_words(field, row) for row in value)
    known = LISTS.get(field, field)
    if isinstance(value, list):
        return ", ".join(_code(known, code) for code in value)
    if hasattr(value, "isoformat"):
        return formats.date_format(value)
    return _code(known, value) if field in LISTS else str(value)


def lines_of(listing, name: str) -> list[str]:
    """Return a listing's rows of one kind in words, one line each; none where it has no such."""
    if name not in fields_of(listing):
        return []
    rows = in_order(name, [values_of(row, name) for row in getattr(listing, name).all()])
    return [_row_in_words(name, row) for row in rows]


def _code(catalogue: str, code: str) -> str:
    try:
        return catalogues.label(catalogue, code)
    except KeyError:
        return str(code)


def _row_in_words(field: str, row: dict) -> str:
    if field == "hours":
        return f"{WEEKDAYS[row['weekday']]} {row['opens']:%H:%M}-{row['closes']:%H:%M}"
    if field == "card_places":
        town = towns({row["municipality_id"]}).get(row["municipality_id"])
        parts = [row["name"], row["address"], row["cap"], town.label if town else ""]
    elif field == "cost_options":
        unit = CostUnit(row["unit"]).label
        parts = [row["label"], f"{euros(row['amount'])} {unit}"]
    elif field == "offers":
        parts = [row["name"], catalogues.label(catalogues.PRODUCT_CATEGORIES, row["category"])]
    elif field == "references":
        parts = [row["client_name"], row["what"], str(row["year"])]
    else:
        parts = [row.get("label", ""), row.get("value", "")]
    return ", ".join(part for part in parts if part)


def export_rows(rows) -> Iterator[Iterable]:
    """Yield the lines of the export, a few hundred listings at a time."""
    kinds = {"card": _("Service card"), "enterprise": _("Enterprise profile")}
    count, step = rows.count(), 500
    for start in range(0, count, step):
        for one in editing.judged(list(rows[start : start + step])):
            listing = one.listing
            provider = listing.organization.name if listing.organization_id else ""
            yield [
                kinds[one.kind],
                one.title,
                provider or getattr(listing, "provider_name", ""),
                listing.get_state_display(),
                one.quality.score,
                ", ".join(str(lack.title) for lack in one.verdict.missing),
                listing.verified_on or "",
                f"{listing.changed_at:%Y-%m-%d}",
            ]


def version_typed(data) -> int:
    """Return the content version that a form was filled over; none for a forged one."""
    text = data.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0
