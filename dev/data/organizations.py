"""Organizations whose name says social co-operative, from the list of the 5x1000 of 2022.

The name is no proof of a type: they ship as unverified entries that nobody has claimed.
"""

import re
from pathlib import Path

from dev.data.files import read_table, write_table
from dev.data.mending import readable, unbroken

COLUMNS = ("tax_code", "name", "source_name", "name_says", "municipality_code", "in_third_sector")
ALIAS = re.compile(
    r"[\s,;(\"-]*\b(?:(?:VALIDAMENTE |ANCHE |DETTA |PIU' |O )*(?:SIGLABILE|IDENTIFICABILE"
    r"|IN SIGLA|IN BREVE|IN FORMA ABBREVIATA|ABBREVIABILE|ABBREVIATA|BREVEMENTE|IDENTIFICATA"
    r"|OPPURE)|SIGLA:?|DENOMINAZIONE ABBREVIATA)\b.*$"
)
COOP = r"COOP(?:ERATIVA|ERATIVE|\.?VA|\.)?"
LEGAL = (
    (r"\bO\.?\s?N\.?\s?L\.?\s?U\.?\s?S\b\.?", "ONLUS"),
    (r"\bE\.T\.S\.", "ETS"),
    (r"\bSOC(?:IETA'?|IETÀ|\.)?[\s.]*COOP(?:ERATIVA|\.?VA\b|\.|\b)[\s.]*SOC(?:IALE|\.)(?=\W|$)",
     "SOCIETÀ COOPERATIVA SOCIALE"),
    (r"\bCOOP(?:\.?VA\b|\.)\s?SOC(?:IALE|\.)(?=\W|$)", "COOPERATIVA SOCIALE"),
    (r"\bSOC(?:IETA'?|\.)[\s.]*COOP(?:ERATIVA|\.?VA\b|\.|\b)", "SOCIETÀ COOPERATIVA"),
    (r"\bA\s?RESPONSABILIT(?:A'?|À)\s?LIMITAT\s?A", "A R.L."),
    (r"\bA\.?\s?R\.?\s?L\.?(?=\W|$)", "A R.L."),
    (r"\bS\.C\.S\.", "SCS"),
)  # fmt: skip
SMALL_AFTER_THE_NAME = re.compile(
    r"(?<=\S )(Società Cooperativa Sociale|Società Cooperativa|Cooperativa Sociale|Impresa Sociale"
    r"|Società Consortile|di Solidarietà|Agricola)(?= |$|,)"
)

OPENING = re.compile(
    r"^(Società cooperativa sociale |Cooperativa sociale |Società cooperativa )"
    r"(il |lo |la |i |gli |le |l'|un |una |un')"
)


def build(raw: Path, shipped: Path, changes: dict[str, str]) -> None:
    """Write organizations.csv.gz, each placed in a municipality of today."""
    rows = read_table(raw / "organisations" / "social_cooperatives_5x1000_2022.csv.gz")
    write_table(
        shipped / "organizations.csv.gz",
        COLUMNS,
        [
            {
                "tax_code": row["tax_code"],
                "name": name_to_show(row["name"]),
                "source_name": unbroken(row["name"]),
                "name_says": row["kind_guess"],
                "municipality_code": changes.get(row["istat_code_2023"], row["istat_code_2023"]),
                "in_third_sector": row["ets_onlus"],
            }
            for row in sorted(rows, key=lambda r: r["tax_code"])
        ],
    )


def name_to_show(source: str) -> str:
    """The registered name without its short form, legal words spelled out, in readable case."""
    name = unbroken(source).replace("§", "").replace('"', " ")
    name = ALIAS.sub("", re.sub(r"\s+", " ", name)) or name
    for pattern, words in LEGAL:
        name = re.sub(pattern, f" {words} ", name)
    name = re.sub(r"\s+", " ", name).strip(" -,.;")
    name = re.sub(r"\s*(?:\s-|-\s)\s*", " - ", name)
    shown = readable(name)
    shown = SMALL_AFTER_THE_NAME.sub(lambda found: found.group().lower(), shown)
    shown = re.sub(r"\ba R\.L\.?", "a r.l.", re.sub(r"\bA R\.L\.?", "a r.l.", shown))
    shown = re.sub("^Cooperativa Sociale ", "Cooperativa sociale ", shown)
    shown = OPENING.sub(lambda found: found[1] + found[2].capitalize(), shown)
    shown = re.sub(r"\( (.*?) \)", r"(\1)", shown)
    return re.sub(r"\s+([,.;])", r"\1", shown).strip(" -,;")
