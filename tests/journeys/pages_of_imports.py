"""Pages of lists that are brought in, from the file to what it changed."""

from tests.journeys.visit import ERRORS, OPEN, Visit, with_one

BROUGHT = "select id from exchange_importrun where file_name = '{}'"
IMPORT = "imports/{}/"
IMPORTS = (
    Visit("imports", "exchange:import-list", "imports/", "officer"),
    Visit("new import", "exchange:import-new", "imports/new/", "officer", ERRORS),
    Visit(
        "columns of an import",
        "exchange:import-mapping",
        with_one(IMPORT + "columns/", BROUGHT.format("appena-arrivato.csv")),
        "officer",
        OPEN,
    ),
    Visit(
        "import to look at",
        "exchange:import-detail",
        with_one(IMPORT, BROUGHT.format("da-guardare.csv")),
        "officer",
        OPEN,
    ),
    Visit(
        "import that is done",
        "exchange:import-detail",
        with_one(IMPORT, BROUGHT.format("fatto.csv")),
        "officer",
    ),
)
