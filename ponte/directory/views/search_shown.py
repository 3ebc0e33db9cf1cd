"""A search put into words for its page: filters, results with their reasons, ways out."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ponte.directory.queries.search import Answer, Relaxation, name_of
from ponte.directory.queries.search_postgres import is_point
from ponte.directory.rules.asked import (
    MOST,
    PAGE,
    RADII,
    Asked,
    Sort,
    View,
    canonical,
    pairs,
)
from ponte.directory.rules.document import ENTERPRISES, SERVICES
from ponte.directory.rules.facets import BY_GROUP, FACETS, Facet
from ponte.directory.rules.numbers import Group, facet_number
from ponte.directory.views.map_shown import map_of
from ponte.directory.views.result_shown import result_of
from ponte.kit.templatetags.amounts import number

OPEN_FACETS = 3
DESKS = Asked(chosen={Group.KIND: (SERVICES,), Group.CATEGORY: ("welfare_desks",)})
MOST_OPTIONS = 14


def address_of(asked: Asked) -> str:
    """Return the permanent address of a search."""
    query = canonical(asked)
    return reverse("directory:search") + (f"?{query}" if query else "")


def file_url(answer: Answer) -> str:
    """Return the permanent address of the results as a file, whichever page or view is open."""
    query = canonical(answer.asked.changed(view=View.LIST))
    return reverse("directory:search-file") + (f"?{query}" if query else "")


def context_of(answer: Answer, asked: Asked) -> dict:
    """Return what `directory/search.html` needs; `asked` is as typed, place included."""
    shown_map = map_of(answer) if answer.asked.view is View.MAP else None
    facets = [facet for one in FACETS if (facet := _facet(one, answer))]
    return {
        "section": {SERVICES: "services", ENTERPRISES: "enterprises"}.get(answer.asked.kind, ""),
        "search": _search(answer, asked, {facet["name"] for facet in facets}),
        "results": [result_of(hit, answer) for hit in answer.hits],
        "total": answer.total,
        "total_words": _total(answer),
        "facets": facets,
        "page": _page(answer),
        "tabs": [
            {"label": label, "url": address_of(answer.asked.changed(view=view)),
             "current": answer.asked.view is view}
            for view, label in ((View.LIST, _("List")), (View.MAP, _("Map")))
        ],
        "sorts": _sorts(answer),
        "chips": _chips(answer),
        "empty": _empty(answer) if not answer.total else None,
        "empty_steps": [_step(step, answer) for step in answer.relaxations],
        "map": shown_map,
        "downloads": _downloads(answer),
        "address": settings.SITE_ADDRESS.rstrip("/") + address_of(answer.asked),
    }  # fmt: skip


def _hidden(asked: Asked, without: Iterable[str]) -> list[dict]:
    left_out = {*without, "page"}
    return [{"name": n, "value": v} for n, v in pairs(asked) if n not in left_out]


def _search(answer: Answer, asked: Asked, shown: set[str]) -> dict:
    """The question itself; the form of filters keeps whatever it does not show."""
    now = answer.asked
    place = name_of(answer.place) if answer.place else asked.place
    cleared = Asked(words=now.words, place=now.place, radius=now.radius, view=now.view)
    return {
        "action": reverse("directory:search"),
        "query": asked.words,
        "place": place,
        "kind": now.kind,
        "suggest_url": reverse("directory:suggest"),
        "place_suggest_url": reverse("directory:suggest-place"),
        "title": _title(answer),
        "said": ", ".join(filter(None, (asked.words, place))),
        "canonical": address_of(now),
        "radii": _radii(answer),
        "clear_url": address_of(cleared) if now.chosen or now.open_now else "",
        "hidden": _hidden(now, {*shown, "radius", "open"}),
        "sort_hidden": _hidden(now, {"sort"}),
        "problems": _problems(answer, asked),
        "view": now.view.value,
    }


def _title(answer: Answer) -> str:
    what = {
        SERVICES: _("Services for people"),
        ENTERPRISES: _("Enterprises of the social economy"),
        "": _("Services and enterprises"),
    }[answer.asked.kind]
    if answer.place is None:
        return what
    near = is_point(answer.place)
    words = _("%(what)s near %(place)s") if near else _("%(what)s in %(place)s")
    place = answer.place.name if near else name_of(answer.place)
    return words % {"what": what, "place": place}


def _total(answer: Answer) -> str:
    if not answer.total:
        return _("No result")
    return ngettext("%(number)s result", "%(number)s results", answer.total) % {
        "number": number(answer.total)
    }


def _radii(answer: Answer) -> list[dict]:
    if answer.place is None or not is_point(answer.place):
        return []
    return [
        {"value": str(km), "label": _("within %(km)s km") % {"km": km},
         "chosen": km == answer.asked.radius}
        for km in RADII
    ]  # fmt: skip


def _problems(answer: Answer, asked: Asked) -> list[str]:
    found = []
    if asked.place and answer.place is None:
        found.append(
            _("We do not know the place “%(place)s”: these are results from everywhere.")
            % {"place": asked.place}
        )
    if answer.mended:
        found.append(_("Nothing was found as typed. We searched “%s”.") % answer.mended)
    if answer.unfinished:
        found.append(_("We took the last word as the beginning of a word."))
    if answer.maybe:
        found.append(_("Did you mean “%s”?") % answer.maybe)
    if answer.others:
        names = ", ".join(place.label for place in answer.others)
        found.append(_("Other places have this name: %(names)s.") % {"names": names})
    return found


def _facet(facet: Facet, answer: Answer) -> dict | None:
    """One group of options with its counts; none where there is nothing to choose."""
    kind = answer.asked.kind
    if facet.kinds != (SERVICES, ENTERPRISES) and kind not in facet.kinds:
        return None
    chosen = answer.asked.chosen.get(facet.group, ())
    options = [
        {"value": code, "label": label, "chosen": code in chosen,
         "count": answer.counts.get(facet_number(facet.group, code), 0)}
        for code, label in facet.options.items()
    ]  # fmt: skip
    options = [option for option in options if option["count"] or option["chosen"]]
    is_tick = chosen or facet.group == Group.ART14  # can be taken off, or put on
    if not options or (len(options) == 1 and (facet.group == Group.KIND or not is_tick)):
        return None
    if len(options) > MOST_OPTIONS:
        options.sort(key=lambda option: (not option["chosen"], -option["count"]))
    place = [one.group for one in FACETS if kind in one.kinds or not kind].index(facet.group)
    return {
        "name": facet.name,
        "label": facet.title,
        "hint": facet.hint,
        "kind": "one" if facet.group == Group.KIND else "many",
        "is_open": bool(chosen) or place < OPEN_FACETS,
        "options": options,
    }


def _page(answer: Answer) -> dict:
    last = max(1, -(-min(answer.total, MOST) // PAGE))
    here = answer.asked.page
    return {
        "number": here, "pages": last, "has_previous": here > 1, "previous": here - 1,
        "has_next": here < last, "next": here + 1,
    }  # fmt: skip


def _sorts(answer: Answer) -> list[dict]:
    labels = {
        Sort.BEST: _("best match"),
        Sort.NEAR: _("nearest"),
        Sort.NAME: _("by name"),
        Sort.RECENT: _("last confirmed"),
    }
    if answer.place is None or not is_point(answer.place):
        del labels[Sort.NEAR]
    return [
        {"value": sort.value, "label": label, "chosen": sort is answer.asked.sort}
        for sort, label in labels.items()
    ]


def _chips(answer: Answer) -> list[dict]:
    """What narrows the search, each with the address without it."""
    asked = answer.asked
    chips = []
    for group, codes in asked.filters.items():
        options = BY_GROUP[group].options
        for code in codes:
            left = asked.choosing(group, set(codes) - {code})
            chips.append({"text": options.get(code, code), "remove_url": address_of(left)})
    if asked.open_now:
        left = asked.changed(open_now=False)
        chips.append({"text": _("Open now"), "remove_url": address_of(left)})
    return chips


def _downloads(answer: Answer) -> list[dict]:
    """The file with the same results, as far as the pages go."""
    if not answer.total:
        return []
    label = _("Download the results (CSV)")
    if answer.total > MOST:
        label = _("Download the first %(number)s results (CSV)") % {"number": number(MOST)}
    return [{"label": label, "url": file_url(answer)}]


def _empty(answer: Answer) -> dict:
    if answer.nearest is not None:
        town = ", ".join(answer.nearest.shown.get("towns", ())[:1])
        text = _("The nearest is “%(name)s” in %(town)s, %(km)s km away.") % {
            "name": answer.nearest.shown["name"], "town": town,
            "km": number(round(answer.nearest.km)),
        }  # fmt: skip
    elif answer.relaxations:
        text = _("This is what you could change.")
    else:
        text = _("Try fewer or simpler words, or ask a desk near you.")
    return {"title": _("Nothing answers all of this"), "text": text, "desks_url": address_of(DESKS)}


def _step(step: Relaxation, answer: Answer) -> dict:
    total = ngettext("%(number)s result", "%(number)s results", step.total) % {
        "number": number(step.total)
    }
    if step.kind == "filter":
        words = _("Drop “%(what)s” (%(total)s)")
        what = BY_GROUP[step.group].title
    elif step.kind == "radius":
        words, what = _("Search within %(what)s km (%(total)s)"), step.asked.radius
    elif step.kind == "place":
        words, what = _("Search everywhere (%(total)s)"), ""
    elif step.kind == "bare":
        words, what = _("Search everywhere without filters (%(total)s)"), ""
    else:
        words, what = _("Leave out the words “%(what)s” (%(total)s)"), answer.asked.words
    label = words % {"what": Truncator(what).chars(40), "total": total}
    return {"label": label, "url": address_of(step.asked)}
