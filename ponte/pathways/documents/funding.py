"""The report to a funder: cases by their code, amounts by kind, sums that add up to the cent."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from ponte.kit.templatetags.amounts import clock, to_the_cent
from ponte.kit.templatetags.moments import day_in_full
from ponte.pathways.documents.paper import Paper, Part, Table, told
from ponte.pathways.models import Funding
from ponte.pathways.rules.funding import Report
from ponte.pathways.states import CostKind


def funding_paper(funding: Funding, made: Report, late: Mapping[str, int]) -> Paper:
    """Return the report as it stands; `late` are minutes confirmed after their days were paid."""
    return Paper(
        funding.call,
        funding.funder,
        (
            _summary(funding, made),
            Part(_("The report as it stands"), _late(late), table=_sums(made)),
        ),
    )


def _summary(funding: Funding, made: Report) -> Part:
    reported, due = funding.reported_on, funding.report_on
    days = f"{day_in_full(funding.first_day)} - {day_in_full(funding.last_day)}"
    return Part(
        _("The money"),
        pairs=told(
            (_("Days paid for"), days),
            (_("Budget"), to_the_cent(funding.budget_cents)),
            (_("Spent"), to_the_cent(made.total)),
            (_("Left"), to_the_cent(made.left)),
            (_("Reported on") if reported else _("Report due on"), day_in_full(reported or due)),
        ),
    )


def _sums(made: Report) -> Table:
    kinds = (str(CostKind(kind).label) for kind in made.kinds)
    rows = [(case, *map(to_the_cent, sums), to_the_cent(total)) for case, sums, total in made.rows]
    rows.append((_("Total"), *map(to_the_cent, made.sums), to_the_cent(made.total)))
    caption = _("Amounts by case and kind, to the cent")
    return Table(caption, (_("Case"), *kinds, _("Total")), tuple(rows), are_numbers=True)


def _late(late: Mapping[str, int]) -> tuple[str, ...]:
    sentence = _(
        "%(case)s: %(hours)s hours were confirmed after their days had been paid, and are paid "
        "here once."
    )
    return tuple(
        sentence % {"case": case, "hours": clock(minutes)} for case, minutes in late.items()
    )
