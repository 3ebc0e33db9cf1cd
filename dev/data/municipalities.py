"""Municipalities, provinces, regions, and what the codes of other years mean today."""

from pathlib import Path

from dev.data.files import read_table, write_table

Row = dict[str, str]

MUNICIPALITY = [
    "istat_code",
    "istat_code_2023",
    "belfiore",
    "tax_code",
    "name",
    "name_other",
    "province_code",
    "region_code",
    "caps",
    "population",
    "area_km2",
    "lat",
    "lon",
    "is_province_capital",
    "is_region_capital",
]
PROVINCE = ("code", "acronym", "name", "region_code", "uts_code", "nuts3")
REGION = ("code", "name", "macro_area", "nuts2")
CHANGE = ("old_code", "new_code", "old_name", "old_belfiore", "kind", "basis")

# Mergers that the change list leaves out; the ANPR archive proves the old codes, names and dates.
MERGED = {
    "005122": ("005079", "005110"),
    "012144": ("012009", "012095", "012018"),
    "022252": ("022046", "022080", "022088"),
    "022253": ("022027", "022030", "022063", "022152", "022154"),
    "022254": ("022041", "022070", "022211"),
    "022167": ("022111",),  # Faedo, now in San Michele all'Adige
    "041044": ("041032",),  # Monteciccardo, now in Pesaro
    "097008": ("097085",),  # Vendrogno, now in Bellano
}
KINDS = {"code change": "renumbered", "merger": "merged", "incorporation": "merged"}
OLDEST_USEFUL = "1992"


def build(raw: Path, shipped: Path) -> None:
    """Write the four tables of places."""
    rows = read_table(raw / "municipalities" / "municipalities.csv.gz")
    history = read_table(raw / "municipalities" / "municipalities_history_anpr.csv.gz")
    listed = read_table(raw / "municipalities" / "code_changes_2023_2026.csv")
    write_table(shipped / "municipalities.csv.gz", MUNICIPALITY, [_municipality(r) for r in rows])
    write_table(shipped / "provinces.csv.gz", PROVINCE, _provinces(rows))
    write_table(shipped / "regions.csv.gz", REGION, _regions(rows))
    write_table(shipped / "code_changes.csv.gz", CHANGE, code_changes(rows, history, listed))


def _municipality(row: Row) -> Row:
    """The town's own point where known (people live there), else a point inside the shape."""
    lat, lon = (row["town_lat"], row["town_lon"]) if row["town_lat"] else (row["lat"], row["lon"])
    return {
        **row,
        "caps": row["cap"],
        "lat": f"{float(lat):.5f}",
        "lon": f"{float(lon):.5f}",
        "area_km2": f"{float(row['area_km2']):.2f}" if row["area_km2"] else "",
    }


def _provinces(rows: list[Row]) -> list[Row]:
    found = {
        row["province_code"]: {
            "code": row["province_code"],
            "acronym": row["province_acr"],
            "name": row["province"],
            "region_code": row["region_code"],
            "uts_code": row["uts_code"],
            "nuts3": row["nuts3"],
        }
        for row in rows
    }
    return [found[code] for code in sorted(found)]


def _regions(rows: list[Row]) -> list[Row]:
    found = {
        row["region_code"]: {
            "code": row["region_code"],
            "name": row["region"],
            "macro_area": row["macro_area"],
            "nuts2": row["nuts2"],
        }
        for row in rows
    }
    return [found[code] for code in sorted(found)]


def code_changes(rows: list[Row], history: list[Row], listed: list[Row]) -> list[Row]:
    """Every code of another year that points to exactly one municipality of today."""
    current = {row["istat_code"] for row in rows}
    changes: dict[str, Row] = {}
    for row in listed:
        changes[row["istat_code_2023"]] = {
            "old_code": row["istat_code_2023"],
            "new_code": row["istat_code"],
            "old_name": row["name_2023"],
            "old_belfiore": row["belfiore_2023"],
            "kind": KINDS[row["kind"]],
            "basis": "listed",
        }
    for change in _from_history(rows, history):
        if change["old_code"] not in current:
            changes.setdefault(change["old_code"], change)
    return [changes[code] for code in sorted(changes)]


def _from_history(rows: list[Row], history: list[Row]) -> list[Row]:
    """Predecessors of the mergers above, and old numbers of a land-register code still in use."""
    heirs = {old: new for new, olds in MERGED.items() for old in olds}
    today = {row["belfiore"]: row["istat_code"] for row in rows}
    last: dict[str, Row] = {}
    targets: dict[str, set[str]] = {}
    for row in sorted(history, key=lambda r: r["valid_to"]):
        if row["valid_to"] < OLDEST_USEFUL:
            continue
        heir = heirs.get(row["istat_code"]) or today.get(row["belfiore"])
        if heir:
            last[row["istat_code"]] = row
            targets.setdefault(row["istat_code"], set()).add(heir)
    return [
        {
            "old_code": code,
            "new_code": min(targets[code]),
            "old_name": row["name"].title(),
            "old_belfiore": row["belfiore"],
            "kind": "merged" if code in heirs else "renumbered",
            "basis": "derived",
        }
        for code, row in last.items()
        if len(targets[code]) == 1 and _is_a_number_of_its_time(code)
    ]


def _is_a_number_of_its_time(code: str) -> bool:
    """The archive also holds made-up numbers for municipalities that ended before 1966."""
    return len(code) == 6 and code.isdigit() and 0 < int(code[3:]) < 500 and int(code[:3]) <= 120
