"""CPV in the languages of the interface, ATECO 2025, and social CPV codes of eForms."""

from pathlib import Path

from dev.data.files import read_table, write_table

LANGUAGES = ("it", "en", "fr", "nl", "hr", "sl", "pl")


def build(raw: Path, shipped: Path) -> None:
    """Write both classifications; a code's parent is a code of the same table."""
    cpv = read_table(raw / "procurement" / "cpv2008_24langs.csv.gz")
    social = {
        row["code"]
        for row in read_table(raw / "procurement" / "eforms_codelists.csv.gz")
        if row["codelist"] == "cpv_social-service-cpv"
    }
    for row in cpv:
        row["is_social"] = str(int(row["code_short"] in social))
    write_table(shipped / "cpv.csv.gz", ("code", "level", "parent", "is_social", *LANGUAGES), cpv)
    ateco = [
        row for row in read_table(raw / "ateco" / "ateco_codes.csv.gz") if row["edition"] == "2025"
    ]
    for row in ateco:
        title = row["title_it"]
        row["it"] = title.capitalize() if title.isupper() else title
    write_table(shipped / "ateco_2025.csv.gz", ("code", "level", "parent", "it"), ateco)
