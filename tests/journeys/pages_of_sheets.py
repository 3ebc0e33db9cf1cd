"""Pages of the sheets of a case and of an opening."""

from tests.journeys.visit import Visit, with_one

CASE, OPENING = "select id from pathways_pathway", "select id from pathways_opportunity"
GRID = "select id from pathways_document where instrument = 'I8' and state = 'draft'"
GRIDS = "select pathway_id from pathways_document where instrument = 'I8' and occasion = 'end'"
SHEETS = (
    Visit("sheets", "pathways:sheet-list", with_one("pathways/{}/sheets/", CASE), "tutor"),
    Visit(
        "candidate sheet",
        "pathways:case-candidate",
        with_one("pathways/{}/candidate/", CASE),
        "tutor",
    ),
    Visit(
        "note of the sharing meeting",
        "pathways:case-sharing",
        with_one("pathways/{}/sharing/", CASE),
        "tutor",
    ),
    Visit(
        "begin a sheet",
        "pathways:sheet-begin",
        with_one("pathways/{}/sheets/begin/I8/", CASE),
        "tutor",
    ),
    Visit(
        "empty sheet",
        "pathways:sheet-blank",
        with_one("pathways/{}/sheets/blank/I8/", CASE),
        "tutor",
    ),
    Visit(
        "sheets compared",
        "pathways:sheet-compare",
        with_one("pathways/{}/sheets/compare/I8/", GRIDS),
        "tutor",
    ),
    Visit("sheet", "pathways:sheet", with_one("pathways/sheets/{}/", GRID), "tutor"),
    Visit(
        "step of a sheet",
        "pathways:sheet-step",
        with_one("pathways/sheets/{}/fill/when/", GRID),
        "tutor",
    ),
    Visit(
        "sheet anew",
        "pathways:sheet-renew",
        with_one("pathways/sheets/{}/renew/", GRID),
        "tutor",
    ),
    Visit(
        "begin a sheet of an opening",
        "pathways:opening-sheet-begin",
        with_one("pathways/openings/{}/sheets/begin/I1/", OPENING),
        "placement",
    ),
    Visit(
        "empty sheet of an opening",
        "pathways:opening-sheet-blank",
        with_one("pathways/openings/{}/sheets/blank/I1/", OPENING),
        "placement",
    ),
    Visit(
        "sheets of an opening",
        "pathways:opening-sheet-list",
        with_one("pathways/openings/{}/sheets/", OPENING),
        "tutor",
    ),
)
