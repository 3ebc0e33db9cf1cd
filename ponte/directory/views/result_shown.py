"""One result in words: what it is, where, for whom, and why it answers the search."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import formats
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ponte.directory.queries.search import Answer
from ponte.directory.queries.search_postgres import Hit, is_point
from ponte.directory.rules import catalogues
from ponte.directory.rules.document import CATALOGUES, SERVICES
from ponte.directory.rules.facets import BY_GROUP
from ponte.directory.rules.numbers import Group
from ponte.engines.text.explain import why
from ponte.kit.templatetags.amounts import number

MOST_REASONS = 3
MOST_FOR = 3
SUMMARY = 180


def result_of(hit: Hit, answer: Answer) -> dict:
    """Return what `components/item.html` needs."""
    shown = hit.shown
    kind = "service-detail" if shown["kind"] == SERVICES else "enterprise-detail"
    text = shown.get("summary") or Truncator(shown.get("description", "")).chars(SUMMARY)
    return {
        "title": shown["name"],
        "url": reverse(f"directory:{kind}", kwargs={"slug": shown["slug"]}),
        "over": _over(shown),
        "text": text,
        "facts": list(_facts(hit)),
        "reasons": _reasons(hit, answer),
        "state": _state(hit),
        "element": "service-link" if shown["kind"] == SERVICES else "",
        "language": hit.language,
    }


def _over(shown: dict) -> str:
    codes = shown.get("facets", {})
    if shown["kind"] == SERVICES:
        named = catalogues.labels(catalogues.SERVICE_CATEGORIES, codes.get("category", ())[:1])
        return ", ".join([_("Service"), *named])
    options = BY_GROUP[Group.TYPE].options
    named = [str(options[code]) for code in codes.get("type", ())[:1] if code in options]
    return ", ".join([_("Enterprise"), *named])


def _facts(hit: Hit) -> Iterator[dict]:
    shown = hit.shown
    towns = shown.get("towns", [])
    if towns:
        where = towns[0]
        if hit.km is not None:
            where = _("%(town)s, %(km)s km") % {"town": where, "km": number(round(hit.km))}
        yield {"icon": "map-marker", "text": where}
    if shown.get("organization"):
        yield {"icon": "building", "text": shown["organization"]}
    groups = shown.get("facets", {}).get("target", ())[:MOST_FOR]
    if groups:
        labels = catalogues.labels("target_groups", groups)
        yield {"icon": "user", "text": ", ".join(str(label).lower() for label in labels)}
    fees = shown.get("facets", {}).get("fee", ())
    if fees:
        yield {"icon": "card", "text": catalogues.label("fee_kinds", fees[0])}
    if hit.verified_on:
        day = formats.date_format(hit.verified_on, "DATE_FORMAT")
        yield {"icon": "clock", "text": _("confirmed on %s") % day}


def _state(hit: Hit) -> dict | None:
    if hit.stale:
        return {"word": _("may be out of date"), "mood": "waiting"}
    if hit.shown["origin"] == "provider":
        return None
    year = hit.shown.get("source_year")
    word = _("not confirmed, source of %s") % year if year else _("not confirmed")
    return {"word": word, "mood": "plain"}


SAID = {
    "name": gettext_lazy("“%(met)s” in the name"),
    "organization": gettext_lazy("“%(met)s” in the organization's name"),
    "summary": gettext_lazy("“%(met)s” in the summary"),
    "offers": gettext_lazy("on sale: %(excerpt)s"),
    "description": gettext_lazy("in the text: %(excerpt)s"),
    "more": gettext_lazy("in the text: %(excerpt)s"),
}


def _reasons(hit: Hit, answer: Answer) -> list[str]:
    """Say which words were met and where, then why it counts as being in the place."""
    found = list(_word_reasons(hit, answer)) if answer.question is not None else []
    place = answer.place
    if place is not None and is_point(place):
        if hit.km is None or hit.km > answer.asked.radius:
            found.append(_("It serves %s") % place.name)
    elif place is not None and not hit.shown.get("towns"):
        found.append(_("It serves %s") % place.name)
    return found[:MOST_REASONS]


def _word_reasons(hit: Hit, answer: Answer) -> Iterator[str]:
    shown = hit.shown
    texts = {name: text for name in SAID if (text := shown.get(name, ""))}
    if "offers" in texts:
        texts["offers"] = " · ".join(" ".join(offer) for offer in shown["offers"])
    met = set()
    for reason in why(answer.question.query, texts, hit.language):
        met.add(reason.word)
        text = SAID[reason.field] % {
            "met": reason.excerpt[reason.start : reason.end],
            "excerpt": Truncator(reason.excerpt).chars(90),
        }
        yield text
    if len(met) < len(answer.question.words):
        yield from _meaning_reasons(shown, answer)


def _meaning_reasons(shown: dict, answer: Answer) -> Iterator[str]:
    """The categories that the remaining words stand for."""
    for group, catalogue in CATALOGUES.items():
        codes = set(shown.get("facets", {}).get(group.name.lower(), ()))
        named = {one.code for one in answer.question.meanings if one.group == group} & codes
        for label in catalogues.labels(catalogue, sorted(named)):
            yield _("in the category “%s”") % label
