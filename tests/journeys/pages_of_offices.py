"""Pages of an office and of an employers' association: figures, money, meetings, calls."""

from tests.journeys.visit import ERRORS, OPEN, Visit, with_one

FUNDING = "select id from pathways_funding"
MEETING = "select id from pathways_meeting"
ITEM = "select id from pathways_agendaitem"
UNANSWERED = (
    "select id from pathways_call where published_at is not null"
    " and id not in (select call_id from pathways_callanswer)"
)
DRAFT = "select id from pathways_call where published_at is null"
MONEY, CALLS = "pathways/money/{}/", "pathways/calls/{}/"
OFFICE = (
    Visit("figures", "pathways:figures", "pathways/figures/", "placement"),
    Visit("published figures", "pathways:figures", "pathways/figures/", "province"),
    Visit("money", "pathways:funding-list", "pathways/money/", "placement", ERRORS),
    Visit("funding", "pathways:funding-detail", with_one(MONEY, FUNDING), "placement"),
    Visit(
        "correct a funding",
        "pathways:funding-edit",
        with_one(MONEY + "edit/", FUNDING),
        "placement",
        ERRORS,
    ),
    Visit("meetings", "pathways:meeting-list", "pathways/meetings/", "placement", ERRORS),
    Visit(
        "meeting",
        "pathways:meeting-detail",
        with_one("pathways/meetings/{}/", MEETING),
        "placement",
        OPEN,
    ),
    Visit(
        "decision of a meeting",
        "pathways:item-decide",
        with_one("pathways/meetings/items/{}/", ITEM),
        "placement",
        ERRORS,
    ),
    Visit(
        "members of an association",
        "pathways:association-members",
        "pathways/calls/members/",
        "association",
        ERRORS,
    ),
    Visit("calls", "pathways:call-list", "pathways/calls/", "association", ERRORS),
    Visit("answer a call", "pathways:call-answer", with_one(CALLS, UNANSWERED), "referent", ERRORS),
    Visit(
        "edit a call",
        "pathways:call-edit",
        with_one(CALLS + "edit/", DRAFT),
        "association",
        ERRORS,
    ),
)
