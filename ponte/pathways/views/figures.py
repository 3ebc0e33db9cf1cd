"""How my cases stand, in pictures with their tables; what an office publishes of it."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ponte.kit.charts import bars, lines
from ponte.kit.lists import csv_file
from ponte.pathways import actions, permissions
from ponte.pathways.figures import dashboards, releases
from ponte.pathways.figures.dashboards import Dashboard
from ponte.pathways.rules.publishing import PathwayFigures, Row
from ponte.pathways.views.answering import tried
from ponte.pathways.views.figures_tables import HIDDEN, tables_of, type_columns, type_rows
from ponte.pathways.views.funding import own_office

BARS = ("states", "cooperatives", "companies", "tutors")


@require_safe
def figures(request):
    """The numbers of my cases; who reads counts only sees what was published."""
    works = dashboards.may_see(request.actor)
    if not works and not _reads_counts(request.actor):
        raise Http404
    context = {
        "shown": dashboard_shown(dashboards.dashboard(request.actor)) if works else None,
        "published": [release_shown(one) for one in releases.newest_releases()],
        "publishes": bool(permissions.offices_of(request.actor)),
    }
    return render(request, "pathways/figures.html", context)


def _reads_counts(actor) -> bool:
    held = permissions.held(actor) if actor.is_person else {}
    return any(permissions.READ_COUNTS in carried for carried in held.values())


def dashboard_shown(found: Dashboard) -> dict:
    """Return the numbers as the components draw them."""
    tables = tables_of(found)
    return {
        "facts": _facts(found),
        "bars": [(tables[code], bars(tables[code].rows)) for code in BARS if code in tables],
        "months": _months(found),
        "waits": tables.get("waits"),
        "types": types_shown(found.types) if found.types else None,
    }


def _facts(found: Dashboard) -> list[dict]:
    facts = [
        (_("Cases"), number_format(found.total)),
        (_("Under way"), number_format(found.under_way)),
        (_("Hours planned"), number_format(found.hours["planned"] // 60)),
        (_("Hours done"), number_format(found.hours["done"] // 60)),
        (_("Of these in training"), number_format(found.hours["training"] // 60)),
        (_("Hours of absence"), number_format(found.hours["absence"] // 60)),
        (_("Hours not confirmed yet"), number_format(found.hours["unconfirmed"] // 60)),
        (_("Posts freed by a hire"), number_format(found.posts.freed)),
        (_("Of these taken by somebody else"), number_format(found.posts.taken)),
    ]
    if found.posts.days is not None:
        facts.append((_("Days until half of them were taken"), number_format(found.posts.days)))
    return [{"label": label, "value": text, "note": ""} for label, text in facts]


def _months(found: Dashboard):
    names = {"begun": _("Begun"), "ended": _("Completed"), "hired": _("Hired")}
    counts = [month for _day, month in found.months]
    most = max((count for month in counts for count in month.values()), default=0)
    return lines(
        [date_format(day, "m/y") for day, _month in found.months],
        [(label, [month[name] for month in counts]) for name, label in names.items()],
        levels=[(0, "0"), (max(most, 1), str(max(most, 1)))],
    )


def types_shown(found: PathwayFigures) -> dict:
    """Return a table by type: counts, hidden ones as a star, and both rates."""
    named = type_rows(found)
    return {
        "columns": type_columns(),
        "rows": [_row(label, row) for label, row in named],
        "bars": bars(((label, row.involved) for label, row in named[:-1]), hidden=HIDDEN),
        "bars_head": [_("Type"), _("Involved")],
    }


def _row(label, row: Row) -> list[str]:
    counts = [
        HIDDEN if count is None else number_format(count)
        for count in (row.involved, row.concluded, row.hired)
    ]
    rates = [
        "" if rate is None else f"{number_format(rate, 1)} %"
        for rate in (row.hired_of_concluded, row.hired_of_involved)
    ]
    return [str(label), *counts, *rates]


def release_shown(release) -> dict:
    """Return a published table with its office and day."""
    table = types_shown(releases.printed(release))
    return {"office": release.office.name, "at": release.at, "least": release.at_least, **table}


@require_POST
def figures_publish(request):
    """Publish what of my office's figures may be published."""
    office = own_office(request.actor)
    tried(
        request,
        lambda: actions.publish_figures(office=office, by=request.actor),
        _("Published. Hidden counts carry a star."),
    )
    return redirect("pathways:figures")


@require_safe
def figures_file(request):
    """The published tables of all offices as one file."""
    if not dashboards.may_see(request.actor) and not _reads_counts(request.actor):
        raise Http404
    found = [release_shown(one) for one in releases.newest_releases()]
    columns = found[0]["columns"] if found else [_("Type")]
    rows = [[one["office"], date_format(one["at"]), *row] for one in found for row in one["rows"]]
    return csv_file("figures", [_("Office"), _("Published on"), *columns], rows)
